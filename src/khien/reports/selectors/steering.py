"""What the leader's page shows of report rounds: counts and the latest few, without a row for every unit.

Refuses drafts: only whether a report was handed in, and when.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from khien.reports.models import ExpectedUnit, Submission
from khien.reports.rules import RoundState, SubmissionState

_GIVEN = [SubmissionState.SUBMITTED.value, SubmissionState.RETURNED.value, SubmissionState.ACCEPTED.value]


@dataclass(frozen=True, slots=True)
class Timely:
    """Reports of all rounds that have opened: asked for, handed in, handed in by their due day; `missing`: past
    their day in an open round and not come."""

    expected: int = 0
    submitted: int = 0
    on_time: int = 0
    missing: int = 0

    @property
    def percent(self) -> float | None:
        return 100 * self.on_time / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class LateLine:
    """A unit past its due day in an open round."""

    round_code: str
    round_title: str
    unit_id: int
    unit_uuid: str
    unit: str
    due_on: dt.date
    days_late: int


def timely(programme_id: int, *, on: dt.date) -> Timely:
    """Two queries, whatever the number of units. Excused units that sent nothing are not asked."""
    given = Submission.objects.filter(
        round__programme_id=programme_id, round__opens_on__lte=on, state__in=_GIVEN
    ).exclude(round__state=RoundState.CANCELLED.value)
    asked = _asked(programme_id, on).annotate(given=_handed_in())
    counts = asked.aggregate(
        expected=Count("pk", filter=Q(excused="") | Q(given=True)),
        missing=Count(
            "pk", filter=Q(excused="", given=False, due__lt=on, round__state=RoundState.OPEN.value)
        ),
    )
    due = ExpectedUnit.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"))
    days = given.filter(Exists(due)).annotate(
        due=Coalesce(due.values("due_on")[:1], F("round__due_on")), came=TruncDate("first_submitted_at")
    )
    found = days.aggregate(submitted=Count("pk"), on_time=Count("pk", filter=Q(came__lte=F("due"))))
    return Timely(counts["expected"], found["submitted"], found["on_time"], counts["missing"])


def latest(programme_id: int, *, on: dt.date, most: int) -> list[LateLine]:
    """The units that are the longest late in open rounds. One query."""
    rows = (
        _asked(programme_id, on)
        .filter(round__state=RoundState.OPEN.value, excused="", due__lt=on)
        .exclude(_handed_in())
        .order_by("due", "unit__name", "pk")
        .select_related("unit", "round")[:most]
    )
    return [
        LateLine(
            row.round.code,
            row.round.title,
            row.unit_id,
            str(row.unit.uuid),
            row.unit.short_name or row.unit.name,
            row.due,
            (on - row.due).days,
        )
        for row in rows
    ]


def _asked(programme_id: int, on: dt.date) -> QuerySet[Any]:
    rows = ExpectedUnit.objects.filter(round__programme_id=programme_id, round__opens_on__lte=on)
    return rows.exclude(round__state=RoundState.CANCELLED.value).annotate(
        due=Coalesce("due_on", F("round__due_on"))
    )


def _handed_in() -> Exists:
    found = Submission.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"), state__in=_GIVEN)
    return Exists(found, output_field=BooleanField())
