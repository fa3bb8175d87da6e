"""Which stretches of time a task has, each an item of work: by the plan's recurrence, or by its own words. Pure.

A task done once has one; one "mỗi tháng" has one a month. "Thường xuyên" without a number has one a quarter: at least
one activity in each. Calendar months, not reporting months: a plan's "tháng 6" is June.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khien.work.rules.quotas import Quantity, Quota, Rate, asked_for, quota_for, rates
from vanban import fold

AHEAD = dt.timedelta(days=30)  # the next stretch is shown so long before it begins
MOST_PERIODS = 240  # twenty years by months: more is a date read wrongly
_STATED = {  # the reader's own words for a recurrence
    "monthly": Rate.MONTH,
    "quarterly": Rate.QUARTER,
    "semiannual": Rate.HALF,
    "annual": Rate.YEAR,
    "biennial": Rate.TWO_YEARS,
}
_CONTINUOUS = re.compile(r"\b(thuong xuyen|lien tuc|dinh ky)\b")
_DAY = re.compile(
    r"ngay (\d{1,2})(?:\s*/\s*(\d{1,2})(?!\s*/?\d)| thang (\d{1,2}))?\s*(?:hang|moi)\s*(thang|quy|nam)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWords:
    """What the plan says of a task's time. `recurrence`: as the reader says ("monthly" … "continuous", "once", "")."""

    recurrence: str = ""
    start_on: dt.date | None = None
    end_on: dt.date | None = None
    schedule: str = ""
    products: tuple[str, ...] = ()
    note: str = ""
    text: str = ""
    of_a_set: bool = False  # led by each unit of a set, not by one office for them all


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a task comes back. `rate` ONCE = one stretch, the whole task. `day`: (day, month) on which a stretch falls
    due, where the plan names one; month 0 = every last month of the stretch."""

    rate: Rate
    asked: tuple[Quantity, ...] = ()
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One item's time. `code`: "2026-06", "2026-Q2", "2026-H1", "2026", "2026-2027"; "" = the whole task."""

    code: str
    starts_on: dt.date | None
    due_on: dt.date | None
    quota: tuple[tuple[str, int], ...] = ()


def rhythm_of(words: TaskWords) -> Rhythm:
    """How often, and how much each time. A rate that the products name ("02 tin/tháng") goes before the recurrence."""
    found = asked_for(words.products, notes=(words.schedule, words.note), text=words.text)
    # What each unit of a set is to have, one office that leads cannot be asked for in number: the set is not told.
    asked = tuple(quantity for quantity in found if words.of_a_set or not quantity.each)
    day = _named_day(f"{words.schedule}; {words.note}; {words.text}")
    named = [q.rate for q in asked if q.rate is not Rate.ONCE]
    if named:
        return Rhythm(max(named), asked, day)
    if words.recurrence == "once":
        return Rhythm(Rate.ONCE, asked, day)
    if words.recurrence in _STATED:
        return Rhythm(_STATED[words.recurrence], asked, day)
    said = [rate for text in (words.schedule, *words.products, words.note) for rate in rates(text)]
    if said:
        return Rhythm(max(said), asked, day)
    if words.recurrence == "continuous" or (
        not words.recurrence and _CONTINUOUS.search(fold(words.schedule))
    ):
        if sum(q.count for q in asked) > 1:
            return Rhythm(Rate.ONCE, asked, day)  # so many over all the years: not so many every quarter
        return Rhythm(Rate.QUARTER, (), day)
    return Rhythm(Rate.ONCE, asked, day)


def stretches(
    words: TaskWords,
    *,
    first_year: int | None,
    last_year: int | None,
    begun_on: dt.date,
    helping: bool = False,
) -> Iterator[Stretch]:
    """Every stretch of a task, the first one first; without an end only as far as the caller reads on.

    `helping`: for a unit that only helps: once a year at most and for no amount, which is the lead's to deliver.

    `first_year`, `last_year`: of the programme, where the task itself says nothing. A stretch that ended before the
    programme began (`begun_on`) is left out: nobody was asked for it here.
    """
    rhythm = rhythm_of(words)
    if helping:
        rhythm = Rhythm(Rate.YEAR if Rate.ONCE < rhythm.rate < Rate.YEAR else rhythm.rate, (), None)
    start = words.start_on or (dt.date(first_year, 1, 1) if first_year else None)
    end = words.end_on or (dt.date(last_year, 12, 31) if last_year else None)
    if start and end and end < start:
        start = None
    if rhythm.rate is Rate.ONCE:
        if helping and end is not None and end < begun_on:
            return  # nobody can be asked any more to help with what was over before
        months = _months(start, end)
        yield Stretch("", start, end, tuple(quota_for(rhythm.asked, months, whole=months > 0)))
        return
    yield from _recurring(rhythm, start or dt.date(begun_on.year, 1, 1), end, begun_on)


