"""The budget as values: rows by year, source and level, their sums, and what does not add up.

Refuses to hide a difference: a check compares two sums as they are, and a person explains it beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TypeVar

from khien.budget.rules.levels import LEVELS, Level, key_of

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Sums:
    """Money in đồng. `planned` by the plan's lines; `requested` and `approved` by the units' estimates; `allocated`
    by decisions; `spent` by the ledger only."""

    planned: int = 0
    requested: int = 0
    approved: int = 0
    allocated: int = 0
    spent: int = 0

    @property
    def remaining(self) -> int:
        """Allocated and not yet spent; below zero when more was spent."""
        return self.allocated - self.spent

    @property
    def spent_percent(self) -> float | None:
        """Spent of allocated; None when nothing was allocated."""
        return self.spent * 100 / self.allocated if self.allocated else None

    @property
    def variance(self) -> int:
        """Allocated against planned."""
        return self.allocated - self.planned

    @property
    def any(self) -> bool:
        return any(getattr(self, each.name) for each in fields(Sums))

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Sums)))


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Money of one year, source and level. `year` None: the plan names none. `source` "": none was named."""

    year: int | None
    source: str
    level: Level
    sums: Sums

    @property
    def source_key(self) -> str:
        return key_of(self.source)


class CheckCode(StrEnum):
    """What is compared. Left against right; see `wording.check_words`."""

    LINES_STATED = "lines_stated"
    TASKS_LINES = "tasks_lines"
    ALLOCATED_PLANNED = "allocated_planned"
    SPENT_ALLOCATED = "spent_allocated"
    SPENT_UNALLOCATED = "spent_unallocated"
    SOURCE_UNKNOWN = "source_unknown"
    SOURCE_MISSING = "source_missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison. `holds` False: it needs an explanation. `subject` is the same for the same question, however
    the figures move: an explanation is kept under it."""

    code: CheckCode
    left: int
    right: int
    holds: bool
    year: int | None = None
    source: str = ""
    unit_id: int | None = None

    @property
    def difference(self) -> int:
        return self.left - self.right

    @property
    def subject(self) -> str:
        return "|".join([self.code, str(self.year or ""), key_of(self.source), str(self.unit_id or "")])


@dataclass(frozen=True, slots=True)
class UnitYear:
    """Allocated and spent of one unit in one year, for the checks."""

    unit_id: int
    year: int
    allocated: int
    spent: int


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """The budget of a programme, or of some units of it, on a day. Rows are in order of year, level, source.

    With `unit_ids` the planned column holds what the plan's tasks give to one of these units alone: lines of the
    plan name no unit. A budget year is a calendar year; reporting periods run from the 15th (Decree 09/2019).
    """

    programme_id: int
    unit_ids: frozenset[int] | None
    rows: tuple[BudgetRow, ...]
    checks: tuple[Check, ...] = ()
    stated_total: int | None = None
    years: tuple[int | None, ...] = field(default=())

    @property
    def total(self) -> Sums:
        return total_of(self.rows)

    def of_year(self, year: int | None) -> tuple[BudgetRow, ...]:
        return tuple(row for row in self.rows if row.year == year)

    @property
    def by_year(self) -> dict[int | None, Sums]:
        return grouped(self.rows, lambda row: row.year)

    @property
    def by_source(self) -> dict[str, Sums]:
        return grouped(self.rows, lambda row: row.source)

    @property
    def by_level(self) -> dict[Level, Sums]:
        found = grouped(self.rows, lambda row: row.level)
        return {level: found[level] for level in LEVELS if level in found}

    @property
    def failing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.holds)


def total_of(rows: Iterable[BudgetRow]) -> Sums:
    return sum((row.sums for row in rows), Sums())


def grouped(rows: Iterable[BudgetRow], key: Callable[[BudgetRow], K]) -> dict[K, Sums]:
    """Sums by what `key` says, in the order in which the rows come."""
    found: dict[K, Sums] = {}
    for row in rows:
        group = key(row)
        found[group] = found.get(group, Sums()) + row.sums
    return found


def in_order(rows: Iterable[BudgetRow]) -> tuple[BudgetRow, ...]:
    """Years rising, what names none last; then levels; then sources by their words, the unnamed last."""

    def place(row: BudgetRow) -> tuple[object, ...]:
        year = (row.year is None, row.year or 0)
        return (*year, LEVELS.index(row.level), row.source == "", row.source_key)

    return tuple(sorted(rows, key=place))


def checks_of(
    rows: Iterable[BudgetRow],
    *,
    stated: int | None,
    lines: int | None,
    tasks: int | None,
    named: frozenset[str],
    units: Iterable[UnitYear],
) -> tuple[Check, ...]:
    """Everything that is compared, the plan first. `lines`, `tasks`: sums of the plan's lines and of its tasks'
    amounts, None when it gives none; `named`: keys of sources that the plan names."""
    rows = list(rows)
    return (
        *_of_plan(stated, lines, tasks),
        *_of_years(rows),
        *_of_sources(rows, named),
        *_of_units(units),
    )


def _of_plan(stated: int | None, lines: int | None, tasks: int | None) -> Iterable[Check]:
    if stated is not None and lines is not None:
        yield Check(CheckCode.LINES_STATED, lines, stated, lines == stated)
    whole = lines if lines is not None else stated
    if tasks is not None and whole is not None:
        yield Check(CheckCode.TASKS_LINES, tasks, whole, tasks == whole)


def _of_years(rows: list[BudgetRow]) -> Iterable[Check]:
    for year, sums in grouped(rows, lambda row: row.year).items():
        if year is not None and sums.allocated and sums.planned:
            holds = sums.allocated <= sums.planned
            yield Check(CheckCode.ALLOCATED_PLANNED, sums.allocated, sums.planned, holds, year)
    for (year, source), sums in grouped(rows, lambda row: (row.year, row.source)).items():
        if year is not None and sums.spent and sums.allocated and source:
            holds = sums.spent <= sums.allocated
            yield Check(CheckCode.SPENT_ALLOCATED, sums.spent, sums.allocated, holds, year, source)


def _of_sources(rows: list[BudgetRow], named: frozenset[str]) -> Iterable[Check]:
    for row in rows:
        if row.year is None or not row.sums.spent:
            continue
        if not row.source:
            yield Check(CheckCode.SOURCE_MISSING, row.sums.spent, 0, False, row.year)
        elif named and row.source_key not in named:
            yield Check(CheckCode.SOURCE_UNKNOWN, row.sums.spent, 0, False, row.year, row.source)


def _of_units(units: Iterable[UnitYear]) -> Iterable[Check]:
    for each in units:
        if each.spent and each.allocated <= 0:
            yield Check(CheckCode.SPENT_UNALLOCATED, each.spent, 0, False, each.year, "", each.unit_id)
