"""What waits for one person: reports her units owe, drafts returned to them, reports she decides on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from khien.reports.models import ExpectedUnit, Submission
from khien.reports.rules import RoundState, SubmissionState
from khien.reports.rules.rates import Standing
from khien.reports.selectors.rounds import RoundCard, UnitLine, card_of, line_of

OPEN_STANDINGS = frozenset({Standing.DUE, Standing.LATE, Standing.RETURNED})


@dataclass(frozen=True, slots=True)
class MyReport:
    """One report that one of her units owes or has handed in. `remark`: why it came back."""

    round: RoundCard
    line: UnitLine
    programme: str
    remark: str = ""

    @property
    def to_do(self) -> bool:
        return self.round.state is RoundState.OPEN and self.line.standing in OPEN_STANDINGS


def reports_of(unit_ids: Iterable[int], *, on: dt.date, open_only: bool = False) -> list[MyReport]:
    """What these units owe or handed in, the nearest due first, then what is settled, the newest first. Three
    queries."""
    rows = (
        ExpectedUnit.objects.filter(unit_id__in=set(unit_ids), round__opens_on__lte=on)
        .exclude(round__state=RoundState.CANCELLED)
        .select_related("round__programme", "unit")
    )
    if open_only:
        rows = rows.filter(round__state=RoundState.OPEN, excused="")
    found = list(rows)
    submissions = {
        (row.round_id, row.unit_id): row
        for row in Submission.objects.filter(round_id__in={row.round_id for row in found})
        .filter(unit_id__in={row.unit_id for row in found})
        .prefetch_related("events")
    }
    made = [_mine(row, submissions, on) for row in found]
    owed = sorted((one for one in made if one.to_do), key=lambda one: one.line.due_on)
    settled = sorted((one for one in made if not one.to_do), key=lambda one: one.round.due_on, reverse=True)
    return owed if open_only else owed + settled


def _mine(row: ExpectedUnit, submissions: Mapping[tuple[int, int], Submission], on: dt.date) -> MyReport:
    submission = submissions.get((row.round_id, row.unit_id))
    line = line_of(row.round, row, submission, 0, on)
    remark = ""
    if submission is not None and submission.state == SubmissionState.RETURNED:
        told = [event.remark for event in submission.events.all() if event.remark]
        remark = told[-1] if told else ""
    return MyReport(card_of(row.round), line, str(row.round.programme), remark)


def expected_between(unit_id: int, first: dt.date, last: dt.date) -> list[ExpectedUnit]:
    """What the unit has to hand in between two days, both included; excused and cancelled ones left out."""
    rows = (
        ExpectedUnit.objects.filter(unit_id=unit_id, excused="")
        .exclude(round__state=RoundState.CANCELLED)
        .filter(
            Q(due_on__gte=first, due_on__lte=last)
            | Q(due_on__isnull=True, round__due_on__gte=first, round__due_on__lte=last)
        )
    )
    return list(rows.select_related("round__programme", "unit"))
