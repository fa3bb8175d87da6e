"""Opening items of work: each task of a running programme, for each unit that answers for it, in each stretch of time.

Run again it opens only what is missing. Refuses to open a stretch that ended before the programme began, and to call
a unit that no longer exists to anything: its successor answers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from khien.orgs import api as orgs
from khien.programme import api as programme
from khien.work.models import WorkItem
from khien.work.rules import ItemRole, State, derived_state
from khien.work.rules.periods import Stretch, TaskWords, opened_by, stretches
from khien.work.rules.progress import Progress
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.settling import settle_replaced, settle_successors

BATCH = 2000
Heirs = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Answering:
    """`unit_id` answers today for `for_unit_id`, which the plan means."""

    unit_id: int
    for_unit_id: int


def open_items(programme_id: int, *, on: dt.date, at: dt.datetime) -> int:
    """Open what has begun by the day, and what begins within a month, where it is not there yet; how many items are
    new. Nothing for a programme that is over or was replaced. Raises Missing."""
    card = programme.programme(programme_id)
    if card.begun_on > on or (card.ended_on is not None and card.ended_on <= on):
        return 0
    settle_successors(on=on, at=at, programme_id=programme_id)
    lines = programme.tasks(programme_id, on=on)
    heirs = orgs.answering({unit_id for line in lines for unit_id in line.unit_ids}, on=on)
    with transaction.atomic():
        there = _there(programme_id)
        missing = [
            item
            for line in lines
            for item in _items_of(line, card, heirs, on=on, at=at)
            if not _keys(item) & there
        ]
        WorkItem.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
    refresh_tasks({item.task_id for item in missing}, on=on)
    settle_replaced(programme_id, on=on, at=at)
    return len(missing)


def open_all(*, on: dt.date, at: dt.datetime) -> int:
    """`open_items` of every programme in force."""
    return sum(open_items(card.id, on=on, at=at) for card in programme.running_programmes(on=on))


def words_of(line: programme.TaskLine) -> TaskWords:
    """What the plan says of a task's time and amount, for the rules."""
    return TaskWords(
        recurrence=line.recurrence,
        start_on=line.start_on,
        end_on=line.end_on,
        schedule=line.schedule_text,
        products=line.products,
        note=line.note,
        text=line.text,
        of_a_set=any(lead.set_label for lead in line.leads),
    )


def answering(lines: Sequence[programme.AgencyLine], heirs: Heirs) -> list[Answering]:
    """Who answers today, each once. For a named office that was split, the successor to ask first; of a set, each
    successor. Where several of the plan's units became one, or one became several, each answers for itself."""
    found: dict[int, dict[int, None]] = {}
    for line in lines:
        for meant in line.unit_ids:
            after = heirs.get(meant, ())
            for heir in after if line.set_label else after[:1]:
                found.setdefault(heir, {})[meant] = None
    times = Counter(meant for many in found.values() for meant in many)
    out = []
    for heir, many in found.items():
        meant = next(iter(many))
        single = len(many) == 1 and times[meant] == 1
        out.append(Answering(heir, meant if single else heir))
    return out


def _items_of(
    line: programme.TaskLine, card: programme.ProgrammeCard, heirs: Heirs, *, on: dt.date, at: dt.datetime
) -> Iterator[WorkItem]:
    words = words_of(line)
    leads = answering(line.leads, heirs)
    leading = {a.unit_id for a in leads}
    helpers = [a for a in answering(line.coordinating, heirs) if a.unit_id not in leading]
    for role, units in ((ItemRole.LEAD, leads), (ItemRole.COORDINATING, helpers)):
        found = _stretches(words, card, helping=role is ItemRole.COORDINATING, on=on)
        for answers in units:
            for stretch in found:
                yield _item(line.id, answers, role, stretch, on=on, at=at)


def _stretches(
    words: TaskWords, card: programme.ProgrammeCard, *, helping: bool, on: dt.date
) -> list[Stretch]:
    found = stretches(
        words,
        first_year=card.period_from,
        last_year=card.period_to,
        begun_on=card.begun_on,
        helping=helping,
    )
    return opened_by(found, on)


def _item(
    task_id: int, answers: Answering, role: ItemRole, stretch: Stretch, *, on: dt.date, at: dt.datetime
) -> WorkItem:
    asked = sum(count for _name, count in stretch.quota) or 1
    state = derived_state(
        role=role, progress=Progress(0, asked, 0), starts_on=stretch.starts_on, due_on=stretch.due_on, on=on
    )
    return WorkItem(
        task_id=task_id,
        unit_id=answers.unit_id,
        for_unit_id=answers.for_unit_id,
        role=role.value,
        period=stretch.code,
        starts_on=stretch.starts_on,
        due_on=stretch.due_on,
        first_due_on=stretch.due_on,
        quota=[[name, count] for name, count in stretch.quota],
        opened_at=at,
        state=state.value,
        asked=asked,
        refreshed_on=on,
    )


def _keys(item: WorkItem) -> set[tuple[object, ...]]:
    """Under which an item is known: whom the plan means, and who answers."""
    return {
        ("for", item.task_id, item.for_unit_id, item.role, item.period),
        ("by", item.task_id, item.unit_id, item.role, item.period),
    }


def _there(programme_id: int) -> set[tuple[object, ...]]:
    rows = WorkItem.objects.filter(task__programme_id=programme_id, parent__isnull=True)
    found: set[tuple[object, ...]] = set()
    for row in rows.values_list("task_id", "for_unit_id", "unit_id", "role", "period", "state"):
        task_id, for_unit, unit, role, period, state = row
        found.add(("for", task_id, for_unit, role, period))
        if state != State.PASSED_ON:
            found.add(("by", task_id, unit, role, period))
    return found


__all__ = ["Answering", "answering", "open_all", "open_items", "words_of"]
