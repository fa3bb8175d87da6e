"""Money spent, summed from the entries of the ledger, and money the tasks foresee. One or two queries each.

Refuses to count an activity twice: its money belongs to its main task, and so to that task's programme alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from khien.programme.models import Activity, AssignedUnit, Programme, Task
from khien.programme.rules import Role


class _Year(ExtractYear):
    """SQLite would call back into Python for every activity of a year; a date's first four letters say the same."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        sql, params = compiler.compile(self.lhs)
        return f"CAST(SUBSTR({sql}, 1, 4) AS INTEGER)", params


@dataclass(frozen=True, slots=True)
class SpentSum:
    """Money of one unit, source and calendar year (of the day it ended on). `source` as the ledger has it."""

    unit_id: int | None  # None when not summed by unit
    year: int
    source: str
    spent_vnd: int
    activities: int


@dataclass(frozen=True, slots=True)
class TaskMoney:
    """What the plan gives to one task. `year` None: the task runs over several, or the plan states no time.
    `lead_unit_id`: the unit that leads it alone, None when several or none do."""

    task_id: int
    path: str
    text: str
    year: int | None
    source: str
    amount_vnd: int
    lead_unit_id: int | None


def task_money(programme_id: int) -> list[TaskMoney]:
    """Every task with an amount, in the plan's order. Two queries."""
    tasks = list(Task.objects.filter(programme_id=programme_id, amount_vnd__isnull=False))
    leads: dict[int, set[int]] = {}
    pairs = AssignedUnit.objects.filter(
        assignment__task__programme_id=programme_id,
        assignment__task__amount_vnd__isnull=False,
        assignment__role=Role.LEAD.value,
    )
    for task_id, unit_id in pairs.values_list("assignment__task_id", "unit_id"):
        leads.setdefault(task_id, set()).add(unit_id)
    return [
        TaskMoney(
            task_id=task.pk,
            path=task.path,
            text=task.text,
            year=_one_year(task),
            source=task.money_source,
            amount_vnd=task.amount_vnd or 0,
            lead_unit_id=next(iter(found)) if len(found := leads.get(task.pk, set())) == 1 else None,
        )
        for task in tasks
    ]


def _one_year(task: Task) -> int | None:
    years = {day.year for day in (task.start_on, task.end_on) if day is not None}
    return years.pop() if len(years) == 1 and task.end_on is not None else None


def version_ids(programme_id: int) -> tuple[int, ...]:
    """The programme and the older versions it goes on with, the newest first. One query a version."""
    found: list[int] = []
    here: int | None = programme_id
    while here is not None and here not in found:
        found.append(here)
        here = Programme.objects.filter(pk=here).values_list("replaces_id", flat=True).first()
    return tuple(found)


def spent_by(
    programme_ids: int | Iterable[int],
    *,
    unit_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    by_unit: bool = True,
) -> list[SpentSum]:
    """What was spent on the tasks of a programme, or of several versions of one; `first` and `last` by the day the activity ended on, both included."""
    main: dict[str, object] = {
        "task_links__main": True,
        "task_links__task__programme_id__in": _set(programme_ids),
    }
    if task_ids is not None:
        main["task_links__task_id__in"] = set(task_ids)
    found = Activity.objects.in_force().filter(**main, spent_vnd__gt=0)
    if unit_ids is not None:
        found = found.filter(unit_id__in=set(unit_ids))
    if first is not None:
        found = found.filter(ends_on__gte=first)
    if last is not None:
        found = found.filter(ends_on__lte=last)
    by = (*(("unit_id",) if by_unit else ()), "year", "money_source")
    rows = (
        found.order_by()
        .annotate(year=_Year("ends_on"))
        .values(*by)
        .annotate(spent=Sum("spent_vnd"), n=Count("pk"))
        .order_by(*by)
    )
    return [SpentSum(r.get("unit_id"), r["year"], r["money_source"], int(r["spent"]), r["n"]) for r in rows]


def _set(programme_ids: int | Iterable[int]) -> set[int]:
    return {programme_ids} if isinstance(programme_ids, int) else set(programme_ids)


@dataclass(frozen=True, slots=True)
class SpentEntry:
    """One entry of the ledger that cost money. `chain`: its outside id."""

    chain: str
    title: str
    unit_id: int
    unit: str
    ends_on: dt.date
    source: str
    spent_vnd: int


def spent_entries(
    programme_ids: int | Iterable[int],
    *,
    unit_ids: Iterable[int] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    limit: int,
) -> list[SpentEntry]:
    """What `spent_by` sums, entry by entry, the newest first, no more than `limit`. One query."""
    found = Activity.objects.in_force().filter(
        task_links__main=True, task_links__task__programme_id__in=_set(programme_ids), spent_vnd__gt=0
    )
    if unit_ids is not None:
        found = found.filter(unit_id__in=set(unit_ids))
    if first is not None:
        found = found.filter(ends_on__gte=first)
    if last is not None:
        found = found.filter(ends_on__lte=last)
    fields = ("chain", "title", "unit_id", "unit__short_name", "unit__name", "ends_on", "money_source")
    rows = found.values_list(*fields, "spent_vnd")[:limit]  # thousands: no models
    return [
        SpentEntry(str(chain), title, unit_id, short or name, ends_on, source, spent or 0)
        for chain, title, unit_id, short, name, ends_on, source, spent in rows
    ]
