"""The door of work: who has to do what by when. Ids and frozen values in and out.

Upper apps put what waits into inboxes with `register_inbox_source`, their due days into units' calendars with
`register_calendar_source`, and read states of items here. Refuses to change
an item for another app: its state comes from the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from khien.work.calendars import CalendarEntry, CalendarSource, register_calendar_source
from khien.work.models import WorkItem
from khien.work.rules import ItemRole, State
from khien.work.sources import InboxEntry, InboxSource, register_inbox_source

__all__ = [
    "CalendarEntry",
    "CalendarSource",
    "InboxEntry",
    "InboxSource",
    "ItemCard",
    "ItemRole",
    "State",
    "items",
    "register_calendar_source",
    "register_inbox_source",
    "state_counts",
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
    return [
        ItemCard(
            row.pk,
            str(row.uuid),
            row.task_id,
            row.unit_id,
            row.for_unit_id,
            ItemRole(row.role),
            row.period,
            row.title,
            row.starts_on,
            row.due_on,
            State(row.state),
            row.done,
            row.asked,
            row.done_on,
            row.stop_reason,
        )
        for row in rows
    ]


def state_counts(programme_id: int) -> dict[State, int]:
    """How many items of those who lead stand how, as last refreshed; sub-tasks left out. One query."""
    rows = WorkItem.objects.filter(parent__isnull=True, role=ItemRole.LEAD, task__programme_id=programme_id)
    counted = rows.order_by().values_list("state").annotate(n=Count("id"))
    return {State(state): count for state, count in counted}
