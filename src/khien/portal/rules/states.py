"""States and kinds of what the office puts on the public site. Who may bring one to the next is asked in access."""

from __future__ import annotations

from enum import StrEnum


class EventState(StrEnum):
    DRAFT = "draft"
    SHOWN = "shown"
    CANCELLED = "cancelled"


class DocumentKind(StrEnum):
    PLAN = "plan"
    REPORT = "report"
    OTHER = "other"


class Shares(StrEnum):
    """Which common materials a unit's own site shows."""

    ALL = "all"
    CHOSEN = "chosen"  # of its topics or for its audiences
    OWN = "own"  # only what the unit wrote itself
