"""The database itself refuses to change or remove what decisions gave.

A later migration that rebuilds this table on SQLite loses the triggers and has to run `guard` again.
"""

from django.db import migrations

TABLE = "budget_allocation"
WORDS = "allocations are append-only"


def guard(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
                )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION budget_allocation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION budget_allocation_refuse()"
        )


def unguard(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_update")
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_delete")
            return
        cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}")
        cursor.execute("DROP FUNCTION IF EXISTS budget_allocation_refuse()")


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_money_asked_and_given")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: unguard(editor.connection),
        )
    ]
