"""What the ledger and the calendar make of items: state, how much is done, when it was.

The only place that writes `state`, `done`, `asked`, `activities`, `done_on`. Refuses anybody's word for it: what an
officer states stands beside. Run again it writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import WorkItem
from khien.work.rules import CLOSED, ItemRole, State, derived_state
from khien.work.rules.periods import last_day_of
from khien.work.rules.progress import Ask, Deed, Progress, progress_of

WRITTEN_AT_ONCE = 5000
Deeds = dict[int, list[Deed]]  # unit → what it did for the task


def refresh_ledger_of(unit_ids: Iterable[int], task_ids: Iterable[int], *, on: dt.date) -> int:
    """After entries of these units for these tasks: the items that may have moved. How many did."""
    units = set(unit_ids)
    for heirs in orgs.answering(units, on=on).values():
        units |= set(heirs)
    tasks = set(task_ids)
    reached = WorkItem.objects.filter(Q(task_id__in=tasks) | Q(task__continues_id__in=tasks))
    mine = reached.filter(Q(unit_id__in=units) | Q(for_unit_id__in=units))
    answer = set(mine.values_list("unit_id", flat=True))
    answer |= set(mine.filter(parent__isnull=False).values_list("parent__unit_id", flat=True))
    return refresh_tasks(set(mine.values_list("task_id", flat=True)), on=on, unit_ids=answer)


def refresh_tasks(task_ids: Iterable[int], *, on: dt.date, unit_ids: Iterable[int] | None = None) -> int:
    """Make the items of these tasks (of these units) anew; how many changed. One transaction a task."""
    units = None if unit_ids is None else set(unit_ids)
    wanted = sorted(set(task_ids))
    if not wanted or units == set():
        return 0
    older = programme.forebears(wanted)
    return sum(_refresh_task(task_id, older.get(task_id, ()), units, on) for task_id in wanted)


def refresh_programme(programme_id: int, *, on: dt.date) -> int:
    """Every item of a programme, from the ledger; for after a bulk load and to heal."""
    tasks = WorkItem.objects.filter(task__programme_id=programme_id).values_list("task_id", flat=True)
    return refresh_tasks(set(tasks), on=on)


def pass_dates(*, on: dt.date) -> int:
    """What the calendar alone changes: begun, overdue, and over for who helped. How many items changed."""
    items = WorkItem.objects.filter(stopped_at__isnull=True, merged_into__isnull=True)
    begun = items.filter(state=State.NOT_DUE, starts_on__lte=on).update(state=State.NOT_STARTED)
    helped = Q(role=ItemRole.COORDINATING, state=State.UNDER_WAY)
    past = items.filter(due_on__lt=on)
    over = past.filter(helped).update(state=State.DONE)
    waiting = past.filter(state__in=[State.NOT_STARTED, State.UNDER_WAY]).exclude(helped)
    return begun + over + waiting.update(state=State.OVERDUE)


@dataclass(frozen=True, slots=True)
class _Group:
    """Items of one unit, role and task in the order of time; sub-tasks stand alone."""

    unit_id: int
    role: ItemRole
    items: tuple[WorkItem, ...]


def _refresh_task(task_id: int, older: Sequence[int], units: set[int] | None, on: dt.date) -> int:
    with transaction.atomic():
        # The items are taken before the ledger is read: of two refreshes the later one sees both entries.
        items = list(_taken(task_id, units))
        if not items:
            return 0
        gone = orgs.taken_over({item.unit_id for item in items}, on=on)
        parts = _parts(items)
        who = _who(items, gone, parts)
        deeds = _deeds([task_id, *older], who)
        changed: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for group in _groups(items):
            found = progress_of([_ask(i) for i in group.items], _deeds_of(group, deeds, gone, parts))
            for item, progress in zip(group.items, found, strict=True):
                _note(changed, item, progress, on)
        _write(changed, on)
    return sum(map(len, changed.values()))


def _taken(task_id: int, units: set[int] | None) -> Iterable[WorkItem]:
    items = WorkItem.objects.select_for_update(of=("self",)).filter(task_id=task_id, merged_into__isnull=True)
    if units is not None:
        items = items.filter(unit_id__in=units)
    return items.order_by(F("starts_on").asc(nulls_first=True), "id")


def _parts(items: Sequence[WorkItem]) -> dict[int, list[tuple[int, dt.date | None]]]:
    """Item → (unit, first day) of its sub-tasks."""
    rows = WorkItem.objects.filter(parent__in=[item.pk for item in items]).exclude(state=State.STOPPED)
    found: dict[int, list[tuple[int, dt.date | None]]] = defaultdict(list)
    for parent, unit, starts_on in rows.values_list("parent_id", "unit_id", "starts_on"):
        if parent is not None:
            found[parent].append((unit, starts_on))
    return found


def _who(
    items: Sequence[WorkItem],
    gone: dict[int, tuple[int, ...]],
    parts: dict[int, list[tuple[int, dt.date | None]]],
) -> set[int]:
    who = {unit for item in items for unit in (item.unit_id, item.for_unit_id)}
    who |= {unit for before in gone.values() for unit in before}
    return who | {unit for many in parts.values() for unit, _first in many}


def _deeds(task_ids: Sequence[int], unit_ids: set[int]) -> Deeds:
    found: Deeds = defaultdict(list)
    seen: set[int] = set()
    for entry in programme.task_entries(task_ids, unit_ids=unit_ids):
        if entry.activity_id not in seen:  # for the task and for the one it goes on with: done once
            seen.add(entry.activity_id)
            found[entry.unit_id].append(Deed(entry.ends_on, entry.products))
    return found


def _groups(items: Sequence[WorkItem]) -> list[_Group]:
    found: dict[tuple[int, str, int], list[WorkItem]] = defaultdict(list)
    for item in items:
        found[item.unit_id, item.role, item.pk if item.parent_id else 0].append(item)
    return [_Group(unit, ItemRole(role), tuple(many)) for (unit, role, _part), many in found.items()]


def _deeds_of(
    group: _Group,
    deeds: Deeds,
    gone: dict[int, tuple[int, ...]],
    parts: dict[int, list[tuple[int, dt.date | None]]],
) -> list[Deed]:
    """What counts for a group: what the unit did and those it took over; what the unit that handed an item over did
    for it before; what others did for a part of it since they were asked."""
    own = {group.unit_id, *gone.get(group.unit_id, ())}
    found = [deed for unit in own for deed in deeds.get(unit, ())]
    for item in group.items:
        ask = _ask(item)
        if item.for_unit_id not in own:
            found += [deed for deed in deeds.get(item.for_unit_id, ()) if ask.holds(deed.on)]
        for unit, first in parts.get(item.pk, ()):
            if unit not in own:
                since = first or dt.date.min
                found += [d for d in deeds.get(unit, ()) if d.on >= since and ask.holds(d.on)]
    return found


def _ask(item: WorkItem) -> Ask:
    """The whole task takes what was done before its day too; a sub-task only what was done since it was given."""
    first = item.starts_on if item.period or item.parent_id else None
    quota = tuple((str(name), int(count)) for name, count in item.quota)
    return Ask(first, last_day_of(item.period, item.due_on), quota)


def _note(
    changed: dict[tuple[object, ...], list[int]], item: WorkItem, progress: Progress, on: dt.date
) -> None:
    state = derived_state(
        role=ItemRole(item.role),
        progress=progress,
        starts_on=item.starts_on,
        due_on=item.due_on,
        on=on,
        stopped=item.stopped_at is not None,
    )
    new = (state.value, progress.done, progress.asked, progress.activities, progress.done_on)
    if new != (item.state, item.done, item.asked, item.activities, item.done_on):
        changed[new].append(item.pk)


def _write(changed: dict[tuple[object, ...], list[int]], on: dt.date) -> None:
    for (state, done, asked, activities, done_on), keys in changed.items():
        for start in range(0, len(keys), WRITTEN_AT_ONCE):
            WorkItem.objects.filter(pk__in=keys[start : start + WRITTEN_AT_ONCE]).update(
                state=state,
                done=done,
                asked=asked,
                activities=activities,
                done_on=done_on,
                refreshed_on=on,
            )


__all__ = ["CLOSED", "pass_dates", "refresh_ledger_of", "refresh_programme", "refresh_tasks"]
