"""Dates of tasks and duties as plain arithmetic. Pure: no database, no Django, no clock.

Refuses to say whether a task is done: that will be computed from the ledger, never typed and never guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum


class Timing(StrEnum):
    """Where a day stands to a task's period. Says nothing of what was done."""

    AHEAD = "ahead"
    RUNNING = "running"
    PAST = "past"
    OPEN = "open"  # the plan states no end


class Role(StrEnum):
    LEAD = "lead"
    COORDINATING = "coordinating"


class DutyRole(StrEnum):
    SENDER = "sender"
    RECIPIENT = "recipient"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    ONCE = "once"
    ADHOC = "adhoc"
    UNSTATED = ""


class Recurrence(StrEnum):
    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    BIENNIAL = "biennial"
    CONTINUOUS = "continuous"
    UNSTATED = ""


def first_day(iso: str) -> dt.date | None:
    """ "2021" -> 1 January 2021, "2021-07" -> 1 July; "" -> None. Raises ValueError on anything else."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    return dt.date(parts[0], *[*parts[1:], 1, 1][:2])


def last_day(iso: str) -> dt.date | None:
    """ "2025" -> 31 December 2025, "2025-06" -> 30 June; "" -> None. Raises ValueError on anything else."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)


def timing(start: dt.date | None, end: dt.date | None, on: dt.date) -> Timing:
    """Where `on` stands to the period; a period without an end is open from its start."""
    if start and on < start:
        return Timing.AHEAD
    if end is None:
        return Timing.OPEN
    return Timing.PAST if on > end else Timing.RUNNING


def next_due(frequency: str, due: str, *, after: dt.date, until: dt.date | None) -> dt.date | None:
    """The first due day on or after `after` of a duty to report, or None when the plan gives no date.

    `due` is "MM-DD" (that day each year) or "DD" (that day each month); a day a month does not have falls on
    its last day. A duty once a year, half a year or quarter with its own MM-DD recurs yearly on that day, as
    plans list each date of the year as a duty of its own. Nothing falls due after `until`.
    """
    if not due or frequency == Frequency.ADHOC:
        return None
    found = _yearly(due, after) if "-" in due else _monthly(int(due), after)
    return None if until is not None and found > until else found


def _yearly(due: str, after: dt.date) -> dt.date:
    month, day = (int(part) for part in due.split("-"))
    this = _clamped(after.year, month, day)
    return this if this >= after else _clamped(after.year + 1, month, day)


def _monthly(day: int, after: dt.date) -> dt.date:
    this = _clamped(after.year, after.month, day)
    if this >= after:
        return this
    year, month = (after.year + 1, 1) if after.month == 12 else (after.year, after.month + 1)
    return _clamped(year, month, day)


def _clamped(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
