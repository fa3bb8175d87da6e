"""The states of an item of work. Derived, never typed: an officer's statement stands beside them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    NOT_DUE = "not_due"  # its period has not begun
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"  # done, but after its day
    OVERDUE = "overdue"  # its day has passed and it is not done
    STOPPED = "stopped"  # with a reason
    PASSED_ON = "passed_on"  # another unit answers for it now


class ItemRole(StrEnum):
    LEAD = "lead"
    COORDINATING = "coordinating"


class RequestState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
