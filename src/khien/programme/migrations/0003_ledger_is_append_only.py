"""The database itself refuses to change or remove what is in the ledger.

A later migration that rebuilds these tables on SQLite loses the triggers and has to run `guard` again.
"""

from django.db import migrations

TABLES = (
    "programme_activity",
    "programme_activitytask",
    "programme_activitytarget",
    "programme_activityproduct",
    "programme_activityreach",
)
WORDS = "the ledger is append-only"


def _sqlite(table):
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def _postgresql(table):
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION programme_ledger_refuse()"
    )


def guard(connection):
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION programme_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
            )
        for table in TABLES:
            for statement in _sqlite(table) if connection.vendor == "sqlite" else _postgresql(table):
                cursor.execute(statement)


def unguard(connection):
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
        if connection.vendor != "sqlite":
            cursor.execute("DROP FUNCTION IF EXISTS programme_ledger_refuse()")


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_ledger_and_targets")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: unguard(editor.connection),
        )
    ]
