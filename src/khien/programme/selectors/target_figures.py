"""What a target comes to, on one day or many, counted from the ledger and from measured figures.

Refuses snapshots as a source: they are made from here. Entries are read once however many days are asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khien.orgs import api as orgs
from khien.plans import api as plans
from khien.programme.models import TargetDefinition, TargetReading
from khien.programme.rules.target_counting import (
    Reached,
    Standing,
    people_reached,
    units_standing,
)
from khien.programme.rules.targets import MEASURED, Method, Remark, UnitCondition
from khien.programme.selectors import target_scope as scope
from khien.programme.unit_conditions import unit_conditions

HUNDRED = Decimal(100)
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a target came to by the end of a day. `low`, `high`: bounds where they are known."""

    on: dt.date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    remark: Remark = Remark.NONE


def figures(definition: TargetDefinition, days: Iterable[dt.date]) -> list[Figure]:
    """One figure a day, in order of days."""
    wanted = sorted(set(days))
    if not wanted:
        return []
    if definition.method in MEASURED:
        return _measured(definition, wanted)
    if definition.method == Method.UNITS:
        return _units(definition, wanted)
    if definition.method == Method.PEOPLE:
        return _people(definition, wanted)
    if definition.method == Method.COUNT:
        return _counted(definition, wanted)
    return [Figure(day, remark=Remark.UNDEFINED) for day in wanted]


def first_day_counted(definition: TargetDefinition, on: dt.date) -> dt.date | None:
    """1 January for what is counted anew each year; None = from the beginning."""
    return dt.date(on.year, 1, 1) if definition.per_year else None


def _is_share(definition: TargetDefinition) -> bool:
    return definition.target.unit_of_measure.strip() == "%"


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * HUNDRED).quantize(PLACES)


# ---- measured figures -----------------------------------------------------------------------------------------
def readings_in_force(definition: TargetDefinition) -> list[TargetReading]:
    """Neither replaced nor withdrawn, the newest day first."""
    rows = TargetReading.objects.filter(
        target_id__in=scope.target_ids_of(definition.target), replaced_by__isnull=True, withdrawn=False
    )
    return list(rows.order_by("-on", "-id"))


def _measured(definition: TargetDefinition, days: Sequence[dt.date]) -> list[Figure]:
    rows = readings_in_force(definition)
    out = []
    for day in days:
        since = first_day_counted(definition, day)
        found = next((r for r in rows if r.on <= day and (since is None or r.on >= since)), None)
        out.append(
            Figure(day, remark=Remark.NO_READING)
            if found is None
            else Figure(day, found.value, found.numerator, found.denominator, found.low, found.high)
        )
    return out


# ---- counts ---------------------------------------------------------------------------------------------------
def _counted(definition: TargetDefinition, days: Sequence[dt.date]) -> list[Figure]:
    entries = scope.entries_of(definition, first=first_day_counted(definition, days[0]), last=days[-1])
    rows = scope.counted_entries(definition, entries)
    out = []
    for day in days:
        since = first_day_counted(definition, day) or dt.date.min
        total = Decimal(sum(row.amount for row in rows if since <= row.ends_on <= day))
        out.append(_of_whole(definition, Figure(day, total, total)))
    return out


def _of_whole(definition: TargetDefinition, figure: Figure) -> Figure:
    """The amount as a share of the denominator, for a target in per cent."""
    if not _is_share(definition) or figure.numerator is None:
        return figure
    whole = definition.denominator_value
    if not whole:
        return Figure(figure.on, None, figure.numerator, remark=Remark.NO_DENOMINATOR)
    return replace(figure, value=_share(figure.numerator, whole), denominator=whole)


