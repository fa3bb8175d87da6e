"""What the law does to units, as dated events. Refuses to rewrite: no service changes a period that has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.orgs.errors import Changed, UnitClosed, UnitsBelow
from khien.orgs.models import Unit, UnitEvent, UnitLink
from khien.orgs.rules import Kind, Level
from khien.orgs.services import _periods as periods
from khien.orgs.services.people import carry_memberships

What = UnitEvent.What


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a unit is when it opens. An empty `code` is made from the name."""

    name: str
    kind: Kind
    level: Level
    short_name: str = ""
    code: str = ""
    parent_id: int | None = None
    territory_code: str = ""
    share: Decimal | None = None  # of a split: the part of the duties it takes
    note: str = ""


@transaction.atomic
def open_unit(
    new: NewUnit, *, on: dt.date, actor: Actor, at: dt.datetime, instrument: str = "", note: str = ""
) -> Unit:
    """Raises CodeTaken, UnitClosed (the parent), WrongDate."""
    unit = _opened(new, on=on, at=at)
    periods.event(What.OPEN, on, unit=unit, instrument=instrument, note=note, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="orgs.unit.opened",
        subject=periods.subject(unit),
        new={
            "name": unit.name,
            "code": unit.code,
            "on": on,
            "parent": unit.parent_id,
            "instrument": instrument,
        },
        at=at,
    )
    return unit


def _opened(new: NewUnit, *, on: dt.date, at: dt.datetime) -> Unit:
    periods.check_not_future(on, at)
    periods.check_parent(None, new.parent_id, on)
    code = new.code.strip() or periods.free_code(new.name, on)
    periods.check_code(code, on)
    unit = Unit(
        code=code,
        name=new.name,
        short_name=new.short_name,
        kind=new.kind,
        level=new.level,
        parent_id=new.parent_id,
        territory_code=new.territory_code,
        valid_from=on,
    )
    unit.search_text = periods.search_text(unit)
    unit.save(force_insert=True)
    periods.begin(unit, on)
    return unit


@transaction.atomic
def rename_unit(
    unit_id: int,
    *,
    name: str,
    short_name: str,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    version: int | None = None,
) -> Unit:
    """Raises WrongDate, UnitClosed, Changed (when `version` is no longer the unit's)."""
    unit = periods.locked(unit_id)
    _check_version(unit, version)
    periods.check_day(unit, on, at)
    old = {"name": unit.name, "short_name": unit.short_name}
    periods.change(unit, on, name=name, short_name=short_name)
    periods.event(What.RENAME, on, unit=unit, instrument=instrument, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="orgs.unit.renamed",
        subject=periods.subject(unit),
        old=old,
        new={"name": name, "short_name": short_name, "on": on, "instrument": instrument},
        at=at,
    )
    return unit


@transaction.atomic
def correct_unit(
    unit_id: int,
    *,
    code: str,
    short_name: str,
    kind: Kind,
    level: Level,
    territory_code: str,
    actor: Actor,
    at: dt.datetime,
    version: int | None = None,
) -> Unit:
    """Put right what was typed wrongly and is not history: code, short name, kind, level, territory."""
    unit = periods.locked(unit_id)
    _check_version(unit, version)
    if code != unit.code:
        periods.check_code(code, unit.valid_from, but=unit.pk)
    fields = {
        "code": code,
        "short_name": short_name,
        "kind": kind,
        "level": level,
        "territory_code": territory_code,
    }
    old = {field: getattr(unit, field) for field in fields}
    for field, value in fields.items():
        setattr(unit, field, value)
    unit.search_text = f"{unit.search_text} | {periods.search_text(unit)}"
    unit.version += 1
    unit.save()
    unit.periods.filter(valid_to__isnull=True).update(short_name=short_name)
    audit.record(
        actor=actor, action="orgs.unit.corrected", subject=periods.subject(unit), old=old, new=fields, at=at
    )
    return unit


@transaction.atomic
def move_unit(
    unit_id: int,
    *,
    parent_id: int | None,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    version: int | None = None,
) -> Unit:
    """Put a unit under another; what stands below comes along. Raises WouldCircle, WrongDate, UnitClosed."""
    unit = periods.locked(unit_id)
    _check_version(unit, version)
    periods.check_day(unit, on, at)
    periods.check_parent(unit, parent_id, on)
    old = {"parent": unit.parent_id}
    periods.change(unit, on, parent_id=parent_id)
    periods.event(What.MOVE, on, unit=unit, instrument=instrument, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="orgs.unit.moved",
        subject=periods.subject(unit),
        old=old,
        new={"parent": parent_id, "on": on, "instrument": instrument},
        at=at,
    )
    return unit


