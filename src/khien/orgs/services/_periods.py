"""The one place that writes a unit's periods and what the unit repeats of the last one."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.audit import Subject
from khien.orgs.errors import CodeTaken, UnitClosed, WouldCircle, WrongDate
from khien.orgs.models import Unit, UnitEvent, UnitPeriod
from khien.orgs.rules.text import fold
from khien.orgs.selectors import tree


def locked(unit_id: int) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit_id)


def subject(unit: Unit) -> Subject:
    return Subject("unit", str(unit.uuid), unit.name)


def check_day(unit: Unit, on: dt.date, at: dt.datetime) -> None:
    """A change is dated after the last one and not in the future; the unit holds on that day."""
    check_not_future(on, at)
    if not unit.holds_on(on):
        raise UnitClosed(unit.name)
    last = UnitPeriod.objects.filter(unit=unit).latest("valid_from").valid_from
    if on <= last:
        raise WrongDate(
            _("The last change of this unit is dated %(day)s. Choose a later date.")
            % {"day": f"{last:%d/%m/%Y}"}
        )


def check_not_future(on: dt.date, at: dt.datetime) -> None:
    if on > (at + dt.timedelta(hours=7)).astimezone(dt.UTC).date():
        raise WrongDate(_("The date lies in the future. Enter the change on the day it takes effect."))


def check_parent(unit: Unit | None, parent_id: int | None, on: dt.date) -> None:
    if parent_id is None:
        return
    parent = Unit.objects.get(pk=parent_id)
    if not parent.holds_on(on):
        raise UnitClosed(parent.name)
    if unit is not None and unit.pk in tree.ids_above(parent_id, on):
        raise WouldCircle


def check_code(code: str, on: dt.date, *, but: int | None = None) -> None:
    """No other unit that holds on or after the day has the code."""
    others = Unit.objects.filter(code=code)
    if any(other.pk != but and (other.valid_to is None or other.valid_to > on) for other in others):
        raise CodeTaken(code)


def free_code(name: str, on: dt.date) -> str:
    """A code made of the name's initials, with a number when taken: "Sở Y tế" → "SYT"."""
    base = "".join(word[0] for word in fold(name).split()).upper()[:12] or "DV"
    taken = set(Unit.objects.filter(code__startswith=base).values_list("code", flat=True))
    number = 1
    code = base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def begin(unit: Unit, on: dt.date) -> None:
    """The first period of a unit just saved."""
    UnitPeriod.objects.create(
        unit=unit, name=unit.name, short_name=unit.short_name, parent_id=unit.parent_id, valid_from=on
    )


def change(unit: Unit, on: dt.date, **new: object) -> None:
    """Close the open period and begin one with the new name, short name or parent.

    A period that began the same day is put right instead: it never held a day.
    """
    current = UnitPeriod.objects.filter(unit=unit, valid_to__isnull=True)
    same_day = current.filter(valid_from__gte=on).update(**new) > 0
    if not same_day:
        current.update(valid_to=on)
    for field, value in new.items():
        setattr(unit, field, value)
    unit.search_text = f"{unit.search_text} | {search_text(unit)}"
    unit.version += 1
    unit.save()
    if not same_day:
        begin(unit, on)


def end(unit: Unit, on: dt.date) -> None:
    UnitPeriod.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=on)
    unit.valid_to = on
    unit.version += 1
    unit.save(update_fields=["valid_to", "version"])


def search_text(unit: Unit) -> str:
    return fold(f"{unit.code} {unit.name} {unit.short_name}")


def event(
    what: UnitEvent.What,
    on: dt.date,
    *,
    unit: Unit | None = None,
    instrument: str,
    note: str = "",
    actor: Actor,
    at: dt.datetime,
) -> UnitEvent:
    return UnitEvent.objects.create(
        what=what,
        on=on,
        unit=unit,
        instrument=instrument,
        note=note,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        recorded_at=at,
    )
