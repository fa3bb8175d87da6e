"""Bars of a timeline on the days of one year. Pure: no database, no Django, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.work.rules.states import State

FINISHED = frozenset({State.DONE, State.LATE})
THINNEST = 2  # days a bar is wide at least: a single day must still be seen


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a bar tells: items of one task in one period. `first`/`last` None = the plan does not say."""

    period: str
    first: dt.date | None
    last: dt.date | None
    items: int
    finished: int
    overdue: int
    closed: int
    done: int
    asked: int

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1: products of one item, items of many."""
        whole, part = (self.asked, self.done) if self.items == 1 else (self.items, self.finished)
        return min(1.0, part / whole) if whole else 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch drawn: `x`, `width`, `filled` in days from 1 January. `due`: day of its mark, None = outside the year."""

    stretch: Stretch
    x: int
    width: int
    filled: float
    due: int | None
    tone: str
    open_end: bool


def days_in(year: int) -> int:
    return (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def day_of(day: dt.date) -> int:
    """0 = 1 January of its own year."""
    return day.timetuple().tm_yday - 1


def bar_of(stretch: Stretch, year: int, on: dt.date) -> Bar | None:
    """The part of a stretch that lies in the year; None when none does or it has no day at all."""
    first, last = stretch.first or stretch.last, stretch.last
    begin, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if first is None or first > end or (last is not None and last < begin):
        return None
    x = day_of(max(first, begin))
    until = day_of(min(last or end, end)) + 1
    x = min(x, max(0, until - THINNEST))
    width = max(until - x, THINNEST)
    due = until if last is not None and last <= end else None
    return Bar(stretch, x, width, round(width * stretch.share, 2), due, tone_of(stretch, on), last is None)


def tone_of(stretch: Stretch, on: dt.date) -> str:
    """danger = something is overdue; done = everything is finished; idle = not begun or laid aside; else info."""
    if stretch.overdue:
        return "danger"
    if stretch.closed == stretch.items:
        return "done" if stretch.finished else "idle"
    return "idle" if stretch.first is not None and stretch.first > on else "info"
