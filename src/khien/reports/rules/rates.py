"""Who handed in and when, counted. Pure: no database, no clock.

Reporting rate = handed in of expected; on-time rate = handed in by the due day of expected. Excused units are not
expected. Refuses to say how good a report is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from khien.reports.rules.states import SubmissionState


class Standing(StrEnum):
    """How a unit stands in a round on a day."""

    EXCUSED = "excused"
    DUE = "due"  # not handed in, still in time
    LATE = "late"  # not handed in, the due day is past
    RETURNED = "returned"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Stand:
    """One expected unit. `first_on`: the day it first handed in; a return does not make it late again."""

    unit_id: int
    due_on: dt.date
    standing: Standing
    first_on: dt.date | None = None

    def days_late(self, on: dt.date) -> int:
        """How many days after the due day it came, or has not come yet; 0 = in time."""
        if self.standing is Standing.EXCUSED:
            return 0
        return max(0, ((self.first_on or on) - self.due_on).days)


@dataclass(frozen=True, slots=True)
class Rates:
    """`submitted` counts everything handed in, accepted too; `late`: came after its due day; `missing`: not come and
    past its due day; `waiting`: not come, still in time."""

    expected: int = 0
    submitted: int = 0
    accepted: int = 0
    returned: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    waiting: int = 0
    excused: int = 0

    def __add__(self, other: Rates) -> Rates:
        return Rates(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Rates)))

    @property
    def reporting(self) -> float | None:
        """Per cent; None when nobody is expected."""
        return 100 * self.submitted / self.expected if self.expected else None

    @property
    def undecided(self) -> int:
        return self.submitted - self.accepted - self.returned

    @property
    def timely(self) -> float | None:
        return 100 * self.on_time / self.expected if self.expected else None


def standing(*, state: str | None, excused: bool, due_on: dt.date, on: dt.date) -> Standing:
    """`state`: of the submission, None when nothing was begun."""
    if state == SubmissionState.ACCEPTED:
        return Standing.ACCEPTED
    if state == SubmissionState.SUBMITTED:
        return Standing.SUBMITTED
    if excused:
        return Standing.EXCUSED
    if state == SubmissionState.RETURNED:
        return Standing.RETURNED
    return Standing.LATE if on > due_on else Standing.DUE


def rates(stands: Iterable[Stand]) -> Rates:
    """A returned report was handed in: on time if it first came in time."""
    rows = list(stands)
    asked = [row for row in rows if row.standing is not Standing.EXCUSED]
    given = [row for row in asked if row.standing not in (Standing.DUE, Standing.LATE)]
    on_time = sum(row.first_on is not None and row.first_on <= row.due_on for row in given)
    return Rates(
        expected=len(asked),
        submitted=len(given),
        accepted=sum(row.standing is Standing.ACCEPTED for row in given),
        returned=sum(row.standing is Standing.RETURNED for row in given),
        on_time=on_time,
        late=len(given) - on_time,
        missing=sum(row.standing is Standing.LATE for row in asked),
        waiting=sum(row.standing is Standing.DUE for row in asked),
        excused=len(rows) - len(asked),
    )
