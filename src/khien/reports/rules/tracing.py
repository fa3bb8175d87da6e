"""From a figure to the activities behind it, and the counting itself. Pure.

`count` is the only place where a figure of a consolidated report gets its value; `facts_of` gives exactly the entries
that were counted, so that a figure and its trace cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from khien.reports.rules.consolidated import (
    ActivityFact,
    ConsolidatedData,
    Figure,
    Measure,
    Scope,
    TargetRow,
    UnitLine,
)
from vanban import fold

# How many units handed in and when: code → which units. Figures of targets are "c1", "c2" … in the plan's order.
RATES = ("expected", "accepted", "on_time", "late", "missing")
RATE_CODES = {name: f"d{number}" for number, name in enumerate(RATES, start=1)}


def rate_units(data: ConsolidatedData, code: str) -> list[UnitLine] | None:
    """The units behind a rate's figure; None: no such code."""
    asked = [line for line in data.units if line.state != "excused"]
    chosen = {
        "d1": asked,
        "d2": [line for line in asked if line.state == "accepted"],
        "d3": [line for line in asked if line.handed_in_on and not line.days_late],
        "d4": [line for line in asked if line.days_late],
        "d5": [line for line in asked if not line.handed_in_on],
    }
    return chosen.get(code)


def target_at(data: ConsolidatedData, code: str) -> TargetRow | None:
    """The target whose figure has the code "c3"; None: no such code."""
    if not (code.startswith("c") and code[1:].isdecimal() and len(code) < 6):
        return None
    number = int(code[1:])
    return data.targets[number - 1] if 1 <= number <= len(data.targets) else None


def selects(fact: ActivityFact, scope: Scope, measure: Measure) -> bool:
    """Whether the activity is counted there. Money belongs to the main task only."""
    if scope.task_ids and not _serves(fact, scope.task_ids, main_only=measure is Measure.SPENT):
        return False
    if scope.without_task and fact.task_ids:
        return False
    if scope.unit_id is not None and fact.unit_id != scope.unit_id:
        return False
    if scope.audience and all(row[0] != scope.audience for row in fact.reach):
        return False
    if scope.source is not None and (source_key(fact.money_source) != scope.source or not fact.spent_vnd):
        return False
    return not scope.product or any(product_key(name) == scope.product for name, _n in fact.products)


def count(facts: Iterable[ActivityFact], scope: Scope, measure: Measure) -> int:
    """The figure over activities that `selects` let through; each counts once."""
    if measure is Measure.UNITS:
        return len({fact.unit_id for fact in facts})
    return sum(_worth(fact, scope, measure) for fact in facts)


def facts_of(data: ConsolidatedData, figure: Figure) -> list[ActivityFact]:
    """The activities a figure was counted from, in the order of the units, then by day. Those that add nothing to it
    (no money, no evidence) are left out."""
    order = {line.unit_id: number for number, line in enumerate(data.units)}
    found = [
        fact
        for fact in data.activities
        if selects(fact, figure.scope, figure.measure)
        and (figure.measure is Measure.UNITS or _worth(fact, figure.scope, figure.measure))
    ]
    return sorted(found, key=lambda fact: (order.get(fact.unit_id, len(order)), fact.ends_on, fact.id))


def by_unit(facts: Sequence[ActivityFact], figure: Figure) -> list[tuple[int, int, int]]:
    """(unit, its part of the figure, how many activities), in the order of the facts."""
    units = dict.fromkeys(fact.unit_id for fact in facts)
    parts = []
    for unit_id in units:
        own = [fact for fact in facts if fact.unit_id == unit_id]
        parts.append((unit_id, count(own, figure.scope, figure.measure), len(own)))
    return parts


@lru_cache(maxsize=8192)
def product_key(name: str) -> str:
    """Products of the same name, marks and capitals aside."""
    return " ".join(fold(name).split())


def source_key(name: str) -> str:
    """Sources of money of the same name, marks and capitals aside."""
    return product_key(name)


def _serves(fact: ActivityFact, task_ids: tuple[int, ...], *, main_only: bool) -> bool:
    served = fact.task_ids[:1] if main_only else fact.task_ids
    return any(task_id in task_ids for task_id in served)


def _worth(fact: ActivityFact, scope: Scope, measure: Measure) -> int:
    if measure is Measure.PEOPLE:
        return sum(row[1] for row in fact.reach if not scope.audience or row[0] == scope.audience)
    if measure is Measure.PRODUCTS:
        return sum(n for name, n in fact.products if not scope.product or product_key(name) == scope.product)
    worth = {Measure.ACTIVITIES: 1, Measure.SPENT: fact.spent_vnd, Measure.EVIDENCE: fact.evidence}
    return worth[measure]
