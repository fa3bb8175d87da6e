import uuid

import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import khien.base.streams


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0004_files_are_scanned_and_have_room"),
        ("orgs", "0001_initial"),
        ("programme", "0007_shares_of_units"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                ("approves", models.BooleanField(default=False)),
            ],
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="LibraryIndex",
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
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("icon", models.CharField(default="book", max_length=40)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("shown", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Booklet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=160)),
                ("subtitle", models.CharField(blank=True, max_length=200)),
                ("foreword", models.TextField(blank=True, max_length=4000)),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("shown", models.BooleanField(default=False)),
                ("made_by", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("lock", models.PositiveIntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Material",
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
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("web_slug", models.SlugField(blank=True, max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("guide", "guide"),
                            ("scam", "scam"),
                            ("poster", "poster"),
                            ("infographic", "infographic"),
                            ("leaflet", "leaflet"),
                            ("handbook", "handbook"),
                            ("clip", "clip"),
                            ("sms", "sms"),
                            ("bulletin", "bulletin"),
                            ("slides", "slides"),
                            ("skit", "skit"),
                            ("lesson", "lesson"),
                            ("press_kit", "press_kit"),
                        ],
                        db_index=True,
                        max_length=12,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi", max_length=5
                    ),
                ),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("body", khien.base.streams.TextStream([], blank=True)),
                ("audience_codes", models.CharField(blank=True, default="", max_length=300)),
                ("keywords", models.CharField(blank=True, max_length=1000)),
                ("sms", models.CharField(blank=True, max_length=400)),
                ("sms_plain", models.CharField(blank=True, max_length=400)),
                ("bulletin", models.TextField(blank=True, max_length=4000)),
                ("poster_headline", models.CharField(blank=True, max_length=80)),
                ("poster_points", models.TextField(blank=True, max_length=600)),
                ("poster_call", models.CharField(blank=True, max_length=80)),
                ("scam_signs", models.TextField(blank=True, max_length=4000)),
                ("scam_how", models.TextField(blank=True, max_length=4000)),
                ("scam_do_now", models.TextField(blank=True, max_length=4000)),
                ("scam_tell", models.TextField(blank=True, max_length=2000)),
                ("scam_variants", models.TextField(blank=True, max_length=4000)),
                ("scam_first_seen", models.DateField(blank=True, null=True)),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("cc-by-4.0", "cc-by-4.0"),
                            ("cc-by-nd-4.0", "cc-by-nd-4.0"),
                            ("inside", "inside"),
                        ],
                        default="cc-by-4.0",
                        max_length=20,
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("adapted_version", models.PositiveIntegerField(default=0, editable=False)),
                ("update_wanted", models.CharField(blank=True, editable=False, max_length=300)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "adapted_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adaptations",
                        to="library.material",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programme.task",
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="translations",
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
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField()),
                ("title", models.CharField(max_length=255)),
                ("content", models.JSONField()),
                ("change_note", models.CharField(blank=True, max_length=300)),
                ("approved_by", models.CharField(blank=True, max_length=200)),
                ("approved_role", models.CharField(blank=True, max_length=200)),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("basis", models.CharField(blank=True, max_length=300)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="library.material",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="DraftPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("revision_id", models.BigIntegerField()),
                ("form", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("making", "making"),
                            ("ready", "ready"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                (
                    "stored",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.storedfile",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="previews",
                        to="library.material",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DayCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("what", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_counts",
                        to="library.material",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BookletEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "booklet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="library.booklet",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="library.material"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="MaterialAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("reviewed", "reviewed"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("taken_back", "taken_back"),
                            ("published", "published"),
                            ("expired", "expired"),
                            ("withdrawn", "withdrawn"),
                            ("deleted", "deleted"),
                            ("restored", "restored"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_id", models.CharField(max_length=40)),
                ("actor_label", models.CharField(max_length=200)),
                ("actor_role", models.CharField(blank=True, max_length=200)),
                ("basis", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("revision_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="library.material",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MaterialFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=255)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="library.material",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="base.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=300)),
                ("number", models.CharField(blank=True, db_index=True, max_length=60)),
                ("address", models.URLField(blank=True)),
                ("legal", models.BooleanField(default=False)),
                (
                    "material",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="library.material",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("download", "download"),
                            ("package", "package"),
                            ("embed", "embed"),
                            ("feed", "feed"),
                            ("adapt", "adapt"),
                            ("booklet", "booklet"),
                            ("message", "message"),
                            ("played", "played"),
                            ("hung", "hung"),
                            ("taught", "taught"),
                        ],
                        max_length=12,
                    ),
                ),
                ("form", models.CharField(blank=True, max_length=40)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("on", models.DateField(db_index=True)),
                ("count", models.PositiveIntegerField(default=1)),
                ("officer", models.CharField(blank=True, max_length=200)),
                ("told", models.BooleanField(default=False)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="library.edition",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
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
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, default="", max_length=255, verbose_name="description"),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at"),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("credit", models.CharField(blank=True, max_length=160)),
                ("consent", models.CharField(blank=True, max_length=200)),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "permissions": [("choose_picture", "Can choose picture")],
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="material",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="library.picture",
            ),
        ),
        migrations.CreateModel(
            name="PictureRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="library.picture",
                    ),
                ),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="RenditionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form", models.CharField(max_length=40)),
                ("options", models.JSONField(default=dict)),
                ("wanted_key", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("making", "making"),
                            ("ready", "ready"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("filename", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booklet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="library.booklet",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="library.edition",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="base.storedfile",
                    ),
                ),
                (
                    "stored",
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
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["form", "id"],
            },
        ),
        migrations.CreateModel(
            name="Shelf",
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
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="material",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="materials", to="library.topic"
            ),
        ),
        migrations.CreateModel(
            name="UnitBrand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shown_name", models.CharField(blank=True, max_length=160)),
                ("colour", models.CharField(default="#0b5563", max_length=7)),
                ("contact", models.CharField(blank=True, max_length=160)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("holds_from", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("address", models.URLField(blank=True)),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaces",
                        to="library.instrument",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("holds_from__isnull", True),
                            ("ended_on__gte", models.F("holds_from")),
                            _connector="OR",
                        ),
                        name="library_instrument_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("material", "number"), name="library_edition_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftpreview",
            constraint=models.UniqueConstraint(
                fields=("material", "revision_id", "form"), name="library_draft_preview_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftpreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True), ("stored__isnull", False), _connector="OR"
                ),
                name="library_draft_preview_ready_has_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="daycount",
            constraint=models.UniqueConstraint(
                fields=("material", "on", "what"), name="library_day_count_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookletentry",
            constraint=models.UniqueConstraint(
                fields=("booklet", "material"), name="library_booklet_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="materialact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "approved"), _negated=True),
                    models.Q(("basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="library_approval_has_a_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="materialuse",
            constraint=models.UniqueConstraint(
                fields=("material", "unit", "how", "form", "where", "on"), name="library_use_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="picturerendition",
            constraint=models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="library_picture_rendition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="renditionfile",
            constraint=models.UniqueConstraint(
                fields=("edition", "wanted_key"), name="library_rendition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="renditionfile",
            constraint=models.UniqueConstraint(
                fields=("booklet", "wanted_key"), name="library_booklet_rendition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="renditionfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booklet__isnull", True), ("edition__isnull", False)),
                    models.Q(("booklet__isnull", False), ("edition__isnull", True)),
                    _connector="OR",
                ),
                name="library_rendition_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="renditionfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True), ("stored__isnull", False), _connector="OR"
                ),
                name="library_rendition_ready_has_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "article",
                            "guide",
                            "scam",
                            "poster",
                            "infographic",
                            "leaflet",
                            "handbook",
                            "clip",
                            "sms",
                            "bulletin",
                            "slides",
                            "skit",
                            "lesson",
                            "press_kit",
                        ],
                    )
                ),
                name="library_material_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitbrand",
            constraint=models.CheckConstraint(
                condition=models.Q(("colour__regex", "^#[0-9a-f]{6}$")), name="library_brand_colour_is_hex"
            ),
        ),
    ]
