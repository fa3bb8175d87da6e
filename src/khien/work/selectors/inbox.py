"""What waits for a person: her units' items, and what upper apps and work itself put into inboxes. Fixed queries.

Refuses to decide who may see an entry: items come from the units she acts for, entries from their sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.models import WorkItem, WorkItemQuerySet
from khien.work.rules import CLOSED, ItemRole, State
from khien.work.sources import InboxEntry, inbox_sources

AHEAD = dt.timedelta(days=30)
MOST_CARDS = 300  # more of one unit are not read on a page: the table has them all
_CLOSED = [state.value for state in CLOSED]


class When(StrEnum):
    """The parts of an inbox, in the order of the page."""

    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"
    NO_DAY = "no_day"
    AHEAD = "ahead"  # begins soon


class Kind(StrEnum):
    """What a card is about: the tabs of an inbox."""

    LEAD = "lead"
    HELP = "help"
    REPORT = "report"
    APPROVE = "approve"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ItemBrief:
    """An open item of a unit as a card shows it. `quota`: what is asked, in the plan's words."""

    uuid: str
    task_uuid: str
    unit_id: int
    unit_uuid: str
    unit: str
    role: ItemRole
    path: str
    group: str
    title: str
    period: str
    starts_on: dt.date | None
    due_on: dt.date | None
    put_off: bool
    state: State
    done: int
    asked: int
    activities: int
    quota: tuple[tuple[str, int], ...]
    person: str
    part: bool

    @property
    def kind(self) -> Kind:
        return Kind.LEAD if self.role is ItemRole.LEAD else Kind.HELP


@dataclass(frozen=True, slots=True)
class Inbox:
    """Items and entries of one person on a day; `cut`: how many items are not shown."""

    items: tuple[ItemBrief, ...]
    entries: tuple[tuple[InboxEntry, Kind], ...]
    on: dt.date
    cut: int = 0

    @property
    def overdue(self) -> int:
        return self._of(When.OVERDUE)

    @property
    def week(self) -> int:
        return self._of(When.WEEK)

    @property
    def to_approve(self) -> int:
        return sum(kind is Kind.APPROVE for _entry, kind in self.entries)

    def kinds(self) -> dict[Kind, int]:
        counts = dict.fromkeys(Kind, 0)
        for item in self.items:
            counts[item.kind] += 1
        for _entry, kind in self.entries:
            counts[kind] += 1
        return counts

    def _of(self, when: When) -> int:
        items = sum(when_of(item.due_on, item.starts_on, self.on) is when for item in self.items)
        return items + sum(when_of(entry.due_on, None, self.on) is when for entry, _kind in self.entries)


def when_of(due_on: dt.date | None, starts_on: dt.date | None, on: dt.date) -> When:
    """In which part of the page a day belongs. A week ends on Sunday."""
    if starts_on is not None and starts_on > on:
        return When.AHEAD
    if due_on is None:
        return When.NO_DAY
    if due_on < on:
        return When.OVERDUE
    if due_on <= on + dt.timedelta(days=6 - on.weekday()):
        return When.WEEK
    return When.MONTH if (due_on.year, due_on.month) == (on.year, on.month) else When.LATER


def inbox_of(actor: Actor, unit_ids: frozenset[int], *, on: dt.date) -> Inbox:
    """What waits for the actor: items of these units (those she acts for), and entries of every source."""
    found = waiting_items(unit_ids, on=on) if unit_ids else WorkItem.objects.none()
    items = item_briefs(found, most=MOST_CARDS)
    cut = found.count() - len(items) if len(items) == MOST_CARDS else 0
    return Inbox(tuple(items), tuple(entries_of(actor, unit_ids or None, on=on)), on, cut)


def waiting_items(unit_ids: Iterable[int], *, on: dt.date) -> WorkItemQuerySet:
    """Open items of these units, and those that begin within AHEAD."""
    return (
        WorkItem.objects.filter(unit_id__in=sorted(unit_ids))
        .exclude(state__in=_CLOSED)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on + AHEAD))
    )


def item_briefs(items: WorkItemQuerySet, *, most: int) -> list[ItemBrief]:
    """The first of them by due day, in one query."""
    rows = items.select_related("task", "unit", "person").defer("task__search_text", "unit__search_text")
    return [_brief(row) for row in rows[:most]]


def entries_of(
    actor: Actor, unit_ids: frozenset[int] | None, *, on: dt.date
) -> list[tuple[InboxEntry, Kind]]:
    """What every source has for the actor, by due day."""
    found = [
        (entry, Kind.APPROVE if source.approval else _kind(entry.kind))
        for source in inbox_sources()
        for entry in source.entries(actor, unit_ids, on)
    ]
    return sorted(found, key=lambda pair: (pair[0].due_on is None, pair[0].due_on or on))


