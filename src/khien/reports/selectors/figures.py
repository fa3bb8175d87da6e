"""A unit's round in figures, counted from the ledger. The same answer for the same ledger.

An activity counts in the round in which it ended, once, for the unit that did it or the one that took that unit over.
Refuses figures from anywhere else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.programme.api import ActivityLine, TaskLine
from khien.reports.models import ExpectedUnit, ReportRound
from khien.reports.rules import Figures, TaskFigure
from khien.work import api as work
from khien.work.api import ItemCard

_WORST = ("overdue", "late", "under_way", "not_started", "done", "not_due", "stopped")


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures and the entries they were counted from, newest first; their tasks are those of the round's programme."""

    figures: Figures
    activities: tuple[ActivityLine, ...]

    @property
    def activity_ids(self) -> tuple[int, ...]:
        return tuple(line.id for line in self.activities)


@dataclass(frozen=True, slots=True)
class RoundBook:
    """What every unit of a round shares: its programme's tasks, and what older tasks became. Made once for many."""

    round: ReportRound
    tasks: Mapping[int, TaskLine]
    became: Mapping[int, int]


def round_book(found: ReportRound, *, on: dt.date) -> RoundBook:
    tasks = {line.id: line for line in programmes.tasks(found.programme_id, on=on)}
    return RoundBook(found, tasks, task_family(found, tasks))


def task_family(found: ReportRound, own: Iterable[int]) -> dict[int, int]:
    """Task of any version of the plan → the task of the round's programme (`own`) that continues it (or that it
    continues); itself where there is none. A plan replaced in mid-year still counts as one."""
    own_ids = set(own)
    versions = _versions(found.programme)
    if len(versions) == 1:
        return {task: task for task in own_ids}
    rows = [row for version in versions for row in version.tasks.values_list("pk", "continues_id")]
    links: dict[int, int | None] = dict(rows)
    onward = {before: after for after, before in links.items() if before is not None}
    return {task: _one_of(task, own_ids, onward, links) for task in links}


def _one_of(task: int, own: set[int], onward: Mapping[int, int], back: Mapping[int, int | None]) -> int:
    for way in (onward, back):
        here: int | None = task
        while here is not None:
            if here in own:
                return here
            here = way.get(here)
    return task


def _versions(programme: Any) -> list[Any]:
    """Every version of the same plan, this one among them."""
    found = [programme]
    older = programme.replaces
    while older is not None:
        found.append(older)
        older = older.replaces
    newer = getattr(programme, "replaced_by", None)
    while newer is not None:
        found.append(newer)
        newer = getattr(newer, "replaced_by", None)
    return found


def counted_units(found: ReportRound, unit_ids: Iterable[int], *, on: dt.date) -> dict[int, tuple[int, ...]]:
    """Expected unit → the units whose activities its report counts: itself and those it took over, less those that
    report for themselves in this round. No unit stands under two."""
    wanted = list(dict.fromkeys(unit_ids))
    over = orgs.taken_over(wanted, on=on)
    expected: set[int] = set()
    if any(over.values()):
        asked = ExpectedUnit.objects.filter(round=found, excused="")
        expected = set(asked.values_list("unit_id", flat=True))
    return {u: (u, *(gone for gone in over[u] if gone not in expected)) for u in wanted}


def count(book: RoundBook, unit_ids: Sequence[int]) -> Counted:
    """What these units did for the programme in the round's days, as one figure set."""
    lines = programmes.activities(
        unit_ids=unit_ids, task_ids=book.became, first=book.round.first, last=book.round.cut_off
    )
    states = _states(book, unit_ids)
    return Counted(_figures(book, lines, states, frozenset(unit_ids)), tuple(lines))


def count_lines(book: RoundBook, lines: Sequence[ActivityLine], unit_ids: Sequence[int]) -> Counted:
    """The same for entries already read."""
    return Counted(_figures(book, lines, _states(book, unit_ids), frozenset(unit_ids)), tuple(lines))


