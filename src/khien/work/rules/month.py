"""The days of a month as a calendar page shows them: whole weeks, Monday first. Pure."""

from __future__ import annotations

import datetime as dt
import re

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


def month_of(text: str, on: dt.date) -> dt.date:
    """ "2026-11" → its first day; the month of `on` for anything else."""
    found = _MONTH.fullmatch(text)
    return dt.date(int(found[1]), int(found[2]), 1) if found else on.replace(day=1)


def weeks_of(first: dt.date) -> list[list[dt.date]]:
    """Weeks of seven days that hold the month of `first`."""
    day = first - dt.timedelta(days=first.weekday())
    weeks = []
    while day <= last_of(first):
        weeks.append([day + dt.timedelta(days=n) for n in range(7)])
        day += dt.timedelta(days=7)
    return weeks


def last_of(first: dt.date) -> dt.date:
    return after(first) - dt.timedelta(days=1)


def after(first: dt.date) -> dt.date:
    """The first day of the next month."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def before(first: dt.date) -> dt.date:
    return (first - dt.timedelta(days=1)).replace(day=1)
