"""What a unit's officer sees while she writes her report, and what her superior sees of it: figures with the activities
behind them, what is missing, sentences she may take, how it differs from what was handed in before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.programme.api import ActivityLine
from khien.reports.models import ReportRound, Submission, SubmissionEvent
from khien.reports.rules import Figures, SubmissionState, TaskFigure, figures_from_data, sentences
from khien.reports.rules.unit_papers import Office, RoundWords
from khien.reports.selectors.figures import Counted, RoundBook, count_lines, counted_units, round_book

NARRATIVE = ("direction", "results", "difficulties", "causes", "next_steps", "proposals")


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A task's figures and the entries behind them, newest first."""

    figure: TaskFigure
    uuid: str
    activities: tuple[ActivityLine, ...]

    @property
    def path(self) -> str:
        return self.figure.path

    @property
    def text(self) -> str:
        return self.figure.text


@dataclass(frozen=True, slots=True)
class Hints:
    """What an officer may have forgotten."""

    tasks_without_activity: tuple[TaskPart, ...]
    activities_without_evidence: tuple[ActivityLine, ...]
    activities_without_people: tuple[ActivityLine, ...]

    def __bool__(self) -> bool:
        return bool(
            self.tasks_without_activity or self.activities_without_evidence or self.activities_without_people
        )


@dataclass(frozen=True, slots=True)
class Desk:
    figures: Figures
    tasks: tuple[TaskPart, ...]
    hints: Hints
    direction: tuple[str, ...]
    results: tuple[str, ...]
    moved: tuple[int, int] = (0, 0)  # since it was handed in: activities more, fewer


@dataclass(frozen=True, slots=True)
class Change:
    """A part that differs between what was handed in before and now."""

    name: str
    before: str
    after: str


def desk(found: ReportRound, unit_id: int, *, on: dt.date) -> Desk:
    """The ledger as it is now, for who writes."""
    book = round_book(found, on=on)
    units = counted_units(found, [unit_id], on=on)[unit_id]
    lines = programmes.activities(unit_ids=units, task_ids=book.became, first=found.first, last=found.cut_off)
    return _desk(book, count_lines(book, lines, units))


def frozen_desk(submission: Submission, *, on: dt.date) -> Desk:
    """What was handed in, with the entries it was counted from, and whether the ledger moved since."""
    book = round_book(submission.round, on=on)
    frozen = set(submission.activity_links.values_list("activity_id", flat=True))
    figures = figures_from_data(submission.figures)
    if submission.state != SubmissionState.SUBMITTED:
        return _desk(book, Counted(figures, tuple(programmes.activities(ids=frozen))))
    units = counted_units(submission.round, [submission.unit_id], on=on)[submission.unit_id]
    now = programmes.activities(
        unit_ids=units,
        task_ids=book.became,
        first=submission.round.first,
        last=submission.round.cut_off,
    )
    gone = frozen - {line.id for line in now}
    lines = [line for line in now if line.id in frozen]
    if gone:
        lines += programmes.activities(ids=gone)
    made = _desk(book, Counted(figures, tuple(lines)))
    return replace(made, moved=(len(now) + len(gone) - len(lines), len(gone)))


def _desk(book: RoundBook, counted: Counted) -> Desk:
    behind: dict[int, list[ActivityLine]] = defaultdict(list)
    for line in counted.activities:
        for task_id in dict.fromkeys(book.became.get(i, i) for i in line.task_ids):
            behind[task_id].append(line)
    parts = tuple(
        TaskPart(
            figure,
            book.tasks[figure.task_id].uuid if figure.task_id in book.tasks else "",
            tuple(behind[figure.task_id]),
        )
        for figure in counted.figures.tasks
    )
    deeds = [
        sentences.Deed(line.kind.value, line.title, line.people, line.spent_vnd or 0)
        for line in reversed(counted.activities)
    ]
    return Desk(
        counted.figures, parts, _hints(parts, counted), sentences.direction(deeds), sentences.results(deeds)
    )


def _hints(parts: Sequence[TaskPart], counted: Counted) -> Hints:
    return Hints(
        tuple(part for part in parts if not part.figure.activities),
        tuple(line for line in counted.activities if not line.evidence),
        tuple(line for line in counted.activities if not line.people and line.kind.value in _FOR_PEOPLE),
    )


_FOR_PEOPLE = frozenset({"class", "talk", "event", "contest", "handout", "message", "drill"})


def snapshots(events: Iterable[SubmissionEvent]) -> list[Mapping[str, Any]]:
    """What was handed in, each time, the first one first."""
    return [event.snapshot for event in events if event.what == "submitted" and event.snapshot]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Narrative parts and overall figures that differ."""
    found = [
        Change(name, str(before.get(name, "")), str(after.get(name, "")))
        for name in NARRATIVE
        if before.get(name, "") != after.get(name, "")
    ]
    old, new = before.get("figures", {}), after.get("figures", {})
    return found + [
        Change(name, str(old.get(name, 0)), str(new.get(name, 0)))
        for name in ("activities", "people", "spent_vnd", "evidence")
        if old.get(name, 0) != new.get(name, 0)
    ]


def words_of(found: ReportRound) -> RoundWords:
    """What papers say of the round."""
    card = programmes.programme(found.programme_id)
    return RoundWords(
        found.title, card.label, card.title, found.first, found.cut_off, found.due_on, found.ask
    )


def office_of(unit_id: int) -> Office:
    """The unit as its papers name it."""
    unit = orgs.unit(unit_id)
    above = orgs.unit(unit.parent_id).name if unit.parent_id else ""
    return Office(unit.name, unit.short_name, above, unit.level.value)


def receiving_office(found: ReportRound, *, on: dt.date) -> Office:
    """Who asks for the reports: the duty's recipient, else who issued the programme; a blank where nobody knows."""
    if found.duty_id is not None:
        duty = next((d for d in programmes.duties(found.programme_id, on=on) if d.id == found.duty_id), None)
        ids = [i for line in (duty.recipients if duty else ()) for i in line.unit_ids]
        today = orgs.answering(ids, on=on)
        for unit_id in ids:
            if today[unit_id]:
                return office_of(today[unit_id][0])
    card = programmes.programme(found.programme_id)
    return office_of(card.unit_id) if card.unit_id else Office("Cơ quan thường trực")
