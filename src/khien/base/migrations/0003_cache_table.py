"""The table of the cache: limits on tries count the same in every server process."""

from django.core.management import call_command
from django.db import migrations


def create(apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("base", "0002_audit_is_append_only")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
