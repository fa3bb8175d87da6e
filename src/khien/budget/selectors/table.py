"""The budget table: planned, requested, approved, allocated and spent, by year, source and level.

Every figure is one of the plan's lines, an estimate, an allocation in force, or money in the ledger; nothing is kept
twice. A fixed number of queries, whatever the number of units.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet, Sum

from khien.budget.models import Allocation, Estimate
from khien.budget.rules.levels import LEVELS, Level, key_of
from khien.budget.rules.states import ASKED, GRANTED
from khien.budget.rules.sums import BudgetRow, BudgetTable, Sums, UnitYear, checks_of, in_order
from khien.budget.selectors.sources import SourceBook, source_book
from khien.orgs import api as orgs
from khien.programme import api as programme
from vanban import collation_key

Place = tuple[int | None, str, Level]  # year, source, level
Versions = tuple[
    int, ...
]  # a programme and those it replaces: money asked for, given and spent goes on with it


@dataclass(frozen=True, slots=True)
class Money:
    """One sum on its way into the table."""

    what: str  # a field of Sums
    unit_id: int | None
    year: int | None
    source: str
    level: str
    amount: int


def budget_table(
    programme_id: int,
    *,
    years: Iterable[int | None] | None = None,
    unit_ids: Iterable[int] | None = None,
    on: dt.date,
) -> BudgetTable:
    """The table on a day; see `rules.sums.BudgetTable`. Raises Missing for no such programme.

    What was asked for, given and spent under the versions it replaces goes on with it; planned is its own.
    """
    units = None if unit_ids is None else frozenset(unit_ids)
    lines = programme.money(programme_id)
    tasks = programme.task_money(programme_id)
    versions = programme.version_ids(programme_id)
    spelled = [*lines.sources, *(task.source for task in tasks)]
    book = source_book(versions, plan_sources=spelled)
    moved = [*asked(versions, units), *given(versions, units, on), *spent(versions, units, on=on)]
    planned = _planned_lines(lines) if units is None else planned_for(tasks, units, on)
    rows = _rows([*planned, *moved], book)
    whole = units is None
    checks = checks_of(
        rows,
        stated=lines.stated_total if whole else None,
        lines=lines.total if whole and lines.rows else None,
        tasks=sum(task.amount_vnd for task in tasks) if whole and tasks else None,
        named=frozenset(row.source_key for row in rows if book.knows(row.source)) or book.named,
        units=_unit_years(moved),
    )
    kept = rows if years is None else tuple(row for row in rows if row.year in set(years))
    return BudgetTable(
        programme_id=programme_id,
        unit_ids=units,
        rows=kept,
        checks=checks,
        stated_total=lines.stated_total,
        years=tuple(dict.fromkeys(row.year for row in rows)),
    )


def _rows(money: Iterable[Money], book: SourceBook) -> tuple[BudgetRow, ...]:
    raw: dict[tuple[int | None, str, str, str], int] = defaultdict(int)
    for each in money:  # thousands of units, a few sources
        raw[each.year, each.source, each.level, each.what] += each.amount
    found: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (year, said, level_said, what), amount in raw.items():
        source, level = book.place(said, level_said)
        found[year, source, level][what] += amount
    return in_order(BudgetRow(*place, Sums(**sums)) for place, sums in found.items())


def _planned_lines(lines: programme.MoneyTable) -> list[Money]:
    return [
        Money("planned", None, year, source, "", amount)
        for year, amounts, _total in lines.rows
        for source, amount in zip(lines.sources, amounts, strict=True)
        if amount
    ]


def planned_for(
    tasks: Iterable[programme.TaskMoney], units: frozenset[int] | None, on: dt.date
) -> list[Money]:
    """What the plan gives to tasks that one of the units leads alone, or answers for today."""
    led = [task for task in tasks if task.lead_unit_id is not None]
    answers = orgs.answering([task.lead_unit_id for task in led if task.lead_unit_id is not None], on=on)
    made = []
    for task in led:
        lead = task.lead_unit_id or 0
        today = (answers.get(lead) or (lead,))[0]
        if units is None or lead in units or today in units:
            made.append(Money("planned", today, task.year, task.source, "", task.amount_vnd))
    return made


def asked(versions: Versions, units: frozenset[int] | None) -> list[Money]:
    """What units asked for and what was approved of it. One query."""
    rows = _sums(
        Estimate.objects.filter(programme_id__in=versions, state__in=ASKED),
        units,
        requested=Sum("amount_vnd"),
        approved=Sum("granted_vnd", filter=Q(state__in=GRANTED)),
    )
    return [
        Money(what, row["unit_id"], row["year"], row["source"], row["level"], int(row[what] or 0))
        for row in rows
        for what in ("requested", "approved")
        if row[what]
    ]


def given(versions: Versions, units: frozenset[int] | None, on: dt.date) -> list[Money]:
    """What decisions up to the day gave, as it stands. One query."""
    found = Allocation.objects.in_force().filter(programme_id__in=versions, decision__decided_on__lte=on)
    return [
        Money("allocated", row["unit_id"], row["year"], row["source"], row["level"], int(row["sum"]))
        for row in _sums(found, units, sum=Sum("amount_vnd"))
    ]


def spent(
    versions: Versions, units: frozenset[int] | None, *, on: dt.date, first: dt.date | None = None
) -> list[Money]:
    """What the ledger says was spent up to the day. One query."""
    rows = programme.spent_by(versions, unit_ids=units, first=first, last=on)
    return [Money("spent", row.unit_id, row.year, row.source, "", row.spent_vnd) for row in rows]


def _sums(rows: QuerySet[Any], units: frozenset[int] | None, **what: Any) -> list[dict[str, Any]]:
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return list(rows.order_by().values("unit_id", "year", "source", "level").annotate(**what))


def _unit_years(money: Iterable[Money]) -> list[UnitYear]:
    found: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: {"allocated": 0, "spent": 0})
    for each in money:
        if each.what in ("allocated", "spent") and each.unit_id is not None and each.year is not None:
            found[each.unit_id, each.year][each.what] += each.amount
    return [UnitYear(unit_id, year, **sums) for (unit_id, year), sums in sorted(found.items())]


def totals(programme_id: int, *, on: dt.date) -> Sums:
    """Planned, allocated and spent of the whole programme up to the day, and nothing else: for pages that must be
    fast. A fixed number of queries, no row a unit."""
    versions = programme.version_ids(programme_id)
    found = Allocation.objects.in_force().filter(programme_id__in=versions, decision__decided_on__lte=on)
    rows = programme.spent_by(versions, last=on, by_unit=False)
    return Sums(
        planned=programme.money(programme_id).total,
        allocated=int(found.aggregate(sum=Sum("amount_vnd"))["sum"] or 0),
        spent=sum(row.spent_vnd for row in rows),
    )


@dataclass(frozen=True, slots=True)
class UnitMoney:
    """Money of one unit over some days, for reports. `spent` in these days; `spent_year` from 1 January of the last
    day's year to the last day; `allocated`, `requested`, `approved` for that calendar year, allocated by decisions up
    to the last day. A reporting period (Decree 09/2019) may begin in the year before: `spent` counts it all."""

    unit_id: int
    year: int
    sources: tuple[tuple[str, Level, Sums], ...]  # spent = of the calendar year
    spent: int
    spent_year: int
    requested: int
    approved: int
    allocated: int

    @property
    def remaining(self) -> int:
        return self.allocated - self.spent_year


def unit_money(
    programme_id: int, unit_ids: Iterable[int], first: dt.date, last: dt.date
) -> dict[int, UnitMoney]:
    """Every unit asked for, those without money too. A handful of queries for all of them."""
    units = frozenset(unit_ids)
    versions = programme.version_ids(programme_id)
    book = source_book(versions, plan_sources=_spelled(programme_id))
    year = [m for m in (*asked(versions, units), *given(versions, units, last)) if m.year == last.year]
    of_year = spent(versions, units, on=last, first=dt.date(last.year, 1, 1))
    of_days: dict[int, int] = defaultdict(int)
    for each in spent(versions, units, on=last, first=first):
        of_days[each.unit_id or 0] += each.amount
    by_unit: dict[int, list[Money]] = defaultdict(list)
    for each in (*year, *of_year):
        by_unit[each.unit_id or 0].append(replace(each, year=last.year))
    made = {}
    for unit_id in sorted(units):
        rows = _rows(by_unit.get(unit_id, ()), book)
        total = sum((row.sums for row in rows), Sums())
        made[unit_id] = UnitMoney(
            unit_id=unit_id,
            year=last.year,
            sources=tuple((row.source, row.level, row.sums) for row in rows),
            spent=of_days.get(unit_id, 0),
            spent_year=total.spent,
            requested=total.requested,
            approved=total.approved,
            allocated=total.allocated,
        )
    return made


def _spelled(programme_id: int) -> list[str]:
    lines = programme.money(programme_id).sources
    return [*lines, *(task.source for task in programme.task_money(programme_id))]


@dataclass(frozen=True, slots=True)
class UnitSums:
    """One unit's money of one year (or of all), as the table of units shows it. What its predecessors were given and
    spent counts with whoever answers for them today."""

    unit_id: int
    unit: str
    unit_uuid: str
    sums: Sums


def unit_sums(
    programme_id: int, *, year: int | None, unit_ids: Iterable[int] | None = None, on: dt.date
) -> list[UnitSums]:
    """Units with any money, by name. `year` None: all years. A fixed number of queries."""
    return unit_sums_and_years(programme_id, year=year, unit_ids=unit_ids, on=on)[0]


def unit_sums_and_years(
    programme_id: int, *, year: int | None, unit_ids: Iterable[int] | None = None, on: dt.date
) -> tuple[list[UnitSums], list[int]]:
    """The same, and every year of which the budget table knows money."""
    units = None if unit_ids is None else frozenset(unit_ids)
    versions = programme.version_ids(programme_id)
    led = planned_for(programme.task_money(programme_id), units, on)
    moved = [*asked(versions, units), *given(versions, units, on), *spent(versions, units, on=on)]
    planned = _planned_lines(programme.money(programme_id)) if units is None else led
    years = sorted({each.year for each in (*planned, *moved) if each.year})
    money = [
        each for each in (*led, *moved) if each.unit_id is not None and (year is None or each.year == year)
    ]
    answers = orgs.answering({each.unit_id for each in money if each.unit_id is not None}, on=on)
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_FIELDS, 0))
    for each in money:
        unit_id = each.unit_id or 0
        found[(answers.get(unit_id) or (unit_id,))[0]][each.what] += each.amount
    cards = orgs.units(found)
    rows = [
        UnitSums(key, cards[key].short_name or cards[key].name, cards[key].uuid, Sums(**sums))
        for key, sums in found.items()
        if key in cards
    ]
    return sorted(rows, key=lambda row: (_sort_key(row.unit), row.unit_id)), years


@lru_cache(maxsize=20_000)  # names change rarely, and their keys cost more than the sorting
def _sort_key(name: str) -> Any:
    return collation_key(name)


_FIELDS = tuple(each.name for each in fields(Sums))


def with_predecessors(unit_id: int, *, on: dt.date) -> frozenset[int]:
    """The unit and the units gone by the day for which it answers first."""
    return frozenset({unit_id, *orgs.taken_over([unit_id], on=on).get(unit_id, ())})


@dataclass(frozen=True, slots=True)
class Leaf:
    """The finest sums of the sheet: one unit's money of one level and source. `unit` "": the plan's lines, which name
    no unit."""

    level: Level
    source: str
    unit_id: int | None
    unit: str
    sums: Sums

    @property
    def source_key(self) -> str:
        return key_of(self.source)


def leaves(programme_id: int, *, year: int | None, unit_ids: Iterable[int] | None, on: dt.date) -> list[Leaf]:
    """Every leaf of a year (None: all years), units under who answers for them today. A fixed number of queries."""
    units = None if unit_ids is None else frozenset(unit_ids)
    lines = programme.money(programme_id)
    tasks = programme.task_money(programme_id)
    versions = programme.version_ids(programme_id)
    book = source_book(versions, plan_sources=[*lines.sources, *(task.source for task in tasks)])
    money = [
        *(_planned_lines(lines) if units is None else planned_for(tasks, units, on)),
        *asked(versions, units),
        *given(versions, units, on),
        *spent(versions, units, on=on),
    ]
    money = [each for each in money if year is None or each.year == year]
    answers = orgs.answering({each.unit_id for each in money if each.unit_id is not None}, on=on)
    found: dict[tuple[Level, str, int | None], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(_FIELDS, 0)
    )
    for each in money:
        source, level = book.place(each.source, each.level)
        today = (answers.get(each.unit_id) or (each.unit_id,))[0] if each.unit_id is not None else None
        found[level, source, today][each.what] += each.amount
    names = {key: card.name for key, card in orgs.units({k for _l, _s, k in found if k}).items()}
    made = [
        Leaf(level, source, unit_id, names.get(unit_id, "") if unit_id else "", Sums(**sums))
        for (level, source, unit_id), sums in found.items()
    ]
    return sorted(
        made,
        key=lambda leaf: (
            LEVELS.index(leaf.level),
            leaf.source == "",
            leaf.source_key,
            _sort_key(leaf.unit),
        ),
    )
