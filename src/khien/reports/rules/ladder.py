"""The reminder ladder: which step a unit stands on a day. Pure: no database, no clock.

Each step has a span of days, not a single one: a worker that was away for two days still sends it, once. Refuses to
send several steps at once for time that has passed.
"""

from __future__ import annotations

import datetime as dt

from khien.reports.rules.states import Step

WEEK = 7
MOST_WEEKS = 12  # after that a letter of the office does more than another mail


def step_on(due_on: dt.date, on: dt.date) -> tuple[Step, int] | None:
    """The step and its number: 15 to 4 days before, 3 to 1 days before, the day, and each week after from the first
    day on ("overdue", 1, 2, 3 …). None = nothing is sent."""
    left = (due_on - on).days
    if left > 15:
        return None
    if left > 3:
        return Step.FIFTEEN, 1
    if left > 0:
        return Step.THREE, 1
    if left == 0:
        return Step.DUE, 1
    week = (-left - 1) // WEEK + 1
    return (Step.OVERDUE, week) if week <= MOST_WEEKS else None
