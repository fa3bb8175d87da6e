"""Report rounds and units' submissions (`rounds`), the consolidated report (`consolidated`)."""

from khien.reports.models.consolidated import Consolidation, ReportTemplate
from khien.reports.models.rounds import (
    ExpectedUnit,
    ReminderSent,
    ReportRound,
    ReportRoundQuerySet,
    Submission,
    SubmissionActivity,
    SubmissionEvent,
    TakenTable,
    UrgingLetter,
)

__all__ = [
    "Consolidation",
    "ExpectedUnit",
    "ReminderSent",
    "ReportRound",
    "ReportRoundQuerySet",
    "ReportTemplate",
    "Submission",
    "SubmissionActivity",
    "SubmissionEvent",
    "TakenTable",
    "UrgingLetter",
]
