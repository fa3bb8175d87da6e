"""Terms are compared byte by byte on every database: PostgreSQL would order them by the language of its cluster, and a
question for everything that begins with some letters would answer otherwise than on SQLite."""

from django.db import migrations

COLUMNS = (("search_posting", "term", 100), ("search_opening", "folded", 80))


def in_byte_order(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column, length in COLUMNS:
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"'
            )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries_index_and_words")]

    operations = [migrations.RunPython(in_byte_order, migrations.RunPython.noop)]
