"""The states of an item of work. Derived, never typed: an officer's statement stands beside them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from khien.work.rules.progress import Progress


class State(StrEnum):
    NOT_DUE = "not_due"  # its period has not begun
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"  # done, but after its day
    OVERDUE = "overdue"  # its day has passed and it is not done
    STOPPED = "stopped"  # with a reason
    PASSED_ON = "passed_on"  # another unit answers for it now


CLOSED = frozenset({State.DONE, State.LATE, State.STOPPED, State.PASSED_ON})
SAYABLE = (State.NOT_STARTED, State.UNDER_WAY, State.DONE)  # what an officer may state of her work


class ItemRole(StrEnum):
    LEAD = "lead"
    COORDINATING = "coordinating"


class RequestState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def derived_state(
    *,
    role: ItemRole,
    progress: Progress,
    starts_on: dt.date | None,
    due_on: dt.date | None,
    on: dt.date,
    stopped: bool = False,
    passed_on: bool = False,
) -> State:
    """The state on a day. One who helps is under way with her first activity, and done when the time is over."""
    if passed_on:
        return State.PASSED_ON
    if stopped:
        return State.STOPPED
    over = due_on is not None and due_on < on
    if role is ItemRole.COORDINATING and progress.activities:
        return State.DONE if over else State.UNDER_WAY
    if progress.complete:
        late = due_on is not None and progress.done_on is not None and progress.done_on > due_on
        return State.LATE if late else State.DONE
    if over:
        return State.OVERDUE
    if progress.activities:
        return State.UNDER_WAY
    return State.NOT_DUE if starts_on is not None and starts_on > on else State.NOT_STARTED


def differs(stated: str, derived: str) -> bool:
    """Whether what the officer says is not what the ledger shows."""
    done = {State.DONE, State.LATE}
    if stated == State.DONE:
        return derived not in done
    if stated == State.UNDER_WAY:
        return derived not in {State.UNDER_WAY, State.OVERDUE}
    return derived not in {State.NOT_STARTED, State.NOT_DUE, State.OVERDUE}
