"""The door of work: who has to do what by when. Ids and frozen values in and out.

Upper apps put what waits into inboxes with `register_inbox_source`, their due days into units' calendars with
`register_calendar_source`, and read states of items here. Refuses to change
an item for another app: its state comes from the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from khien.work.calendars import CalendarEntry, CalendarSource, register_calendar_source
from khien.work.models import WorkItem
from khien.work.rules import ItemRole, State
from khien.work.services.opening import open_items
from khien.work.services.refreshing import refresh_programme
from khien.work.sources import InboxEntry, InboxSource, register_inbox_source

__all__ = [
    "CalendarEntry",
    "CalendarSource",
    "InboxEntry",
    "InboxSource",
    "ItemCard",
    "ItemRole",
    "OnTime",
    "State",
    "items",
    "on_time",
    "open_items",
    "refresh_programme",
    "register_calendar_source",
    "register_inbox_source",
    "state_counts",
    "states_by_unit",
]


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of work from outside. `done` of `asked` in the quota's count; `due_on` None = the plan states no end."""

    id: int
    uuid: str
    task_id: int
    unit_id: int
    for_unit_id: int
    role: ItemRole
    period: str
    title: str
    starts_on: dt.date | None
    due_on: dt.date | None
    state: State
    done: int
    asked: int
    done_on: dt.date | None
    stop_reason: str


def items(
    *,
    programme_id: int | None = None,
    task_ids: Iterable[int] | None = None,
    unit_ids: Iterable[int] | None = None,
    role: ItemRole | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[ItemCard]:
    """Items (sub-tasks left out), narrowed; `first` and `last` keep those whose period touches these days. One query."""
    rows = WorkItem.objects.filter(parent__isnull=True)
    if programme_id is not None:
        rows = rows.filter(task__programme_id=programme_id)
    if task_ids is not None:
        rows = rows.filter(task_id__in=set(task_ids))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=set(unit_ids))
    if role is not None:
        rows = rows.filter(role=role)
    if last is not None:
        rows = rows.exclude(starts_on__gt=last)
    if first is not None:
        rows = rows.exclude(due_on__lt=first)
    found = rows.values_list(
        "id",
        "uuid",
        "task_id",
        "unit_id",
        "for_unit_id",
        "role",
        "period",
        "title",
        "starts_on",
        "due_on",
        "state",
        "done",
        "asked",
        "done_on",
        "stop_reason",
    )
    return [
        ItemCard(
            row[0],
            str(row[1]),
            row[2],
            row[3],
            row[4],
            ItemRole(row[5]),
            row[6],
            row[7],
            row[8],
            row[9],
            State(row[10]),
            row[11],
            row[12],
            row[13],
            row[14],
        )
        for row in found
    ]


def state_counts(programme_id: int) -> dict[State, int]:
    """How many items of those who lead stand how, as last refreshed; sub-tasks left out. One query."""
    rows = WorkItem.objects.filter(parent__isnull=True, role=ItemRole.LEAD, task__programme_id=programme_id)
    counted = rows.order_by().values_list("state").annotate(n=Count("id"))
    return {State(state): count for state, count in counted}


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of the items of those who lead that were due by a day: done in time, done late, not done."""

    in_time: int
    late: int
    overdue: int

    @property
    def due(self) -> int:
        return self.in_time + self.late + self.overdue

    @property
    def share(self) -> float | None:
        """In per cent; None while nothing was due."""
        return round(100 * self.in_time / self.due, 2) if self.due else None


def on_time(programme_id: int, on: dt.date) -> OnTime:
    """How many items of a programme are done in time, of those due or done by the day; one on its way is not due.
    Stopped ones and those passed on are left out. One query."""
    rows = WorkItem.objects.filter(parent__isnull=True, role=ItemRole.LEAD, task__programme_id=programme_id)
    done = Q(state__in=[State.DONE, State.LATE], done_on__lte=on)
    counts = rows.aggregate(
        in_time=Count("id", filter=done & (Q(due_on__isnull=True) | Q(done_on__lte=F("due_on")))),
        late=Count("id", filter=done & Q(done_on__gt=F("due_on"))),
        overdue=Count(
            "id",
            filter=Q(due_on__lt=on) & ~done & ~Q(state__in=[State.STOPPED, State.PASSED_ON]),
        ),
    )
    return OnTime(counts["in_time"], counts["late"], counts["overdue"])


def states_by_unit(programme_id: int) -> dict[int, dict[State, int]]:
    """Unit → how many of the items it leads stand how, as last refreshed; sub-tasks left out. One query."""
    rows = WorkItem.objects.filter(parent__isnull=True, role=ItemRole.LEAD, task__programme_id=programme_id)
    found: dict[int, dict[State, int]] = {}
    for unit_id, state, n in rows.order_by().values_list("unit_id", "state").annotate(n=Count("id")):
        found.setdefault(unit_id, {})[State(state)] = n
    return found
