"""The synonyms an office begins with. They are the office's from then on: this runs once, and only into an empty table."""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

LINES = Path(__file__).resolve().parents[1] / "defaults" / "synonyms.txt"


def put_in(apps, schema_editor):
    model = apps.get_model("search", "SynonymSet")
    if model.objects.exists():
        return
    lines = [line.strip() for line in LINES.read_text(encoding="utf-8").splitlines()]
    at = timezone.now()
    model.objects.bulk_create(
        model(words=line, changed_at=at) for line in lines if line and not line.startswith("#")
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_terms_in_byte_order")]

    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
