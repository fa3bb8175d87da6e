"""The database itself refuses to change what was sent: the alert, its words, areas, references and signed bytes.
Acts are only ever added.

A later migration that rebuilds these tables on SQLite loses the triggers and has to run `guard` again.
"""

from django.db import migrations

WORDS = "a sent alert cannot change"
APPEND_ONLY = ("alerts_alertact", "alerts_signedalert")
PARTS = ("alerts_alertwords", "alerts_alertarea", "alerts_alertreference")
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _sent(row):
    return f"EXISTS (SELECT 1 FROM alerts_alert a WHERE a.id = {row}.alert_id AND a.sent_at IS NOT NULL)"  # noqa: S608


def _sqlite():
    abort = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER alerts_alert_no_{verb.lower()} BEFORE {verb} ON alerts_alert "
            f"WHEN OLD.sent_at IS NOT NULL {abort}"
        )
        for table in APPEND_ONLY:
            yield f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {abort}"
    for table in PARTS:
        for verb, rows in ROWS.items():
            when = " OR ".join(_sent(row) for row in rows)
            yield f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} {abort}"


FUNCTIONS = (
    f"CREATE OR REPLACE FUNCTION alerts_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    f"CREATE OR REPLACE FUNCTION alerts_refuse_sent() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF OLD.sent_at IS NOT NULL THEN RAISE EXCEPTION '{WORDS}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    f"CREATE OR REPLACE FUNCTION alerts_refuse_parts() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN "
    f"IF TG_OP <> 'INSERT' THEN IF {_sent('OLD')} THEN RAISE EXCEPTION '{WORDS}'; END IF; END IF; "
    f"IF TG_OP <> 'DELETE' THEN IF {_sent('NEW')} THEN RAISE EXCEPTION '{WORDS}'; END IF; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
)


def _postgresql():
    yield from FUNCTIONS
    yield (
        "CREATE TRIGGER alerts_alert_no_change BEFORE UPDATE OR DELETE ON alerts_alert "
        "FOR EACH ROW EXECUTE FUNCTION alerts_refuse_sent()"
    )
    for table in PARTS:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION alerts_refuse_parts()"
        )
    for table in APPEND_ONLY:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION alerts_refuse()"
        )


def guard(connection):
    with connection.cursor() as cursor:
        for statement in _sqlite() if connection.vendor == "sqlite" else _postgresql():
            cursor.execute(statement)


def unguard(connection):
    tables = ("alerts_alert", *APPEND_ONLY, *PARTS)
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "sqlite":
                for verb in ROWS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
        if connection.vendor != "sqlite":
            for name in ("alerts_refuse", "alerts_refuse_sent", "alerts_refuse_parts"):
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_begins")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard(editor.connection),
            lambda apps, editor: unguard(editor.connection),
        )
    ]