@transaction.atomic
def merge_units(
    unit_ids: Sequence[int],
    *,
    into: NewUnit | int,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    note: str = "",
) -> Unit:
    """Several units become one: a new one, or one that lives on (`into` its id, not among `unit_ids`).

    Units below go to the new one, and so do the people. Raises WrongDate, UnitClosed, CodeTaken.
    """
    gone = [periods.locked(unit_id) for unit_id in dict.fromkeys(unit_ids) if unit_id != into]
    for unit in gone:
        periods.check_day(unit, on, at)
    heir = periods.locked(into) if isinstance(into, int) else None
    if heir is not None and not heir.holds_on(on):
        raise UnitClosed(heir.name)
    for unit in gone:
        periods.end(unit, on)
    if heir is None:
        assert isinstance(into, NewUnit)
        heir = _opened(into, on=on, at=at)
    happened = periods.event(What.MERGE, on, instrument=instrument, note=note, actor=actor, at=at)
    for unit in gone:
        UnitLink.objects.create(event=happened, predecessor=unit, successor=heir, share=1)
        _hand_over(unit, heir, on=on, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="orgs.unit.merged",
        subject=periods.subject(heir),
        old={"units": [{"uuid": str(u.uuid), "name": u.name} for u in gone]},
        new={"name": heir.name, "on": on, "instrument": instrument},
        at=at,
    )
    return heir


@transaction.atomic
def split_unit(
    unit_id: int,
    *,
    into: Sequence[NewUnit | int],
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    note: str = "",
) -> list[Unit]:
    """One unit becomes several, new or living; the first is the one to ask first, and takes people and units below.

    Raises WrongDate, UnitClosed, CodeTaken.
    """
    gone = periods.locked(unit_id)
    periods.check_day(gone, on, at)
    periods.end(gone, on)
    happened = periods.event(What.SPLIT, on, instrument=instrument, note=note, actor=actor, at=at)
    heirs: list[Unit] = []
    for part in into:
        heir = periods.locked(part) if isinstance(part, int) else _opened(part, on=on, at=at)
        extra = {} if isinstance(part, int) else {"share": part.share, "note": part.note}
        UnitLink.objects.create(event=happened, predecessor=gone, successor=heir, main=not heirs, **extra)
        heirs.append(heir)
    _hand_over(gone, heirs[0], on=on, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="orgs.unit.split",
        subject=periods.subject(gone),
        new={"into": [h.name for h in heirs], "on": on, "instrument": instrument},
        at=at,
    )
    return heirs


@transaction.atomic
def transfer_duties(
    unit_id: int,
    *,
    to_id: int,
    on: dt.date,
    note: str,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    share: Decimal | None = None,
) -> UnitEvent:
    """Some duties go to another unit, both live on or one ends elsewhere; told on both pages, never followed blindly."""
    giver, taker = periods.locked(unit_id), periods.locked(to_id)
    periods.check_not_future(on, at)
    happened = periods.event(What.TRANSFER, on, instrument=instrument, note=note, actor=actor, at=at)
    UnitLink.objects.create(
        event=happened, predecessor=giver, successor=taker, share=share, main=False, note=note[:300]
    )
    audit.record(
        actor=actor,
        action="orgs.unit.transferred",
        subject=periods.subject(giver),
        new={"to": taker.name, "on": on, "note": note, "instrument": instrument},
        at=at,
    )
    return happened


@transaction.atomic
def close_unit(
    unit_id: int,
    *,
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    instrument: str = "",
    note: str = "",
    successor_id: int | None = None,
    version: int | None = None,
) -> Unit:
    """End a unit, with or without somebody who answers for it. Raises UnitsBelow, WrongDate, UnitClosed."""
    unit = periods.locked(unit_id)
    _check_version(unit, version)
    periods.check_day(unit, on, at)
    if successor_id is None and unit.children.filter(valid_to__isnull=True).exists():
        raise UnitsBelow
    periods.end(unit, on)
    happened = periods.event(What.CLOSE, on, unit=unit, instrument=instrument, note=note, actor=actor, at=at)
    if successor_id is not None:
        heir = Unit.objects.on(on).get(pk=successor_id)
        UnitLink.objects.create(event=happened, predecessor=unit, successor=heir)
        _hand_over(unit, heir, on=on, actor=actor, at=at)
    else:
        carry_memberships(unit.pk, None, on=on)
    audit.record(
        actor=actor,
        action="orgs.unit.closed",
        subject=periods.subject(unit),
        new={"on": on, "successor": successor_id, "instrument": instrument},
        at=at,
    )
    return unit


def _hand_over(gone: Unit, heir: Unit, *, on: dt.date, actor: Actor, at: dt.datetime) -> None:
    for child in Unit.objects.select_for_update().filter(parent=gone, valid_to__isnull=True):
        periods.change(child, on, parent_id=heir.pk)
        periods.event(What.MOVE, on, unit=child, instrument="", actor=actor, at=at)
    carry_memberships(gone.pk, heir.pk, on=on)


def _check_version(unit: Unit, version: int | None) -> None:
    if version is not None and version != unit.version:
        raise Changed
