import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_cache_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileHolding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_key", models.CharField(max_length=80)),
                ("item_key", models.CharField(max_length=300)),
                ("bytes", models.BigIntegerField()),
                ("uses", models.PositiveIntegerField(default=1)),
                ("held_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FileRoom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_key", models.CharField(max_length=80, unique=True)),
                ("limit_bytes", models.BigIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="storedfile",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("not_asked", "Not scanned"),
                    ("clean", "No harmful software found"),
                    ("unanswered", "The scanner did not answer; scanned again later"),
                    ("too_large", "Too large for the scanner"),
                    ("infected", "Harmful software found"),
                ],
                default="not_asked",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("verdict__in", ["not_asked", "unanswered"])),
                fields=["id"],
                name="stored_file_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["not_asked", "clean", "unanswered", "too_large", "infected"])
                ),
                name="stored_file_verdict_is_known",
            ),
        ),
        migrations.AddField(
            model_name="fileholding",
            name="stored",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="base.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="fileroom",
            constraint=models.CheckConstraint(
                condition=models.Q(("limit_bytes__isnull", True), ("limit_bytes__gte", 0), _connector="OR"),
                name="file_room_limit_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="fileholding",
            constraint=models.UniqueConstraint(
                fields=("owner_key", "item_key"), name="file_holding_once_for_an_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="fileholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("bytes__gte", 0), ("uses__gte", 1)), name="file_holding_holds_something"
            ),
        ),
    ]
