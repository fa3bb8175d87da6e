"""Reporting periods and the days on which their figures close, after Decree 09/2019/NĐ-CP, article 12.

Every period runs from the 15th before it to the 14th of its last month. Plans may set days of their own: those
are data of a report round, not of this module.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Kind", "Period", "half", "month", "period_at", "quarter", "year"]

CLOSING_DAY = 14


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`number` counts within the year, from 1. `first` and `last` are the days counted, both included."""

    year: int
    kind: Kind
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // _MONTHS[self.kind]:
            raise ValueError(f"a year has no {self.kind} number {self.number}")

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.number * _MONTHS[self.kind], CLOSING_DAY)

    @property
    def first(self) -> dt.date:
        before = (self.number - 1) * _MONTHS[self.kind]
        year, month = (self.year, before) if before else (self.year - 1, 12)
        return dt.date(year, month, CLOSING_DAY + 1)

    @property
    def code(self) -> str:
        """ "2026", "2026-H1", "2026-Q3", "2026-06"."""
        marks = {Kind.YEAR: "", Kind.HALF: f"-H{self.number}", Kind.QUARTER: f"-Q{self.number}"}
        return f"{self.year}{marks.get(self.kind, f'-{self.number:02}')}"

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def next(self) -> Period:
        if self.number * _MONTHS[self.kind] == 12:
            return Period(self.year + 1, self.kind, 1)
        return Period(self.year, self.kind, self.number + 1)


def month(year: int, number: int) -> Period:
    return Period(year, Kind.MONTH, number)


def quarter(year: int, number: int) -> Period:
    return Period(year, Kind.QUARTER, number)


def half(year: int, number: int) -> Period:
    return Period(year, Kind.HALF, number)


def year(number: int) -> Period:
    return Period(number, Kind.YEAR, 1)


def period_at(day: dt.date, kind: Kind) -> Period:
    """The period whose figures take in `day`: 15 December already belongs to the next year."""
    month_number, year_number = day.month + (day.day > CLOSING_DAY), day.year
    if month_number > 12:
        month_number, year_number = 1, year_number + 1
    return Period(year_number, kind, (month_number - 1) // _MONTHS[kind] + 1)
