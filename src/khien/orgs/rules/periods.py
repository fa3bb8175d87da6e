"""Validity periods: from a day to the day on which it no longer holds (`until` is outside; None = still holds)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# Reference data say who existed before the reform, not since when: a unit that begins here began on an unknown day.
UNKNOWN_START = dt.date(2004, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Raises ValueError when it would end before it begins or on the same day."""

    since: dt.date
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError("a period ends after it begins")

    def holds_on(self, on: dt.date) -> bool:
        return holds_on(self.since, self.until, on)

    def overlaps(self, other: Period) -> bool:
        return (self.until is None or other.since < self.until) and (
            other.until is None or self.since < other.until
        )


def holds_on(since: dt.date, until: dt.date | None, on: dt.date) -> bool:
    return since <= on and (until is None or on < until)
