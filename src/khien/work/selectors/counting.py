"""What of the ledger counts for which item: the unit's own activities, those of units it took over, those done for a
part of it. A fixed number of queries a task.

Refuses to write anything: states are written by `services.refreshing` only.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F

from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import WorkItem, WorkItemQuerySet
from khien.work.rules import ItemRole, State
from khien.work.rules.periods import last_day_of
from khien.work.rules.progress import Ask, Deed, Progress, nothing_done, progress_of

FIELDS = (
    "id",
    "unit_id",
    "for_unit_id",
    "role",
    "parent_id",
    "period",
    "starts_on",
    "due_on",
    "quota",
    "state",
    "done",
    "asked",
    "activities",
    "done_on",
    "stopped_at",
)
Deeds = dict[int, list[Deed]]  # unit → what it did for the task
Parts = dict[int, list[tuple[int, dt.date | None]]]  # item → (unit, first day) of its sub-tasks


class Row(NamedTuple):
    """An item as counting needs it, in the order of FIELDS: a hundred thousand of them are no models."""

    pk: int
    unit_id: int
    for_unit_id: int
    role: str
    parent_id: int | None
    period: str
    starts_on: dt.date | None
    due_on: dt.date | None
    quota: list[list[Any]]
    state: str
    done: int
    asked: int
    activities: int
    done_on: dt.date | None
    stopped_at: dt.datetime | None


def rows_of(items: WorkItemQuerySet) -> list[Row]:
    """In the order of time. One query."""
    ordered = items.order_by(F("starts_on").asc(nulls_first=True), "id")
    return [Row(*values) for values in ordered.values_list(*FIELDS)]


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one unit, role and task in the order of time; sub-tasks stand alone."""

    unit_id: int
    role: ItemRole
    items: tuple[Row, ...]


def progress_of_items(
    task_id: int, older: Sequence[int], items: Sequence[Row], *, on: dt.date
) -> list[tuple[Row, Progress]]:
    """How far items of one task are; `items` in the order of time, all of each unit's. `older`: the tasks of older
    versions that it goes on with."""
    counted = counted_for(task_id, items, on=on)
    entries = programme.task_entries([task_id, *older], unit_ids=counted.units)
    return progress_by(counted, ((e.activity_id, e.unit_id, Deed(e.ends_on, e.products)) for e in entries))


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose activities may count for these items: units they took over (`gone`), units that do parts of them."""

    items: tuple[Row, ...]
    gone: dict[int, tuple[int, ...]]
    parts: Parts
    units: frozenset[int]


def counted_for(task_id: int, items: Sequence[Row], *, on: dt.date) -> Counted:
    """Two queries, or a few where units were merged."""
    gone = orgs.taken_over({item.unit_id for item in items}, on=on)
    parts = _parts(task_id)
    return Counted(tuple(items), gone, parts, frozenset(_who(items, gone, parts)))


def progress_by(counted: Counted, entries: Iterable[tuple[int, int, Deed]]) -> list[tuple[Row, Progress]]:
    """`entries`: (activity, unit, deed); one activity counts once, for the task or for the one it goes on with."""
    deeds: Deeds = defaultdict(list)
    seen: set[int] = set()
    for activity_id, unit_id, deed in entries:
        if activity_id not in seen:
            seen.add(activity_id)
            deeds[unit_id].append(deed)
    found: list[tuple[Row, Progress]] = []
    for group in _groups(counted.items):
        mine = _deeds_of(group, deeds, counted.gone, counted.parts)
        asks = [ask_of(item) for item in group.items]
        progress = progress_of(asks, mine) if mine else [nothing_done(ask) for ask in asks]
        found += zip(group.items, progress, strict=True)
    return found


def _parts(task_id: int) -> Parts:
    """Item → (unit, first day) of its sub-tasks."""
    rows = WorkItem.objects.filter(task_id=task_id, parent__isnull=False).exclude(state=State.STOPPED)
    found: Parts = defaultdict(list)
    for parent, unit, starts_on in rows.order_by().values_list("parent_id", "unit_id", "starts_on"):
        if parent is not None:
            found[parent].append((unit, starts_on))
    return found


def _who(
    items: Sequence[Row],
    gone: dict[int, tuple[int, ...]],
    parts: Parts,
) -> set[int]:
    who = {unit for item in items for unit in (item.unit_id, item.for_unit_id)}
    who |= {unit for before in gone.values() for unit in before}
    return who | {unit for many in parts.values() for unit, _first in many}


def _groups(items: Sequence[Row]) -> list[Group]:
    found: dict[tuple[int, str, int], list[Row]] = defaultdict(list)
    for item in items:
        found[item.unit_id, item.role, item.pk if item.parent_id else 0].append(item)
    return [Group(unit, ItemRole(role), tuple(many)) for (unit, role, _part), many in found.items()]


def _deeds_of(
    group: Group,
    deeds: Deeds,
    gone: dict[int, tuple[int, ...]],
    parts: Parts,
) -> list[Deed]:
    """What counts for a group: what the unit did and those it took over; what the unit that handed an item over did
    for it before; what others did for a part of it since they were asked."""
    own = {group.unit_id, *gone.get(group.unit_id, ())}
    found = [deed for unit in own for deed in deeds.get(unit, ())]
    for item in group.items:
        ask = ask_of(item)
        if item.for_unit_id not in own:
            found += [deed for deed in deeds.get(item.for_unit_id, ()) if ask.holds(deed.on)]
        for unit, first in parts.get(item.pk, ()):
            if unit not in own:
                since = first or dt.date.min
                found += [d for d in deeds.get(unit, ()) if d.on >= since and ask.holds(d.on)]
    return found


def ask_of(item: Row) -> Ask:
    """The whole task takes what was done before its day too; a sub-task only what was done since it was given."""
    first = item.starts_on if item.period or item.parent_id else None
    quota = tuple((str(name), int(count)) for name, count in item.quota)
    return Ask(first, last_day_of(item.period, item.due_on), quota)
