"""The audit: an append-only chain of who did what. Adds and verifies; never changes, never removes.

Each entry's hash covers its fields and the hash before it; the head row keeps the last number and hash, so that
a changed, removed, inserted or cut-off entry is found. Whoever can rewrite entries *and* head in the database is
found only against a head noted elsewhere: `verify(noted=…)`. Writers queue on the head row (PostgreSQL) or on the
database (SQLite, BEGIN IMMEDIATE), so record last in a service, just before the transaction ends.
Tables are looked up when used, so that every `apps.py` may import this module to name its actions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from khien.base.access import Actor

if TYPE_CHECKING:
    from khien.base.models import AuditEntry, AuditHead

__all__ = ["Head", "Subject", "Verdict", "action_text", "actions", "record", "register_action", "verify"]

HEAD_ID = 1
FIRST_PREVIOUS = "0" * 64


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing acted on: `kind` in code words ("plan", "account"), `id` outside id, `label` as people call it."""

    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain. Noted on paper or elsewhere, it proves later that nothing before it changed."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_seq` names the first entry that does not hold; `reason` is one of REASONS."""

    entries: int
    head: Head
    broken_seq: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken_seq is None


REASONS = ("missing", "changed", "unchained", "cut-off", "head", "noted")


_actions: dict[str, object] = {}


def register_action(code: str, text: object) -> None:
    """Name an action for people (`text` is a lazy translation). Called in `AppConfig.ready`."""
    if code in _actions and str(_actions[code]) != str(text):
        raise ValueError(f"audit action {code!r} registered twice")
    _actions[code] = text


def actions() -> dict[str, object]:
    """Every action with its text, by code."""
    return dict(sorted(_actions.items()))


def action_text(code: str) -> object:
    """What people read; the code itself for an action whose app is gone."""
    return _actions.get(code, code)


def record(
    *,
    actor: Actor,
    action: str,
    subject: Subject,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    at: dt.datetime,
) -> AuditEntry:
    """Add one entry, in the caller's transaction when there is one. `old`/`new`: JSON-able, no secrets.

    Raises ValueError for an action that nobody registered or a naive `at`.
    """
    if action not in _actions:
        raise ValueError(f"audit action {action!r} is not registered")
    if at.tzinfo is None:
        raise ValueError("the audit needs an aware moment")
    with transaction.atomic():
        head = _locked_head()
        entry = _entries()(
            seq=head.seq + 1,
            at=at.astimezone(dt.UTC),
            actor_id=actor.id,
            actor_label=_storable(actor.label, 200),
            action=action,
            subject_kind=subject.kind,
            subject_id=_storable(subject.id, 64),
            subject_label=_storable(subject.label, 300),
            old=_canonical(old),
            new=_canonical(new),
            previous_hash=head.hash or FIRST_PREVIOUS,
        )
        entry.hash = _hash_of(entry)
        entry.save(force_insert=True)
        head.seq, head.hash = entry.seq, entry.hash
        head.save(update_fields=["seq", "hash"])
    return entry


def verify(*, noted: Head | None = None) -> Verdict:
    """Walk the whole chain. Reads 2,000 entries at a time; a million takes some 20 seconds."""
    expected, previous = 1, FIRST_PREVIOUS
    noted_seen = noted is None or noted.seq == 0
    for entry in _in_order():
        reason = _fault(entry, expected, previous)
        if not reason and noted is not None and entry.seq == noted.seq:
            noted_seen = True
            reason = "" if entry.hash == noted.hash else "noted"
        if reason:
            return Verdict(expected - 1, Head(expected - 1, previous), expected, reason)
        expected, previous = expected + 1, entry.hash
    reached = Head(expected - 1, previous if expected > 1 else "")
    head = _heads().objects.filter(pk=HEAD_ID).first()
    if head is None:
        head = _heads()(seq=-1 if reached.seq else 0)
    if head.seq < reached.seq or (head.seq == reached.seq and head.hash != reached.hash):
        return Verdict(reached.seq, reached, max(reached.seq, 1), "head")
    if head.seq > reached.seq or not noted_seen:
        return Verdict(reached.seq, reached, expected, "cut-off")
    return Verdict(reached.seq, reached)


def _entries() -> type[AuditEntry]:
    return apps.get_model("base", "AuditEntry")


def _heads() -> type[AuditHead]:
    return apps.get_model("base", "AuditHead")


def _in_order() -> Iterable[AuditEntry]:
    return _entries().objects.order_by("seq", "pk").iterator(chunk_size=2000)


def _fault(entry: AuditEntry, expected: int, previous: str) -> str:
    if entry.seq != expected:
        return "missing"
    if entry.previous_hash != previous:
        return "unchained"
    return "" if entry.hash == _hash_of(entry) else "changed"


def _locked_head() -> AuditHead:
    head = _heads().objects.select_for_update().filter(pk=HEAD_ID).first()
    if head is not None:
        return head
    # Only an empty audit may start: a head removed from a living one must not be made up again.
    if _entries().objects.exists():
        raise RuntimeError("the audit has entries but no head; restore the database from its backup")
    _heads().objects.get_or_create(pk=HEAD_ID)
    return _heads().objects.select_for_update().get(pk=HEAD_ID)


def _storable(text: str, limit: int) -> str:
    return text.replace("\x00", "")[:limit]


def _canonical(values: dict[str, Any] | None) -> str:
    if values is None:
        return ""
    text = json.dumps(
        values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("\\u0000", "")  # PostgreSQL keeps no NUL in text


def _hash_of(entry: AuditEntry) -> str:
    fields = [
        str(entry.seq),
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.subject_label,
        entry.old,
        entry.new,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
