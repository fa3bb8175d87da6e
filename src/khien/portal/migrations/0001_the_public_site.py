import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import khien.base.streams


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0004_files_are_scanned_and_have_room"),
        ("library", "0001_the_library"),
        ("orgs", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="MicrositesRoot",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PortalIndex",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ContentPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi", max_length=5
                    ),
                ),
                ("lede", models.CharField(blank=True, max_length=300, verbose_name="First sentence")),
                ("body", khien.base.streams.TextStream([], blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "language"), name="portal_page_once_a_language")
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HomeButton",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("label", models.CharField(max_length=60)),
                ("label_en", models.CharField(blank=True, max_length=60)),
                ("icon", models.CharField(max_length=40)),
                ("address", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("shown", models.BooleanField(default=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("changed_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address__startswith", "/"),
                            models.Q(("address__startswith", "//"), _negated=True),
                        ),
                        name="portal_button_leads_into_this_site",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Microsite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=160)),
                ("tagline", models.CharField(blank=True, max_length=300)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("host", models.CharField(blank=True, max_length=200)),
                ("colour", models.CharField(default="#0b5563", max_length=7)),
                ("shares", models.CharField(default="all", max_length=8)),
                ("topic_codes", models.CharField(blank=True, default="", max_length=1000)),
                ("audience_codes", models.CharField(blank=True, default="", max_length=300)),
                ("shown", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.storedfile",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="MicrositeIndex",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "microsite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="index",
                        to="portal.microsite",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="MicrositePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lede", models.CharField(blank=True, max_length=300, verbose_name="First sentence")),
                ("body", khien.base.streams.TextStream([], blank=True)),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.picture",
                        verbose_name="Picture",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PublicDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=500)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("issuer", models.CharField(blank=True, max_length=300)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("summary", models.CharField(blank=True, max_length=1000)),
                ("file_name", models.CharField(max_length=255)),
                ("source", models.CharField(blank=True, db_index=True, max_length=120)),
                ("form_key", models.CharField(max_length=120, unique=True)),
                ("published_by", models.CharField(max_length=200)),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="base.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("starts_at", models.DateTimeField(db_index=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("all_day", models.BooleanField(default=False)),
                ("place", models.CharField(max_length=300)),
                ("audience_codes", models.CharField(blank=True, default="", max_length=300)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("cancelled_reason", models.CharField(blank=True, max_length=300)),
                ("form_key", models.CharField(max_length=120, unique=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("written_by_id", models.CharField(max_length=40)),
                ("written_by", models.CharField(max_length=200)),
                ("shown_by", models.CharField(blank=True, max_length=200)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.material",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="portal_event_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "shown", "cancelled"])),
                        name="portal_event_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shown"), _negated=True),
                            ("shown_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_event_shown_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="microsite",
            constraint=models.CheckConstraint(
                condition=models.Q(("colour__regex", "^#[0-9a-f]{6}$")), name="portal_site_colour_is_hex"
            ),
        ),
        migrations.AddConstraint(
            model_name="microsite",
            constraint=models.CheckConstraint(
                condition=models.Q(("shares__in", ["all", "chosen", "own"])), name="portal_site_shares_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="microsite",
            constraint=models.UniqueConstraint(
                condition=models.Q(("host", ""), _negated=True),
                fields=("host",),
                name="portal_site_host_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["plan", "report", "other"])),
                name="portal_document_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True), models.Q(("source", ""), _negated=True)),
                fields=("source",),
                name="portal_document_public_once",
            ),
        ),
    ]