def opened_by(found: Iterator[Stretch], on: dt.date) -> list[Stretch]:
    """Those that have begun by a day, and the next one when it begins within AHEAD. The whole task always."""
    out: list[Stretch] = []
    for stretch in found:
        if stretch.code and stretch.starts_on and stretch.starts_on > on + AHEAD:
            break
        out.append(stretch)
    return out


@lru_cache(maxsize=4096)
def last_day_of(code: str, due_on: dt.date | None) -> dt.date | None:
    """The last day whose activities belong to a stretch; None = as long as it takes (the whole task)."""
    if not code:
        return None
    year = int(code[:4])
    if re.fullmatch(r"\d{4}-\d{4}", code):
        last = dt.date(int(code[5:]), 12, 31)
    elif code[4:6] in ("-Q", "-H"):
        month = int(code[6]) * (3 if code[5] == "Q" else 6)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
    elif len(code) == 7:
        last = dt.date(year, int(code[5:]), calendar.monthrange(year, int(code[5:]))[1])
    else:
        last = dt.date(year, 12, 31)
    return max(last, due_on) if due_on else last


def _recurring(rhythm: Rhythm, start: dt.date, end: dt.date | None, begun_on: dt.date) -> Iterator[Stretch]:
    step = int(rhythm.rate)
    anchor = start.year * 12 + (0 if step > 12 else (start.month - 1) // step * step)
    for number in range(MOST_PERIODS):
        first, last = _edges(anchor + number * step, step)
        if end is not None and first > end:
            return
        if last < begun_on:
            continue
        here, until = max(first, start), min(last, end or last)
        due = _due(rhythm.day, last, here, until)
        months = _months(here, until)
        yield Stretch(_code(first, step), here, due, _quota(rhythm.asked, step, months))


def _quota(asked: Sequence[Quantity], step: int, months: int) -> tuple[tuple[str, int], ...]:
    """A first or last stretch that is shorter asks for fewer of what is counted by the month, never of a year's."""
    out: Quota = []
    for quantity in asked:
        finer = quantity.rate is not Rate.ONCE and quantity.rate < step
        out += quota_for([quantity], months if finer else step, whole=False)
    return tuple(out)


def _edges(month: int, step: int) -> tuple[dt.date, dt.date]:
    after = month + step
    return dt.date(month // 12, month % 12 + 1, 1), dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(
        days=1
    )


def _code(first: dt.date, step: int) -> str:
    if step == Rate.MONTH:
        return f"{first.year}-{first.month:02}"
    if step == Rate.QUARTER:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if step == Rate.HALF:
        return f"{first.year}-H{(first.month + 5) // 6}"
    return f"{first.year}" if step == Rate.YEAR else f"{first.year}-{first.year + 1}"


def _due(day: tuple[int, int] | None, last: dt.date, here: dt.date, until: dt.date) -> dt.date:
    if day is None:
        return until
    number, month = day[0], day[1] or last.month
    named = dt.date(last.year, month, min(number, calendar.monthrange(last.year, month)[1]))
    return named if here <= named <= until else until


def _named_day(text: str) -> tuple[int, int] | None:
    hit = _DAY.search(" ".join(fold(text).split()))
    if hit is None:
        return None
    day, month = int(hit.group(1)), int(hit.group(2) or hit.group(3) or 0)
    return (day, month) if 1 <= day <= 31 and month <= 12 else None


def _months(first: dt.date | None, last: dt.date | None) -> int:
    if first is None or last is None:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


__all__ = ["Rhythm", "Stretch", "TaskWords", "last_day_of", "opened_by", "rhythm_of", "stretches"]
