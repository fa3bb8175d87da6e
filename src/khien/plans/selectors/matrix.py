"""Units × tasks of one parent plan: who has a plan of its own, and which task it takes up how.

Counts come from the verdicts kept at adoption; cells are read only for the lines that are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from khien.orgs import api as orgs
from khien.plans.models import PlanDocument, PlanQuerySet
from khien.plans.rules.cascade import Part, Verdict
from khien.plans.selectors.cascade import (
    Given,
    OwnPlan,
    counts_of,
    given_by,
    plans_in_force,
    plans_on_the_way,
    verdicts_of,
)
from vanban import name_key

_LEVELS = list(orgs.Level)


class Stands(StrEnum):
    IN_FORCE = "co"
    ON_THE_WAY = "dang-lam"
    NONE = "chua"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the matrix. `counts`: tasks covered, partly, missing; None each without a plan in force."""

    unit_id: int
    name: str
    level: str
    kind: str
    order: int  # its place in the official order: by level, then by name
    stands: Stands
    plan_id: int | None
    plan_uuid: str
    label: str
    given: int
    counts: tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Summary:
    """`expected`: units that are given a task. Percent of them with a plan in force, 0…100."""

    expected: int
    with_plan: int
    on_the_way: int
    covered: int
    partly: int
    missing: int

    @property
    def percent(self) -> float:
        return 100 * self.with_plan / self.expected if self.expected else 0.0

    @property
    def without(self) -> int:
        return self.expected - self.with_plan


@dataclass(frozen=True, slots=True)
class Matrix:
    given: Given
    lines: tuple[UnitLine, ...]
    summary: Summary


def matrix_of(
    parent: PlanDocument, *, seen: frozenset[int] | None, visible: PlanQuerySet, on: dt.date
) -> Matrix:
    """`seen`: units whose plans the reader may see (None = all); `visible`: plans under review she may open."""
    given = given_by(parent, on=on)
    mine = sorted(
        (unit_id for unit_id in given.units if seen is None or unit_id in seen),
        key=lambda unit_id: _place(given.units[unit_id]),
    )
    in_force = plans_in_force(parent, on=on)
    coming = plans_on_the_way(parent, visible)
    shown = {unit_id: in_force[unit_id] for unit_id in mine if unit_id in in_force}
    tasks = [task.row_id for task in given.rows.tasks]
    counts = counts_of(tasks)
    lines = tuple(
        _line(given, unit_id, (shown.get(unit_id), coming.get(unit_id)), counts, order=order)
        for order, unit_id in enumerate(mine)
    )
    return Matrix(given, lines, _summary(lines))


def _place(card: orgs.UnitCard) -> tuple[int, object]:
    return _LEVELS.index(card.level), _sounded(card.name)


@lru_cache(maxsize=20_000)
def _sounded(name: str) -> object:
    """Vietnamese order costs a tenth of a second for thousands of names, and names seldom change."""
    return name_key(name)


def _line(
    given: Given,
    unit_id: int,
    plans: tuple[OwnPlan | None, OwnPlan | None],
    counts: Mapping[int, Mapping[Verdict, int]],
    *,
    order: int,
) -> UnitLine:
    """`plans`: the one in force, and the one on its way."""
    plan, coming = plans
    card = given.units[unit_id]
    shown = plan or coming
    stands = Stands.IN_FORCE if plan else Stands.ON_THE_WAY if coming else Stands.NONE
    mine = counts.get(plan.plan_id, {}) if plan else {}
    return UnitLine(
        unit_id=unit_id,
        name=card.name,
        level=card.level.value,
        kind=card.kind.value,
        order=order,
        stands=stands,
        plan_id=plan.plan_id if plan else None,
        plan_uuid=shown.uuid if shown else "",
        label=shown.label if shown else "",
        given=len(given.parts[unit_id]),
        counts=(
            (mine.get(Verdict.COVERED, 0), mine.get(Verdict.PARTLY, 0), mine.get(Verdict.MISSING, 0))
            if plan
            else (None, None, None)
        ),
    )


def _summary(lines: Collection[UnitLine]) -> Summary:
    covered, partly, missing = (sum(line.counts[n] or 0 for line in lines) for n in range(3))
    return Summary(
        expected=len(lines),
        with_plan=sum(line.stands is Stands.IN_FORCE for line in lines),
        on_the_way=sum(line.stands is Stands.ON_THE_WAY for line in lines),
        covered=covered,
        partly=partly,
        missing=missing,
    )


@dataclass(slots=True)
class Cells:
    """The cells of the lines that are shown; `load` reads them in one query."""

    given: Given
    held: dict[tuple[int, int], Verdict] = field(default_factory=dict)

    def load(self, lines: Iterable[UnitLine]) -> None:
        plans = [line.plan_id for line in lines if line.plan_id is not None]
        self.held = verdicts_of(plans, [task.row_id for task in self.given.rows.tasks])

    def of(self, line: UnitLine, row_id: int) -> tuple[Part, Verdict | None]:
        """The part the unit plays, and how its plan takes up the task; None without a plan in force."""
        part = self.given.parts[line.unit_id].get(row_id, Part.NONE)
        return part, self.held.get((line.plan_id or 0, row_id))
