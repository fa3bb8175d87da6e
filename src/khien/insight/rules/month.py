"""A month as weeks from Monday, each day with how much was done and what is due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """`inside` False: a day of the month before or after, shown empty. `shade` 0…3: how much, beside the figure."""

    on: dt.date
    inside: bool
    activities: int
    due: bool
    today: bool
    shade: int


def month_of(
    on: dt.date, activities: Mapping[dt.date, int], due: Collection[dt.date]
) -> tuple[tuple[Day, ...], ...]:
    """The weeks of the calendar month in which `on` lies."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(on.year, on.month)
    most = max(activities.values(), default=0)
    return tuple(
        tuple(_day(day, on, activities.get(day, 0), day in due, most) for day in week) for week in weeks
    )


def _day(day: dt.date, on: dt.date, count: int, due: bool, most: int) -> Day:
    inside = day.month == on.month
    shade = (-(-3 * count // most) if most else 0) if inside else 0
    return Day(day, inside, count if inside else 0, due and inside, day == on, shade)
