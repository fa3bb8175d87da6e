"""Figures that people measured or copied: entered with a source, corrected or withdrawn with a reason.

Refuses to change an entry: what replaces it says why, and both stay readable. The same key comes back as the same
entry, so a form sent twice enters once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.base.models import StoredFile
from khien.programme.errors import ReadingReplaced
from khien.programme.models import Target, TargetDefinition, TargetReading
from khien.programme.rules.ledger import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReading:
    """`on`: the day the figure holds for. `numerator` of `denominator`: incidents with the cause among incidents,
    answers among those asked. `low`, `high`: the interval of an estimate."""

    on: dt.date
    value: Decimal
    basis: Basis
    source_text: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""
    stored: StoredFile | None = None


def enter_reading(
    actor: Actor, target: Target, new: NewReading, *, key: UUID, at: dt.datetime
) -> TargetReading:
    with transaction.atomic():
        _take(target)
        known = TargetReading.objects.filter(uuid=key, target=target).first()
        if known is not None:
            return known
        made = _write(actor, target, new, key=key, at=at)
        _audit(actor, "targets.measured", target, {"on": new.on.isoformat(), "value": str(new.value)}, at)
    return made


def correct_reading(
    actor: Actor, reading: TargetReading, new: NewReading, *, reason: str, key: UUID, at: dt.datetime
) -> TargetReading:
    """Replace a figure. Raises ReadingReplaced."""
    with transaction.atomic():
        known = _take_reading(reading, key)
        if known is not None:
            return known
        made = _write(actor, reading.target, new, key=key, at=at, replaces=reading, reason=reason)
        told = {
            "on": new.on.isoformat(),
            "value": str(new.value),
            "reason": reason,
            "replaces": str(reading.uuid),
        }
        _audit(actor, "targets.measured", reading.target, told, at)
    return made


def withdraw_reading(
    actor: Actor, reading: TargetReading, *, reason: str, key: UUID, at: dt.datetime
) -> TargetReading:
    """Take a figure away. Raises ReadingReplaced."""
    with transaction.atomic():
        known = _take_reading(reading, key)
        if known is not None:
            return known
        same = NewReading(
            on=reading.on,
            value=reading.value,
            basis=Basis(reading.basis),
            source_text=reading.source_text,
        )
        made = _write(
            actor, reading.target, same, key=key, at=at, replaces=reading, reason=reason, withdrawn=True
        )
        told = {"reason": reason, "replaces": str(reading.uuid)}
        _audit(actor, "targets.withdrawn", reading.target, told, at)
    return made


def _take(target: Target) -> None:
    """Whoever enters a figure for a target takes its definition first."""
    TargetDefinition.objects.select_for_update().filter(target=target).first()


def _take_reading(reading: TargetReading, key: UUID) -> TargetReading | None:
    """The entry made with this key before, if any. Raises ReadingReplaced when another one stands there."""
    _take(reading.target)
    after = TargetReading.objects.filter(replaces=reading).first()
    if after is not None and after.uuid == key:
        return after
    if after is not None or reading.withdrawn:
        raise ReadingReplaced
    return None


def _write(
    actor: Actor,
    target: Target,
    new: NewReading,
    *,
    key: UUID,
    at: dt.datetime,
    replaces: TargetReading | None = None,
    reason: str = "",
    withdrawn: bool = False,
) -> TargetReading:
    return TargetReading.objects.create(
        uuid=key,
        target=target,
        on=new.on,
        value=new.value,
        numerator=new.numerator,
        denominator=new.denominator,
        low=new.low,
        high=new.high,
        basis=new.basis,
        source_text=new.source_text,
        stored=new.stored,
        note=new.note,
        replaces=replaces,
        reason=reason,
        withdrawn=withdrawn,
        recorded_by_id=actor.id,
        recorded_by=actor.label,
        recorded_at=at,
    )


def _audit(actor: Actor, action: str, target: Target, new: dict[str, str], at: dt.datetime) -> None:
    subject = audit.Subject("target", str(target.uuid), str(target))
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)
