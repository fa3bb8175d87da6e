"""The audit: added to, verified, never changed."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.audit import Head, Subject, record, register_action, verify
from khien.base.models import AppendOnly, AuditEntry, AuditHead

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
HOA = Actor(id="11111111-1111-1111-1111-111111111111", label="Nguyễn Thị Hoa")
PLAN = Subject(kind="plan", id="p1", label="Kế hoạch 3630/KH-UBND")

register_action("test.changed", "changed in a test")


def note(number: int = 1, **values: Any) -> list[AuditEntry]:
    return [
        record(actor=HOA, action="test.changed", subject=PLAN, new={"n": n, **values}, at=AT)
        for n in range(number)
    ]


def tamper(statement: str) -> None:
    """Do what only somebody inside the database could: with the triggers laid aside."""
    import importlib

    guards = importlib.import_module("khien.base.migrations.0002_audit_is_append_only")
    guards.unguard(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    guards.guard(connection)


@pytest.mark.django_db
def test_an_untouched_chain_is_intact_and_says_its_head() -> None:
    last = note(5)[-1]
    verdict = verify()
    assert verdict.intact
    assert verdict.entries == 5
    assert verdict.head == Head(5, last.hash)


@pytest.mark.django_db
def test_an_empty_audit_is_intact() -> None:
    assert verify().intact


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_thing() -> None:
    entry = record(
        actor=HOA,
        action="test.changed",
        subject=PLAN,
        old={"hạn": dt.date(2026, 1, 1)},
        new={"hạn": None, "số": 2},
        at=AT,
    )
    entry.refresh_from_db()
    assert (entry.actor_label, entry.subject_label) == ("Nguyễn Thị Hoa", "Kế hoạch 3630/KH-UBND")
    assert entry.old_values == {"hạn": "2026-01-01"}
    assert entry.new_values == {"hạn": None, "số": 2}
    assert verify().intact


@pytest.mark.django_db
def test_numbers_and_letters_come_back_with_the_same_hash() -> None:
    note(1, rate=1.10, big=10**18, text="Nguyễn\u0000 hoà/hòa", deep={"b": 1, "a": [1.0, None]})
    assert verify().intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "broken", "reason"),
    [
        ("UPDATE base_auditentry SET actor_label='Somebody else' WHERE seq=3", 3, "changed"),
        ("UPDATE base_auditentry SET new='{\"n\":9}' WHERE seq=2", 2, "changed"),
        ("DELETE FROM base_auditentry WHERE seq=2", 2, "missing"),
        ("DELETE FROM base_auditentry WHERE seq>=4", 4, "cut-off"),
        ("DELETE FROM base_audithead", 5, "head"),
        (f"UPDATE base_auditentry SET previous_hash='{'1' * 64}' WHERE seq=4", 4, "unchained"),
    ],
)
def test_the_first_broken_entry_is_named(statement: str, broken: int, reason: str) -> None:
    note(5)
    tamper(statement)
    verdict = verify()
    assert (verdict.broken_seq, verdict.reason) == (broken, reason)


@pytest.mark.django_db
def test_a_tail_and_head_rewritten_together_show_against_a_noted_head() -> None:
    entries = note(5)
    tamper("DELETE FROM base_auditentry WHERE seq>=4")
    tamper(f"UPDATE base_audithead SET seq=3, hash='{entries[2].hash}'")
    assert verify().intact
    assert verify(noted=Head(5, entries[4].hash)).reason == "cut-off"
    assert verify(noted=Head(3, "0" * 64)).reason == "noted"
    assert verify(noted=Head(2, entries[1].hash)).intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_auditentry SET actor_label='x'",
        "DELETE FROM base_auditentry",
        "DELETE FROM base_audithead",
        "UPDATE base_audithead SET seq=1",
    ],
)
def test_the_database_refuses_to_change_what_is_written(statement: str) -> None:
    note(3)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().intact


@pytest.mark.django_db
def test_the_model_refuses_to_change_what_is_written() -> None:
    entry = note(1)[0]
    attempts: list[Callable[[], object]] = [
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.django_db
def test_a_lost_head_is_not_made_up_again() -> None:
    note(2)
    tamper("DELETE FROM base_audithead")
    with pytest.raises(RuntimeError, match="head"):
        note(1)


@pytest.mark.django_db
def test_an_action_nobody_named_is_refused() -> None:
    with pytest.raises(ValueError, match="not registered"):
        record(actor=SYSTEM, action="test.unheard-of", subject=PLAN, at=AT)
    with pytest.raises(ValueError, match="twice"):
        register_action("test.changed", "another text")
    with pytest.raises(ValueError, match="aware"):
        record(actor=SYSTEM, action="test.changed", subject=PLAN, at=AT.replace(tzinfo=None))
    assert audit.action_text("gone.app") == "gone.app"


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_entry() -> None:
    note(1)

    with transaction.atomic():
        note(1)
        transaction.set_rollback(True)
    note(1)
    assert verify().entries == 2
    assert AuditHead.objects.get().seq == 2


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory SQLite has one connection; the file and PostgreSQL are tried elsewhere")
    write_from_threads()
    assert verify().entries == 40
    assert verify().intact


def write_from_threads() -> None:
    errors: list[BaseException] = []

    def write() -> None:
        try:
            note(10)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
