"""The ledger as arithmetic reads it: which unit did what for which task on which day. Two queries, no names.

Refuses everything that is not in force.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from khien.programme.models import Activity, ActivityProduct, Task

LARGEST_LIST = 2000  # more units than these are not named to the database: it reads the tasks' whole ledger


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """An entry in force for one task; an activity for three tasks comes three times."""

    activity_id: int
    task_id: int
    unit_id: int
    ends_on: dt.date
    products: tuple[tuple[str, int], ...]


def task_entries(task_ids: Iterable[int], *, unit_ids: Iterable[int] | None = None) -> list[TaskEntry]:
    """Entries in force for these tasks (of these units), in the order of their days."""
    tasks = set(task_ids)
    units = None if unit_ids is None else set(unit_ids)
    found = Activity.objects.in_force().filter(task_links__task_id__in=tasks)
    if units is not None and len(units) <= LARGEST_LIST:
        found = found.filter(unit_id__in=units)
    rows = [
        row
        for row in found.order_by("ends_on", "id").values_list(
            "id", "task_links__task_id", "unit_id", "ends_on"
        )
        if units is None or row[2] in units
    ]
    made = _products(tasks, {row[0] for row in rows})
    return [TaskEntry(pk, task, unit, on, tuple(made.get(pk, ()))) for pk, task, unit, on in rows]


def forebears(task_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Task → the tasks of older versions of the plan that it goes on with, the nearest first. One query a version."""
    wanted = set(task_ids)
    before: dict[int, int] = {}
    front = set(wanted)
    while front:
        rows = Task.objects.filter(pk__in=front, continues__isnull=False)
        found = dict(rows.values_list("pk", "continues_id"))
        front = set(found.values()) - before.keys() - found.keys()
        before |= found
    return {task_id: tuple(_chain(task_id, before)) for task_id in wanted if task_id in before}


def _chain(task_id: int, before: dict[int, int]) -> list[int]:
    out: list[int] = []
    while (older := before.get(task_id)) is not None and older not in out:
        out.append(older)
        task_id = older
    return out


def _products(tasks: set[int], activity_ids: set[int]) -> dict[int, list[tuple[str, int]]]:
    if not activity_ids:
        return {}
    rows = ActivityProduct.objects.order_by("activity_id", "position")
    if len(activity_ids) <= LARGEST_LIST:
        rows = rows.filter(activity_id__in=activity_ids)
    else:
        links = Activity.objects.filter(task_links__task_id__in=tasks)
        rows = rows.filter(activity_id__in=links.values("id"))
    made: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for pk, name, quantity in rows.values_list("activity_id", "name", "quantity"):
        made[pk].append((name, quantity))
    return made
