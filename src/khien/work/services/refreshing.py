"""What the ledger and the calendar make of items: state, how much is done, when it was.

The only place that writes `state`, `done`, `asked`, `activities`, `done_on`. Refuses anybody's word for it: what an
officer states stands beside. Run again it writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import WorkItem
from khien.work.rules import ItemRole, State, derived_state
from khien.work.rules.progress import Progress
from khien.work.selectors.counting import Row, progress_of_items, rows_of

WRITTEN_AT_ONCE = 5000


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


def _refresh_task(task_id: int, older: Sequence[int], units: set[int] | None, on: dt.date) -> int:
    with transaction.atomic():
        # The items are taken before the ledger is read: of two refreshes the later one sees both entries.
        items = _taken(task_id, units)
        if not items:
            return 0
        changed: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for item, progress in progress_of_items(task_id, older, items, on=on):
            _note(changed, item, progress, on)
        _write(changed, on)
    return sum(map(len, changed.values()))


def _taken(task_id: int, units: set[int] | None) -> list[Row]:
    items = WorkItem.objects.select_for_update(of=("self",)).filter(task_id=task_id, merged_into__isnull=True)
    return rows_of(items if units is None else items.filter(unit_id__in=units))


def _note(changed: dict[tuple[object, ...], list[int]], item: Row, progress: Progress, on: dt.date) -> None:
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


__all__ = ["pass_dates", "refresh_ledger_of", "refresh_programme", "refresh_tasks"]
