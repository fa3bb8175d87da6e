"""Everything one item's page shows, as frozen values, in a fixed number of queries.

Refuses to decide who may see what: the item and its neighbours come from `access.items`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khien.base import audit
from khien.base.models import AuditEntry
from khien.programme import api as programme
from khien.work.models import Attachment, Comment, ExtensionRequest, HandOver, Statement, WorkItem
from khien.work.rules import ItemRole, State, differs
from khien.work.rules.progress import Deed, Progress
from khien.work.selectors.counting import ask_of, counted_for, progress_by, rows_of

MOST_ACTIVITIES = 50
MOST_BESIDE = 40
MOST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another unit's item of the same task; `uuid` empty = it may not be opened."""

    uuid: str
    title: str  # of a part
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


def item_page(
    item: WorkItem, neighbours: QuerySet[WorkItem], *, shown: frozenset[int] | None, on: dt.date
) -> ItemPage:
    """`neighbours`: other units' items of the task that the reader may see; `shown`: the units whose parts and
    activities she is shown, None = all. What is counted does not depend on who looks."""
    progress, activities = _progress(item, on)
    near = list(_near(item))
    if shown is not None:
        activities = [line for line in activities if line.unit_id in shown]
        near = [row for row in near if row.unit_id in shown]
    same_time = neighbours.filter(period=item.period) if item.period else neighbours
    beside = list(same_time.select_related("unit").order_by("-role", "unit__name", "id")[: MOST_BESIDE + 1])
    agencies = list(item.task.assignments.order_by("id").values_list("role", "phrase"))
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
        parts=_neighbours(row for row in near if row.parent_id == item.pk),
        took_over=_neighbours(row for row in near if row.merged_into_id == item.pk),
        beside=_neighbours(beside[:MOST_BESIDE]),
        beside_counts=_states(beside, same_time),
        leads=tuple(phrase for role, phrase in agencies if role == ItemRole.LEAD),
        helpers=tuple(phrase for role, phrase in agencies if role == ItemRole.COORDINATING),
        history=_history(item) if shown is None else (),  # it names the parts of others
    )


def _progress(item: WorkItem, on: dt.date) -> tuple[Progress, list[programme.ActivityLine]]:
    """Counted with the unit's other items of the task, as when states are made; and the activities of its time."""
    older = programme.forebears([item.task_id]).get(item.task_id, ()) if item.task.continues_id else ()
    unit = WorkItem.objects.filter(task_id=item.task_id, unit_id=item.unit_id)
    rows = rows_of(
        unit.filter(merged_into__isnull=True) if item.merged_into_id is None else unit.filter(pk=item.pk)
    )
    counted = counted_for(item.task_id, rows, on=on)
    lines = programme.activities(task_ids=[item.task_id, *older], unit_ids=counted.units)
    entries = (
        (a.id, a.unit_id, Deed(a.ends_on, tuple((p.name, p.quantity) for p in a.products)))
        for a in reversed(lines)
    )
    found = {one.pk: progress for one, progress in progress_by(counted, entries)}
    ask = ask_of(next(row for row in rows if row.pk == item.pk))
    return found[item.pk], [line for line in lines if ask.holds(line.ends_on)]


def _near(item: WorkItem) -> QuerySet[WorkItem]:
    """Parts of it, and what it took over."""
    return WorkItem.objects.filter(Q(parent=item) | Q(merged_into=item)).select_related("unit")


def _states(shown: Sequence[WorkItem], all_of_them: QuerySet[WorkItem]) -> tuple[tuple[State, int], ...]:
    """How many stand in which state; asked of the database only where not all are shown."""
    if len(shown) <= MOST_BESIDE:
        counts = Counter(row.state for row in shown)
    else:
        counts = Counter(all_of_them.order_by().values_list("state", flat=True))
    return tuple((state, counts[state]) for state in State if counts[state])


def _said(item: WorkItem) -> Said | None:
    last = Statement.objects.filter(item=item).order_by("-id").first()
    if last is None:
        return None
    return Said(State(last.state), last.note, last.said_by, last.said_at, differs(last.state, item.state))


def _neighbours(items: Iterable[WorkItem]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            str(row.uuid),
            row.title,
            str(row.unit),
            ItemRole(row.role),
            row.period,
            row.due_on,
            State(row.state),
            row.done,
            row.asked,
        )
        for row in items
    )


def _history(item: WorkItem) -> tuple[Change, ...]:
    rows = AuditEntry.objects.filter(subject_kind="work", subject_id=str(item.uuid)).order_by("-seq")
    return tuple(
        Change(audit.action_text(row.action), row.actor_label, row.at, _why(row.new_values))
        for row in rows[:MOST_HISTORY]
    )


def _why(new: dict[str, object]) -> str:
    return str(new.get("reason") or new.get("answer") or new.get("note") or new.get("title") or "")


def takes_part(item: WorkItem) -> list[tuple[int, str, str]]:
    """Units that may be named in a remark, for they see the item: (id, code, name). Who leads beside it is none."""
    other = ItemRole.COORDINATING if item.role == ItemRole.LEAD else ItemRole.LEAD
    same = WorkItem.objects.filter(task_id=item.task_id).exclude(state=State.PASSED_ON)
    near = same.filter(Q(role=other, parent__isnull=True) | Q(parent=item) | Q(pk=item.parent_id or 0))
    rows = list(
        near.order_by().values_list("unit_id", "unit__code", "unit__short_name", "unit__name").distinct()
    )
    if item.unit.parent is not None:
        above = item.unit.parent
        rows.append((above.pk, above.code, above.short_name, above.name))
    named = {pk: (pk, code, short or name) for pk, code, short, name in rows if pk != item.unit_id}
    return sorted(named.values(), key=lambda row: row[2])


__all__ = ["Change", "ItemPage", "Neighbour", "Said", "item_page", "takes_part"]