def attention(unit_ids: Iterable[int], *, on: dt.date) -> int:
    """How many open items of these units are overdue or due this week. One query."""
    until = on + dt.timedelta(days=6 - on.weekday())
    found = WorkItem.objects.filter(unit_id__in=sorted(unit_ids), due_on__lte=until).exclude(
        state__in=_CLOSED
    )
    return found.count()


def pressing(items: WorkItemQuerySet, *, on: dt.date) -> tuple[int, int]:
    """How many items of those who lead are overdue, and due this week. One query."""
    until = on + dt.timedelta(days=6 - on.weekday())
    open_ones = items.filter(role=ItemRole.LEAD).exclude(state__in=_CLOSED)
    counts = open_ones.aggregate(
        overdue=Count("id", filter=Q(due_on__lt=on)),
        week=Count("id", filter=Q(due_on__gte=on, due_on__lte=until)),
    )
    return counts["overdue"], counts["week"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How items stand, of one unit or one group of tasks. `on_time`: done in time, of those due."""

    key: str
    label: str
    url_key: str
    total: int
    done: int
    late: int
    under_way: int
    not_started: int
    overdue: int

    @property
    def due(self) -> int:
        return self.done + self.late + self.overdue

    @property
    def on_time(self) -> float | None:
        return round(100 * self.done / self.due, 2) if self.due else None


def by_unit(items: WorkItemQuerySet) -> list[Standing]:
    """One line a unit: those with most overdue first. Two queries."""
    rows = _counted(items, "unit_id")
    cards = orgs.units(int(key) for key in rows)
    lines = [
        _standing(str(key), cards[int(key)].short_name or cards[int(key)].name, cards[int(key)].uuid, counts)
        for key, counts in rows.items()
        if int(key) in cards
    ]
    return sorted(lines, key=lambda line: (-line.overdue, -(line.total - line.done), line.label))


def by_group(items: WorkItemQuerySet) -> list[Standing]:
    """One line a group of tasks, in the order of the plan. One query."""
    rows = _counted(items, "task__group")
    return [_standing(str(key), str(key), str(key), counts) for key, counts in rows.items()]


def totals(items: WorkItemQuerySet) -> Standing:
    """All of them in one line. One query."""
    rows = items.order_by().values("state").annotate(n=Count("id"))
    return _standing("", "", "", {row["state"]: row["n"] for row in rows})


def _counted(items: WorkItemQuerySet, by: str) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    for row in items.order_by().values(by, "state").annotate(n=Count("id")).order_by(by):
        found.setdefault(row[by], {})[row["state"]] = row["n"]
    return found


def _standing(key: str, label: str, url_key: str, counts: dict[str, int]) -> Standing:
    total = sum(n for state, n in counts.items() if state not in (State.PASSED_ON, State.STOPPED))
    return Standing(
        key,
        label,
        url_key,
        total,
        counts.get(State.DONE, 0),
        counts.get(State.LATE, 0),
        counts.get(State.UNDER_WAY, 0),
        counts.get(State.NOT_STARTED, 0) + counts.get(State.NOT_DUE, 0),
        counts.get(State.OVERDUE, 0),
    )


def _brief(row: WorkItem) -> ItemBrief:
    return ItemBrief(
        uuid=str(row.uuid),
        task_uuid=str(row.task.uuid),
        unit_id=row.unit_id,
        unit_uuid=str(row.unit.uuid),
        unit=row.unit.short_name or row.unit.name,
        role=ItemRole(row.role),
        path=row.task.path,
        group=row.task.group,
        title=row.title or row.task.text,
        period=row.period,
        starts_on=row.starts_on,
        due_on=row.due_on,
        put_off=row.first_due_on != row.due_on,
        state=State(row.state),
        done=row.done,
        asked=row.asked,
        activities=row.activities,
        quota=tuple((str(name), int(count)) for name, count in row.quota),
        person=row.person.name if row.person else "",
        part=row.parent_id is not None,
    )


def _kind(code: str) -> Kind:
    return Kind.REPORT if code.startswith("report") else Kind.OTHER


__all__: Sequence[str] = [
    "Inbox",
    "ItemBrief",
    "Kind",
    "Standing",
    "When",
    "attention",
    "by_group",
    "by_unit",
    "entries_of",
    "inbox_of",
    "item_briefs",
    "pressing",
    "totals",
    "waiting_items",
    "when_of",
]
