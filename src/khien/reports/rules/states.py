"""States of rounds, submissions and consolidated reports, and the steps of the reminder ladder."""

from __future__ import annotations

from enum import StrEnum


class RoundState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"  # the standing office closed it: what is missing now, is missing in the report
    CANCELLED = "cancelled"


class SubmissionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Step(StrEnum):
    """When a unit is reminded: 15 and 3 days before, on the day, and each week after."""

    FIFTEEN = "t-15"
    THREE = "t-3"
    DUE = "due"
    OVERDUE = "overdue"


class ConsolidationState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    SIGNED = "signed"
    ARCHIVED = "archived"
