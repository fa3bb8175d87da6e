"""Urging letters drafted in a round, the newest first."""

from __future__ import annotations

from khien.reports.models import ReportRound, UrgingLetter


def letters_of(found: ReportRound) -> list[UrgingLetter]:
    return list(UrgingLetter.objects.filter(round=found).select_related("unit").order_by("-id")[:20])
