"""The figures of a unit's report: computed from the ledger when it is submitted, then frozen with it.

Refuses figures typed by hand: what a unit without an account sends on paper is entered as activities first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """What a unit did for one task in the round's days. `people` counts every audience of every activity for it;
    `spent_vnd` only activities whose main task it is. `products`: (name, count)."""

    task_id: int
    path: str
    group: str
    text: str
    activities: int
    people: int
    spent_vnd: int
    products: tuple[tuple[str, int], ...] = ()
    state: str = ""  # khien.work State of the unit's item, "" when it has none


@dataclass(frozen=True, slots=True)
class Figures:
    """A unit's round in figures; every activity counts once, however many tasks it serves.

    `by_audience`, `by_basis`: code → people. `by_source`: source of money → đồng.
    """

    activities: int = 0
    people: int = 0
    spent_vnd: int = 0
    evidence: int = 0
    by_audience: Mapping[str, int] = field(default_factory=dict)
    by_basis: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_source: Mapping[str, int] = field(default_factory=dict)
    tasks: tuple[TaskFigure, ...] = ()


def figures_to_data(figures: Figures) -> dict[str, Any]:
    """As JSON keeps it."""
    return {
        "activities": figures.activities,
        "people": figures.people,
        "spent_vnd": figures.spent_vnd,
        "evidence": figures.evidence,
        "by_audience": dict(figures.by_audience),
        "by_basis": dict(figures.by_basis),
        "by_kind": dict(figures.by_kind),
        "by_source": dict(figures.by_source),
        "tasks": [
            {
                "task_id": t.task_id,
                "path": t.path,
                "group": t.group,
                "text": t.text,
                "activities": t.activities,
                "people": t.people,
                "spent_vnd": t.spent_vnd,
                "products": [list(p) for p in t.products],
                "state": t.state,
            }
            for t in figures.tasks
        ],
    }


def figures_from_data(data: Mapping[str, Any]) -> Figures:
    """What `figures_to_data` wrote; {} = nothing was done."""
    tasks = tuple(
        TaskFigure(**{**row, "products": tuple((str(name), int(n)) for name, n in row["products"])})
        for row in data.get("tasks", [])
    )
    return Figures(**{**data, "tasks": tasks}) if data else Figures()
