"""The timeline: lines of bars over one year, by task or by unit. Summed by the database, whatever the number of items.

Refuses to draw what has no day: it is counted, and the table shows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Max, Min, Q, Sum

from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import WorkItemQuerySet
from khien.work.rules import CLOSED, State
from khien.work.rules.timeline import FINISHED, Bar, Stretch, bar_of
from khien.work.selectors.boards import units_by_name

Row = TypeVar("Row")
UNITS_A_PAGE = 20
TASKS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One task (of one unit when by unit). `bars` in order of time."""

    task_uuid: str
    path: str
    title: str
    bars: tuple[Bar, ...]
    items: int
    finished: int
    overdue: int


@dataclass(frozen=True, slots=True)
class LineGroup:
    """A group of tasks, or a unit; `unit_uuid` for the latter."""

    title: str
    unit_uuid: str
    lines: tuple[TimeLine, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    year: int
    groups: tuple[LineGroup, ...]
    pages: int
    page: int
    undrawn: int  # items without any day


def timeline(items: WorkItemQuerySet, *, year: int, by_unit: bool, page: int, on: dt.date) -> Timeline:
    """Seven queries at most."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    undrawn = items.filter(starts_on__isnull=True, due_on__isnull=True).count()
    drawn = items.exclude(starts_on__isnull=True, due_on__isnull=True)
    drawn = drawn.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=last))
    drawn = drawn.filter(Q(due_on__isnull=True) | Q(due_on__gte=first))
    if by_unit:
        groups, pages, page = _by_unit(drawn, year, page, on)
    else:
        groups, pages, page = _by_task(drawn, year, page, on)
    return Timeline(year, tuple(groups), pages, page, undrawn)


def _summed(items: WorkItemQuerySet, *keys: str) -> Iterable[tuple[tuple[int, ...], Stretch]]:
    """Stretches by `keys` and period."""
    sums = items.order_by().values_list(*keys, "period")
    sums = sums.annotate(
        first=Min("starts_on"),
        last=Max("due_on"),
        n=Count("pk"),
        finished=Count("pk", filter=Q(state__in=[state.value for state in FINISHED])),
        overdue=Count("pk", filter=Q(state=State.OVERDUE.value)),
        closed=Count("pk", filter=Q(state__in=[state.value for state in CLOSED])),
        of_done=Sum("done"),
        of_asked=Sum("asked"),
    )
    for row in sums:
        yield tuple(row[: len(keys)]), Stretch(*row[len(keys) :])


def _by_task(items: WorkItemQuerySet, year: int, page: int, on: dt.date) -> tuple[list[LineGroup], int, int]:
    found: dict[int, list[Stretch]] = {}
    for (task_id,), stretch in _summed(items, "task_id"):
        found.setdefault(task_id, []).append(stretch)
    heads = programme.task_heads(task_ids=found)
    pages, page, shown = _cut(heads, page, TASKS_A_PAGE)
    groups: dict[str, list[TimeLine]] = {}
    for head in shown:
        groups.setdefault(head.group, []).append(_line(head, found[head.id], year, on))
    return [LineGroup(title, "", tuple(lines)) for title, lines in groups.items()], pages, page


def _by_unit(items: WorkItemQuerySet, year: int, page: int, on: dt.date) -> tuple[list[LineGroup], int, int]:
    names = units_by_name(list(items.order_by().values_list("unit_id", flat=True).distinct()))
    pages, page, shown = _cut(names, page, UNITS_A_PAGE)
    found: dict[int, dict[int, list[Stretch]]] = {unit_id: {} for unit_id in shown}
    for (unit_id, task_id), stretch in _summed(items.filter(unit_id__in=shown), "unit_id", "task_id"):
        found[unit_id].setdefault(task_id, []).append(stretch)
    heads = programme.task_heads(task_ids={task for tasks in found.values() for task in tasks})
    cards = orgs.units(shown)
    groups = []
    for unit_id, tasks in found.items():
        lines = [_line(head, tasks[head.id], year, on) for head in heads if head.id in tasks]
        groups.append(LineGroup(cards[unit_id].name, cards[unit_id].uuid, tuple(lines)))
    return groups, pages, page


def _line(head: programme.TaskHead, stretches: list[Stretch], year: int, on: dt.date) -> TimeLine:
    ordered = sorted(stretches, key=lambda s: (s.first or s.last or on, s.period))
    bars = tuple(bar for stretch in ordered if (bar := bar_of(stretch, year, on)) is not None)
    return TimeLine(
        head.uuid,
        head.path,
        head.text,
        bars,
        sum(s.items for s in stretches),
        sum(s.finished for s in stretches),
        sum(s.overdue for s in stretches),
    )


def _cut(rows: list[Row], page: int, size: int) -> tuple[int, int, list[Row]]:
    """(how many pages, which one, its rows)."""
    pages = max(1, -(-len(rows) // size))
    page = min(max(page, 1), pages)
    return pages, page, rows[(page - 1) * size : page * size]
