"""The figures of a programme on one day, as kept and as shown. Aggregates only; units are named nowhere but in `late`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """A target as a line. `share`: 0…100 of the way to what is asked, for the bar; None without a value.
    `light`: green amber red grey."""

    uuid: str
    text: str
    path: str
    asked: str
    shown: str
    basis: str
    light: str
    light_words: str
    met: bool


@dataclass(frozen=True, slots=True)
class LateUnit:
    unit: str
    round_code: str
    round_title: str
    days: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`tasks_*`: items of those who lead, whose end has come; `money_*` in đồng; `activities`, `people`: since the
    programme began, `people` as the ledger's running sums have it. `late`: the latest units, at most ten."""

    on: str
    targets: tuple[TargetFigure, ...] = ()
    tasks_on_time: int = 0
    tasks_late: int = 0
    tasks_overdue: int = 0
    tasks_open: int = 0
    reports_expected: int = 0
    reports_submitted: int = 0
    reports_on_time: int = 0
    reports_missing: int = 0
    money_planned: int = 0
    money_allocated: int = 0
    money_spent: int = 0
    activities: int = 0
    units_expected: int = 0
    units_with_plan: int = 0
    late: tuple[LateUnit, ...] = field(default=())
    days: tuple[tuple[str, int], ...] = ()  # of this calendar month: (ISO day, activities that ended on it)
    due: tuple[str, ...] = ()  # ISO days of this month on which reports are due

    @property
    def targets_met(self) -> int:
        return sum(target.met for target in self.targets)

    @property
    def tasks_due(self) -> int:
        return self.tasks_on_time + self.tasks_late + self.tasks_overdue

    @property
    def tasks_percent(self) -> float | None:
        return percent(self.tasks_on_time, self.tasks_due)

    @property
    def reports_percent(self) -> float | None:
        return percent(self.reports_on_time, self.reports_expected)

    @property
    def money_base(self) -> int:
        """What was allocated; where nothing was, what the plan foresees."""
        return self.money_allocated or self.money_planned

    @property
    def money_percent(self) -> float | None:
        return percent(self.money_spent, self.money_base)

    @property
    def plans_percent(self) -> float | None:
        return percent(self.units_with_plan, self.units_expected)

    @property
    def by_day(self) -> dict[dt.date, int]:
        return {dt.date.fromisoformat(day): n for day, n in self.days}

    @property
    def due_days(self) -> frozenset[dt.date]:
        return frozenset(map(dt.date.fromisoformat, self.due))

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.on)


def percent(part: int, whole: int) -> float | None:
    """None when there is nothing to take a part of."""
    return 100 * part / whole if whole else None


def to_data(figures: Figures) -> dict[str, Any]:
    return asdict(figures)


def from_data(data: Mapping[str, Any]) -> Figures:
    """Fields this version does not know are left out; missing ones take their default."""
    known = {name: value for name, value in data.items() if name in Figures.__dataclass_fields__}
    known["targets"] = tuple(_of(TargetFigure, row) for row in known.get("targets", ()))
    known["days"] = tuple((str(day), int(n)) for day, n in known.get("days", ()))
    known["due"] = tuple(known.get("due", ()))
    known["late"] = tuple(_of(LateUnit, row) for row in known.get("late", ()))
    return Figures(**known)


def _of(kind: Any, row: Mapping[str, Any]) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})
