"""Where a target stands and where it is heading: traffic light, forecast, interval. Pure: no database, no clock.

Refuses a colour where there is nothing to judge by, and a forecast from too few days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from khien.programme.rules.targets import Direction, Light

AMBER_FROM = Decimal(
    "0.8"
)  # from this share of what is needed today, a value that should rise is amber, not red
AMBER_UP_TO = Decimal(
    "1.25"
)  # up to this multiple of what is allowed today, a value that should fall is amber
SETTLING_DAYS = 30  # a programme just begun is not judged red or amber
FORECAST_MONTHS = 6
FORECAST_LEAST_POINTS = 3
FORECAST_LEAST_DAYS = 60
Z95 = 1.959963984540054  # 97.5th percentile of the normal distribution

Point = tuple[dt.date, Decimal]


class Why(StrEnum):
    """Behind the light."""

    NO_VALUE = "no_value"
    MET = "met"
    ON_COURSE = "on_course"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    MISSED = "missed"
    JUST_BEGUN = "just_begun"
    NO_COURSE = "no_course"  # neither deadline nor milestone: only "met" can be told


@dataclass(frozen=True, slots=True)
class Judgement:
    """`needed`: what the value should be today to be on course; None when nothing says so."""

    light: Light
    why: Why
    needed: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a target asks for over time. `threshold` by `deadline_on`; `start` with `baseline`; `milestones`: year →
    value at its end. `begun_on`: when the programme began here (it may be later than the plan's own start)."""

    comparator: str
    threshold: Decimal
    direction: Direction
    start: dt.date
    begun_on: dt.date
    deadline_on: dt.date | None
    baseline: Decimal | None = None
    baseline_on: dt.date | None = None
    milestones: Mapping[int, Decimal] | None = None


def met(value: Decimal, course: Course) -> bool:
    """Whether the value satisfies the target itself. "=" means at least (or, falling, at most) that much."""
    if course.comparator == ">":
        return value > course.threshold
    if course.comparator == "<":
        return value < course.threshold
    return value >= course.threshold if course.direction == Direction.UP else value <= course.threshold


def needed_on(course: Course, on: dt.date) -> Decimal | None:
    """The value to have on a day: on straight lines between start, milestones (31 December) and deadline."""
    points = _points(course)
    if not points:
        return None
    before = [point for point in points if point[0] <= on]
    after = [point for point in points if point[0] > on]
    if not before:
        return after[0][1] if course.direction == Direction.DOWN else Decimal(0)
    if not after:
        return before[-1][1]
    (day1, value1), (day2, value2) = before[-1], after[0]
    share = Decimal((on - day1).days) / Decimal((day2 - day1).days)
    return value1 + (value2 - value1) * share


def _points(course: Course) -> list[Point]:
    points: dict[dt.date, Decimal] = {
        dt.date(year, 12, 31): value for year, value in (course.milestones or {}).items()
    }
    if course.deadline_on is not None:
        points[course.deadline_on] = course.threshold
    if not points:
        return []
    start = course.baseline_on or course.start
    if start < min(points):
        if course.baseline is not None:
            points[start] = course.baseline
        elif course.direction == Direction.UP:
            points[start] = Decimal(0)
    return sorted(points.items())


def judge(value: Decimal | None, course: Course, on: dt.date) -> Judgement:
    """The traffic light.

    Green: met already, or not behind today's need. Amber: a little behind (AMBER_FROM, AMBER_UP_TO). Red: further
    behind, or the deadline passed without it. Grey: no value, nothing to compare with, or just begun.
    """
    if value is None:
        return Judgement(Light.GREY, Why.NO_VALUE, needed_on(course, on))
    if course.deadline_on is not None and on > course.deadline_on:
        done = met(value, course)
        return Judgement(
            Light.GREEN if done else Light.RED, Why.MET if done else Why.MISSED, course.threshold
        )
    needed = needed_on(course, on)
    if met(value, course):
        return Judgement(Light.GREEN, Why.MET, needed)
    if needed is None:
        return Judgement(Light.GREY, Why.NO_COURSE)
    up = course.direction == Direction.UP
    if value >= needed if up else value <= needed:
        return Judgement(Light.GREEN, Why.ON_COURSE, needed)
    if (on - course.begun_on).days < SETTLING_DAYS:
        return Judgement(Light.GREY, Why.JUST_BEGUN, needed)
    if value >= needed * AMBER_FROM if up else value <= needed * AMBER_UP_TO:
        return Judgement(Light.AMBER, Why.SLIGHTLY_BEHIND, needed)
    return Judgement(Light.RED, Why.BEHIND, needed)


def forecast(
    points: Sequence[Point], *, on: dt.date, until: dt.date | None, most: Decimal | None
) -> Decimal | None:
    """The value at `until` if it goes on as in the last FORECAST_MONTHS months: a straight line by least squares.

    None with fewer than FORECAST_LEAST_POINTS points, points less than FORECAST_LEAST_DAYS apart, or no day left.
    Never below 0, nor above `most` (100 for a share).
    """
    if until is None or until <= on:
        return None
    since = on - dt.timedelta(days=FORECAST_MONTHS * 365 // 12)
    recent = [(day, float(value)) for day, value in points if since <= day <= on]
    if len(recent) < FORECAST_LEAST_POINTS or (recent[-1][0] - recent[0][0]).days < FORECAST_LEAST_DAYS:
        return None
    xs = [float((day - on).days) for day, _ in recent]
    ys = [value for _, value in recent]
    mid_x, mid_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mid_x) ** 2 for x in xs)
    slope = sum((x - mid_x) * (y - mid_y) for x, y in zip(xs, ys, strict=True)) / spread
    ahead = Decimal(str(round(mid_y + slope * ((until - on).days - mid_x), 4)))
    ahead = max(ahead, Decimal(0))
    return ahead if most is None else min(ahead, most)


def wilson(successes: int, asked: int) -> tuple[Decimal, Decimal]:
    """95 % interval of a share in per cent, from `successes` out of `asked` answers.

    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). Holds for a
    simple random sample. Raises ValueError unless 0 ≤ successes ≤ asked and asked ≥ 1.
    """
    if not 0 <= successes <= asked or asked < 1:
        raise ValueError("successes must lie between 0 and how many were asked")
    share, z2 = successes / asked, Z95**2
    middle = (share + z2 / (2 * asked)) / (1 + z2 / asked)
    half = Z95 / (1 + z2 / asked) * math.sqrt(share * (1 - share) / asked + z2 / (4 * asked**2))
    low, high = max(0.0, middle - half) * 100, min(1.0, middle + half) * 100
    return Decimal(str(round(low, 4))), Decimal(str(round(high, 4)))