# ---- people ---------------------------------------------------------------------------------------------------
def _people(definition: TargetDefinition, days: Sequence[dt.date]) -> list[Figure]:
    entries = scope.entries_of(definition, first=first_day_counted(definition, days[0]), last=days[-1])
    rows = scope.reach_rows(definition, entries)
    row = next(rows, None)
    reached, year, out = Reached(), days[0].year, []
    for day in days:
        if definition.per_year and day.year != year:
            reached, year = Reached(), day.year
        while row is not None and row[0] <= day:
            if not definition.per_year or row[0].year == year:
                reached.add(*row[1:])
            row = next(rows, None)
        out.append(_people_on(definition, reached, day))
    return out


def _people_on(definition: TargetDefinition, reached: Reached, day: dt.date) -> Figure:
    if definition.turns:
        turns = Decimal(reached.turns)
        return _of_whole(definition, Figure(day, turns, turns))
    seen = {unit_id for unit_id, _ in reached.largest}
    heirs = {unit: heir[0] for unit, heir in orgs.answering(seen, on=day).items() if heir}
    people = people_reached(reached, heirs)
    likely, low, high = Decimal(people.likely), Decimal(people.low), Decimal(people.turns)
    if not _is_share(definition):
        return Figure(day, likely, likely, None, low, high)
    whole = definition.denominator_value
    if not whole:
        return Figure(day, None, likely, None, None, None, Remark.NO_DENOMINATOR)
    shares = [min(_share(part, whole), HUNDRED) for part in (likely, low, high)]
    remark = Remark.CAPPED if likely > whole else Remark.NONE
    return Figure(day, shares[0], likely, whole, shares[1], shares[2], remark)


# ---- units ----------------------------------------------------------------------------------------------------
def _units(definition: TargetDefinition, days: Sequence[dt.date]) -> list[Figure]:
    standings = units_on(definition, days)
    return [_units_figure(definition, day, standing) for day, standing in zip(days, standings, strict=True)]


def _units_figure(definition: TargetDefinition, day: dt.date, standing: Standing) -> Figure:
    whole = definition.denominator_value or Decimal(len(standing.asked))
    having = Decimal(len(standing.having))
    if not standing.asked:
        return Figure(day, remark=Remark.NO_UNITS)
    if not _is_share(definition):
        return Figure(day, having, having, whole)
    return Figure(day, min(_share(having, whole), HUNDRED), having, whole)


def units_on(definition: TargetDefinition, days: Sequence[dt.date]) -> list[Standing]:
    """For each day: the units of the set that answer on it, and those that have what is asked."""
    members = list(definition.units.values_list("pk", flat=True))
    having = _having(definition, members, days)
    out = []
    for day in days:
        has = having(day)
        answering = orgs.answering({*members, *has}, on=day)
        out.append(units_standing(members, has, answering))
    return out


def _having(
    definition: TargetDefinition, members: Sequence[int], days: Sequence[dt.date]
) -> Callable[[dt.date], set[int]]:
    """A question per day: which units have it, whoever they are today."""
    if definition.condition in (UnitCondition.ACTIVITY, UnitCondition.PRODUCT):
        entries = scope.entries_of(definition, first=first_day_counted(definition, days[0]), last=days[-1])
        by_product = definition.condition == UnitCondition.PRODUCT
        rows = (scope.units_with_product if by_product else scope.units_with_entries)(definition, entries)

        def recorded(day: dt.date) -> set[int]:
            since = first_day_counted(definition, day) or dt.date.min
            return {unit_id for ended, unit_id in rows if since <= ended <= day}

        return recorded
    if definition.condition == UnitCondition.PLAN:
        plan = str(definition.target.programme.plan.uuid)
        return lambda day: set(plans.units_with_plan(plan, day))
    if definition.condition == UnitCondition.FOCAL_OFFICER:
        return lambda day: _with_focal_officer(members, day)
    registered = unit_conditions().get(definition.condition)
    return lambda day: set() if registered is None else set(registered.having(list(members), day))


def _with_focal_officer(members: Sequence[int], day: dt.date) -> set[int]:
    today = {heir for heirs in orgs.answering(members, on=day).values() for heir in heirs}
    return set(orgs.focal_officers(today, on=day))