def count_many(book: RoundBook, units: Mapping[int, Sequence[int]]) -> dict[int, Counted]:
    """`count` for many reports at once: expected unit → figures, with as many queries as for one. `units` as
    `counted_units` gives it: no unit under two."""
    report_of = {unit_id: report for report, many in units.items() for unit_id in many}
    lines: dict[int, list[ActivityLine]] = {report: [] for report in units}
    items: dict[int, list[ItemCard]] = {report: [] for report in units}
    for line in programmes.activities(
        unit_ids=report_of, task_ids=book.became, first=book.round.first, last=book.round.cut_off
    ):
        lines[report_of[line.unit_id]].append(line)
    for item in _items(book, report_of):
        items[report_of[item.unit_id]].append(item)
    return {
        report: Counted(
            _figures(book, lines[report], _worst(items[report]), frozenset(many)), tuple(lines[report])
        )
        for report, many in units.items()
    }


def _states(book: RoundBook, unit_ids: Sequence[int]) -> dict[int, str]:
    """Task → how it stands for these units, the worst first."""
    return _worst(_items(book, unit_ids))


def _items(book: RoundBook, unit_ids: Iterable[int]) -> list[ItemCard]:
    return work.items(
        programme_id=book.round.programme_id,
        unit_ids=unit_ids,
        first=book.round.first,
        last=book.round.cut_off,
    )


def _worst(items: Iterable[ItemCard]) -> dict[int, str]:
    found: dict[int, set[str]] = defaultdict(set)
    for item in items:
        found[item.task_id].add(str(item.state))
    return {task: next((s for s in _WORST if s in states), "") for task, states in found.items()}


def _figures(
    book: RoundBook, lines: Sequence[ActivityLine], states: Mapping[int, str], units: frozenset[int]
) -> Figures:
    audience: Counter[str] = Counter()
    basis: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for line in lines:
        kinds[line.kind.value] += 1
        for reach in line.reach:
            audience[str(reach.audience)] += reach.people
            basis[str(reach.basis)] += reach.people
        if line.spent_vnd:
            sources[line.money_source] += line.spent_vnd
    return Figures(
        activities=len(lines),
        people=sum(line.people for line in lines),
        spent_vnd=sum(line.spent_vnd or 0 for line in lines),
        evidence=sum(line.evidence for line in lines),
        by_audience=dict(sorted(audience.items())),
        by_basis=dict(sorted(basis.items())),
        by_kind=dict(sorted(kinds.items())),
        by_source=dict(sorted(sources.items())),
        tasks=_tasks(book, lines, states, units),
    )


def _tasks(
    book: RoundBook, lines: Sequence[ActivityLine], states: Mapping[int, str], units: frozenset[int]
) -> tuple[TaskFigure, ...]:
    """In the plan's order: every task that was served, and those the units lead without having served them."""
    served: dict[int, list[ActivityLine]] = defaultdict(list)
    for line in lines:
        for task_id in dict.fromkeys(book.became[i] for i in line.task_ids if i in book.became):
            served[task_id].append(line)
    led = {task.id for task in book.tasks.values() if task.lead_unit_ids & units}
    order = sorted(led | set(served), key=lambda i: (i not in book.tasks, _position(book, i)))
    return tuple(_task(book, i, served[i], states.get(i, "")) for i in order)


def _position(book: RoundBook, task_id: int) -> int:
    return book.tasks[task_id].position if task_id in book.tasks else task_id


def _task(book: RoundBook, task_id: int, lines: Sequence[ActivityLine], state: str) -> TaskFigure:
    task = book.tasks.get(task_id)
    products: Counter[str] = Counter()
    words: dict[str, str] = {}
    for line in lines:
        for product in line.products:
            key = product.name.strip().casefold()
            words.setdefault(key, product.name.strip())
            products[key] += product.quantity
    main = [line for line in lines if line.main_task_id and book.became.get(line.main_task_id) == task_id]
    return TaskFigure(
        task_id=task_id,
        path=task.path if task else "",
        group=task.group if task else "",
        text=task.text if task else "",
        activities=len(lines),
        people=sum(line.people for line in lines),
        spent_vnd=sum(line.spent_vnd or 0 for line in main),
        products=tuple((words[key], n) for key, n in sorted(products.items())),
        state=state,
    )
