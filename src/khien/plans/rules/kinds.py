"""Words for the states of a plan and its parts, and which state may follow which."""

from __future__ import annotations

from enum import StrEnum


class PlanStatus(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    UNREADABLE = "unreadable"
    REVIEW = "review"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class RowKind(StrEnum):
    TASK = "task"
    TARGET = "target"
    THEME = "theme"
    ASSIGNMENT = "assignment"
    DUTY = "duty"
    BUDGET = "budget"
    REFERENCE = "reference"


class Decision(StrEnum):
    """What a person said of a row. `dropped` stays visible and can be taken back."""

    UNSEEN = "unseen"
    ACCEPTED = "accepted"
    EDITED = "edited"
    DROPPED = "dropped"
    ADDED = "added"


class AgencyRole(StrEnum):
    LEAD = "lead"
    COORDINATING = "coordinating"
    SENDER = "sender"
    RECIPIENT = "recipient"
    AGENCY = "agency"  # the agency an assignment is headed by


class AgencyState(StrEnum):
    SURE = "sure"  # resolved by itself
    UNSURE = "unsure"  # several could be meant, or none was found: a person must say
    DECIDED = "decided"  # a person said; `unit_ids` may be empty: she left it as text on purpose


class FindingState(StrEnum):
    OPEN = "open"
    NOTED = "noted"
    FIXED = "fixed"


ROLES_OF: dict[RowKind, tuple[AgencyRole, ...]] = {
    RowKind.TASK: (AgencyRole.LEAD, AgencyRole.COORDINATING),
    RowKind.ASSIGNMENT: (AgencyRole.AGENCY,),
    RowKind.DUTY: (AgencyRole.SENDER, AgencyRole.RECIPIENT),
}

_NEXT: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.QUEUED: frozenset({PlanStatus.READING, PlanStatus.WITHDRAWN}),
    PlanStatus.READING: frozenset({PlanStatus.REVIEW, PlanStatus.UNREADABLE, PlanStatus.WITHDRAWN}),
    PlanStatus.UNREADABLE: frozenset({PlanStatus.QUEUED, PlanStatus.READING, PlanStatus.WITHDRAWN}),
    PlanStatus.REVIEW: frozenset({PlanStatus.ADOPTED, PlanStatus.WITHDRAWN, PlanStatus.REVIEW}),
    PlanStatus.ADOPTED: frozenset({PlanStatus.SUPERSEDED}),
    PlanStatus.SUPERSEDED: frozenset(),
    PlanStatus.WITHDRAWN: frozenset(),
}


def may_become(now: str, then: str) -> bool:
    """Whether a plan in state `now` may go to state `then`."""
    return PlanStatus(then) in _NEXT[PlanStatus(now)]


def can_edit(status: str) -> bool:
    """Rows change only while the plan is under review: an adopted plan is what units act on."""
    return status == PlanStatus.REVIEW


def can_withdraw(status: str) -> bool:
    return PlanStatus.WITHDRAWN in _NEXT[PlanStatus(status)]
