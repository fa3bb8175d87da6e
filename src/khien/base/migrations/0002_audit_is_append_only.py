"""The database itself refuses to change or remove audit entries, and lets the head only step forward.

A later migration that rebuilds these tables on SQLite loses the triggers and has to run `guard` again.
"""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER base_audit_no_update BEFORE UPDATE ON base_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER base_audit_no_delete BEFORE DELETE ON base_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER base_audit_head_no_delete BEFORE DELETE ON base_audithead "
    "BEGIN SELECT RAISE(ABORT, 'the audit keeps its head'); END",
    "CREATE TRIGGER base_audit_head_forward BEFORE UPDATE ON base_audithead "
    "WHEN NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1 "
    "BEGIN SELECT RAISE(ABORT, 'the head of the audit only steps forward'); END",
)
SQLITE_AWAY = tuple(
    f"DROP TRIGGER IF EXISTS base_audit_{name}"
    for name in ("no_update", "no_delete", "head_no_delete", "head_forward")
)
POSTGRESQL = (
    "CREATE FUNCTION base_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE FUNCTION base_audit_forward() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1 THEN "
    "RAISE EXCEPTION 'the head of the audit only steps forward'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER base_audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON base_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION base_audit_refuse()",
    "CREATE TRIGGER base_audit_head_no_delete BEFORE DELETE OR TRUNCATE ON base_audithead "
    "FOR EACH STATEMENT EXECUTE FUNCTION base_audit_refuse()",
    "CREATE TRIGGER base_audit_head_forward BEFORE UPDATE ON base_audithead "
    "FOR EACH ROW EXECUTE FUNCTION base_audit_forward()",
)
POSTGRESQL_AWAY = (
    "DROP TRIGGER IF EXISTS base_audit_no_change ON base_auditentry",
    "DROP TRIGGER IF EXISTS base_audit_head_no_delete ON base_audithead",
    "DROP TRIGGER IF EXISTS base_audit_head_forward ON base_audithead",
    "DROP FUNCTION IF EXISTS base_audit_refuse()",
    "DROP FUNCTION IF EXISTS base_audit_forward()",
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
    dependencies = [("base", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: unguard(editor.connection),
        )
    ]
