"""Rounds in which handed-in reports wait for a decision. One query."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from khien.reports.models import Submission


@dataclass(frozen=True, slots=True)
class Waiting:
    code: str
    title: str
    programme: str
    waiting: int


def waiting_reports(submissions: QuerySet[Submission]) -> list[Waiting]:
    rows = list(
        submissions.order_by()
        .values("round__code", "round__title", "round__programme__number")
        .annotate(n=Count("id"))
        .order_by("round__code")
    )
    return [
        Waiting(row["round__code"], row["round__title"], row["round__programme__number"], row["n"])
        for row in rows
    ]
