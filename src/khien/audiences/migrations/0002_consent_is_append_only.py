"""The database itself refuses to change a step of consent, or to remove one that is younger than five years.

A later migration that rebuilds the table on SQLite loses the triggers and has to run `guard` again.
"""

from django.db import migrations

TABLE = "audiences_consentact"
WORDS = "the trail of consent is append-only"
SQLITE = (
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-5 years') "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
)
SQLITE_AWAY = (f"DROP TRIGGER IF EXISTS {TABLE}_no_update", f"DROP TRIGGER IF EXISTS {TABLE}_no_delete")
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audiences_consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN "
    "IF OLD.at <= now() - interval '5 years' THEN RETURN OLD; END IF; END IF; "
    f"RAISE EXCEPTION '{WORDS}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audiences_consent_refuse()",
    f"CREATE TRIGGER {TABLE}_no_emptying BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audiences_consent_refuse()",
)
POSTGRESQL_AWAY = (
    f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS {TABLE}_no_emptying ON {TABLE}",
    "DROP FUNCTION IF EXISTS audiences_consent_refuse()",
)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def guard(connection):
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def unguard(connection):
    _run(connection, SQLITE_AWAY if connection.vendor == "sqlite" else POSTGRESQL_AWAY)


class Migration(migrations.Migration):
    dependencies = [("audiences", "0001_people_who_agreed")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: unguard(editor.connection),
        )
    ]
