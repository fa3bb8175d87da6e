"""Rounds with how many units were expected and accepted: three columns for the shell. One query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from khien.reports.models import ReportRound
from khien.reports.rules import RoundState, SubmissionState


@dataclass(frozen=True, slots=True)
class ListedRound:
    code: str
    title: str
    due_on: dt.date
    state: str
    accepted: int
    expected: int


def listed_rounds() -> list[ListedRound]:
    """Every round that is not cancelled, the newest due day first."""
    rows = (
        ReportRound.objects.exclude(state=RoundState.CANCELLED)
        .annotate(
            asked=Count("expected", filter=Q(expected__excused=""), distinct=True),
            taken=Count(
                "submissions", filter=Q(submissions__state=SubmissionState.ACCEPTED.value), distinct=True
            ),
        )
        .order_by("-due_on", "-id")
        .values_list("code", "title", "due_on", "state", "taken", "asked")
    )
    return [ListedRound(*row) for row in rows]
