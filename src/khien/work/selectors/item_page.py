"""Everything one item's page shows, as frozen values, in a fixed number of queries.

Refuses to decide who may see what: the item and its neighbours come from `access.items`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from khien.base import audit
from khien.base.models import AuditEntry
from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import Attachment, Comment, ExtensionRequest, HandOver, Statement, WorkItem
from khien.work.rules import ItemRole, State, differs
from khien.work.rules.periods import last_day_of
from khien.work.rules.progress import Progress
from khien.work.selectors.counting import counted_units, progress_of_items

MOST_ACTIVITIES = 50
MOST_BESIDE = 40
MOST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another unit's item of the same task; `uuid` empty = it may not be opened."""

    uuid: str
    unit: str
    role: ItemRole
    period: str
    due_on: dt.date | None
    state: State
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class Said:
    """The newest statement of the unit's officer. `differs` from what the ledger shows."""

    state: State
    note: str
    by: str
    at: dt.datetime
    differs: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history."""

    what: object
    by: str
    at: dt.datetime
    why: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    item: WorkItem
    progress: Progress
    activities: tuple[programme.ActivityLine, ...]
    more_activities: int
    said: Said | None
    offers: tuple[HandOver, ...]
    requests: tuple[ExtensionRequest, ...]
    comments: tuple[Comment, ...]
    attachments: tuple[Attachment, ...]
    parts: tuple[Neighbour, ...]
    took_over: tuple[Neighbour, ...]
    beside: tuple[Neighbour, ...]
    beside_counts: tuple[tuple[State, int], ...]
    leads: tuple[str, ...]  # as the plan names them
    helpers: tuple[str, ...]
    history: tuple[Change, ...]


def item_page(item: WorkItem, neighbours: QuerySet[WorkItem], *, on: dt.date) -> ItemPage:
    """`neighbours`: other units' items of the task that the reader may see."""
    older = programme.forebears([item.task_id]).get(item.task_id, ())
    progress = _progress(item, older, on)
    activities = _activities(item, older, on)
    same_time = neighbours.filter(period=item.period) if item.period else neighbours
    counts = Counter(same_time.order_by().values_list("state", flat=True))
    agencies = list(item.task.assignments.values_list("role", "phrase"))
    return ItemPage(
        item=item,
        progress=progress,
        activities=tuple(activities[:MOST_ACTIVITIES]),
        more_activities=max(0, len(activities) - MOST_ACTIVITIES),
        said=_said(item),
        offers=tuple(item.hand_overs.select_related("from_unit", "to_unit")),
        requests=tuple(item.extensions.all()),
        comments=tuple(
            item.comments.select_related("unit").prefetch_related("mentions__unit").order_by("id")
        ),
        attachments=tuple(item.attachments.select_related("stored").filter(removed_at__isnull=True)),
        parts=_neighbours(item.parts.all()),
        took_over=_neighbours(item.took_over.all()),
        beside=_neighbours(same_time.order_by("-role", "unit__name", "id")[:MOST_BESIDE]),
        beside_counts=tuple((state, counts[state]) for state in State if counts[state]),
        leads=tuple(phrase for role, phrase in agencies if role == ItemRole.LEAD),
        helpers=tuple(phrase for role, phrase in agencies if role == ItemRole.COORDINATING),
        history=_history(item),
    )


def _progress(item: WorkItem, older: Sequence[int], on: dt.date) -> Progress:
    """Counted with the unit's other items of the task, as when states are made."""
    if item.merged_into_id is not None:
        return Progress(item.done, item.asked, item.activities)
    same = WorkItem.objects.filter(task_id=item.task_id, unit_id=item.unit_id, merged_into__isnull=True)
    items = list(same.order_by(F("starts_on").asc(nulls_first=True), "id"))
    found = {one.pk: progress for one, progress in progress_of_items(item.task_id, older, items, on=on)}
    return found.get(item.pk, Progress(item.done, item.asked, item.activities))


def _activities(item: WorkItem, older: Sequence[int], on: dt.date) -> list[programme.ActivityLine]:
    first = item.starts_on if item.period or item.parent_id else None
    return programme.activities(
        task_ids=[item.task_id, *older],
        unit_ids=counted_units(item, on=on),
        first=first,
        last=last_day_of(item.period, item.due_on),
    )


def _said(item: WorkItem) -> Said | None:
    last = Statement.objects.filter(item=item).order_by("-id").first()
    if last is None:
        return None
    return Said(State(last.state), last.note, last.said_by, last.said_at, differs(last.state, item.state))


def _neighbours(items: QuerySet[WorkItem]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            str(row.uuid),
            row.title or str(row.unit) if row.parent_id else str(row.unit),
            ItemRole(row.role),
            row.period,
            row.due_on,
            State(row.state),
            row.done,
            row.asked,
        )
        for row in items.select_related("unit")
    )


def _history(item: WorkItem) -> tuple[Change, ...]:
    rows = AuditEntry.objects.filter(subject_kind="work", subject_id=str(item.uuid)).order_by("-seq")
    return tuple(
        Change(audit.action_text(row.action), row.actor_label, row.at, _why(row.new_values))
        for row in rows[:MOST_HISTORY]
    )


def _why(new: dict[str, object]) -> str:
    return str(new.get("reason") or new.get("answer") or new.get("note") or new.get("title") or "")


def takes_part(item: WorkItem) -> list[orgs.UnitCard]:
    """Units that may be named in a remark: those with an item of the task, and those above the item's unit."""
    ids = set(
        WorkItem.objects.filter(task_id=item.task_id)
        .exclude(state=State.PASSED_ON)
        .values_list("unit_id", flat=True)
    )
    if item.unit.parent_id is not None:
        ids.add(item.unit.parent_id)
    cards = orgs.units(ids - {item.unit_id})
    return sorted(cards.values(), key=lambda card: (card.level, card.name))


__all__ = ["Change", "ItemPage", "Neighbour", "Said", "item_page", "takes_part"]
