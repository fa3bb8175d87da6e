"""Dates, months, quarters and years as documents write them, only as precise as they are stated.

Refuses to fill in what is blank ("ngày   tháng 6 năm 2024" is 2024-06) and to accept a day that no calendar
has (31/4). ISO text: "2024", "2024-06", "2024-06-30". What a time means for a task is `schedules`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from vanban._language.text import nfc

Grain = Literal["day", "month", "quarter", "half", "year"]

_BLANK = r"[\s.…_·]{0,40}"
_YEAR = r"(?:19|20)\d{2}"
_TONED_QUARTER = r"(?:[Qq][Uu][ÝýÍíyYiI]|\bQ\.?)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_LONG = re.compile(
    rf"\b[Nn]gày{_BLANK}(?:(?P<day>\d{{1,2}}){_BLANK})?tháng{_BLANK}(?:(?P<month>\d{{1,2}}){_BLANK})?năm\s{{0,3}}(?P<year>{_YEAR})(?!\d)"
)
_NUMERIC = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})\s?(?P<by>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=by)\s?(?P<year>{_YEAR})(?![\d/])"
)
_MONTH = re.compile(
    rf"\b[Tt]háng{_BLANK}(?P<month>\d{{1,2}})\s{{0,3}}(?:[/.-]|,?\s{{0,2}}năm)\s{{0,3}}(?P<year>{_YEAR})(?![\d/])"
    rf"|(?<![\d/.-])(?P<month2>\d{{1,2}})/(?P<year2>{_YEAR})(?![\d/])"
)
_QUARTER = re.compile(
    rf"{_TONED_QUARTER}\s{{0,3}}(?P<quarter>IV|I{{1,3}}|[1-4]|iv|i{{1,3}})(?!\w)"
    rf"(?:\s{{0,2}}(?:(?:,|và|-|–|đến)\s{{0,2}})?(?:{_TONED_QUARTER}\s{{0,2}})?(?P<until>IV|I{{1,3}}|[1-4])(?!\w))?"
    rf"[\s,]{{0,3}}(?:[/.–-]|năm)?\s{{0,3}}(?P<year>{_YEAR})(?!\d)"
)
_HALF = re.compile(
    rf"\b0?6\s{{1,2}}tháng\s{{1,2}}(?P<which>đầu|cuối)\s{{1,2}}năm\s{{1,2}}(?P<year>{_YEAR})(?!\d)"
)
_BARE_YEAR = re.compile(rf"(?:(?<![\d/.,\w–-])|(?<=\d{{4}}[–-]))(?P<year>{_YEAR})(?![\d/.]\d|\d|/[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class When:
    """A time found in a text: first and last day-or-month-or-year it covers (equal for a day, month, year)."""

    start: str
    end: str
    grain: Grain
    begin_at: int
    end_at: int


def day_exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO text of what is known; None for a month or day that does not exist. A day without a month is dropped."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day_exists(year, month, day) else None


def find_times(text: str) -> tuple[When, ...]:
    """Every time stated with a year, in order, none overlapping another: days, months, quarters, halves, years."""
    clean = nfc(text)
    taken: list[When] = []
    covered = bytearray(len(clean))
    for finder in (_days, _months, _quarters, _halves, _years):
        for when in finder(clean):
            if not any(covered[when.begin_at : when.end_at]):
                taken.append(when)
                covered[when.begin_at : when.end_at] = b"\x01" * (when.end_at - when.begin_at)
    return tuple(sorted(taken, key=lambda when: when.begin_at))


def _when(value: str | None, grain: Grain, match: re.Match[str], until: str | None = None) -> list[When]:
    return [When(value, until or value, grain, match.start(), match.end())] if value else []


def _days(text: str) -> list[When]:
    found: list[When] = []
    for match in _LONG.finditer(text):
        month = int(match["month"]) if match["month"] else None
        day = int(match["day"]) if match["day"] and month else None
        value = iso(int(match["year"]), month, day)
        found += _when(value, "day" if day else "month" if month else "year", match)
    for match in _NUMERIC.finditer(text):
        found += _when(iso(int(match["year"]), int(match["month"]), int(match["day"])), "day", match)
    return found


def _months(text: str) -> list[When]:
    found: list[When] = []
    for match in _MONTH.finditer(text):
        year, month = match["year"] or match["year2"], match["month"] or match["month2"]
        found += _when(iso(int(year), int(month)), "month", match)
    return found


def _quarters(text: str) -> list[When]:
    found: list[When] = []
    for match in _QUARTER.finditer(text):
        first = _ROMAN[match["quarter"].lower()]
        last = _ROMAN[(match["until"] or match["quarter"]).lower()]
        year = int(match["year"])
        found += _when(iso(year, first * 3 - 2), "quarter", match, iso(year, max(first, last) * 3))
    return found


def _halves(text: str) -> list[When]:
    found: list[When] = []
    for match in _HALF.finditer(text):
        first = 1 if match["which"] == "đầu" else 7
        found += _when(iso(int(match["year"]), first), "half", match, iso(int(match["year"]), first + 5))
    return found


def _years(text: str) -> list[When]:
    return [when for match in _BARE_YEAR.finditer(text) for when in _when(match["year"], "year", match)]


def first_date(text: str) -> str | None:
    """The first date of a text written with "ngày … tháng … năm …" or as d/m/yyyy, blanks left out; else None."""
    days = sorted(_days(nfc(text)), key=lambda when: when.begin_at)
    return days[0].start if days else None


_PERIOD = re.compile(
    rf"(?<![\d/])(?P<from>{_YEAR})\s{{0,3}}(?:[-–—]|đến(?:\s{{1,2}}hết)?(?:\s{{1,2}}năm)?|tới(?:\s{{1,2}}năm)?)\s{{0,3}}(?:năm\s{{1,2}})?(?P<to>{_YEAR})(?![\d/])"
)
_YEAR_AND_PERIOD = re.compile(  # "năm 2025 và giai đoạn 2026 - 2027"
    rf"\bnăm\s{{1,2}}(?P<year>{_YEAR})\s{{0,2}}(?:,|và|,\s?và)\s{{1,2}}giai đoạn\s{{1,2}}{_YEAR}",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"(?:đến|tới)(?:\s{{1,2}}hết)?(?:\s{{1,2}}(?:cuối\s{{1,2}})?năm)?\s{{1,2}}(?P<to>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(rf"năm\s{{1,2}}(?:học\s{{1,2}})?(?P<year>{_YEAR})(?![\d/-])", re.IGNORECASE)


def years_covered(text: str) -> tuple[int | None, int | None]:
    """(first, last) year a title speaks of: "giai đoạn 2021 - 2025", "đến năm 2020" (None, 2020), "năm 2024"."""
    clean = nfc(text)
    period = _PERIOD.search(clean)
    if period is not None and int(period["from"]) <= int(period["to"]):
        ahead = _YEAR_AND_PERIOD.search(clean, 0, period.end())
        first = int(ahead["year"]) if ahead is not None else int(period["from"])
        return min(first, int(period["from"])), int(period["to"])
    until = _UNTIL.search(clean)
    if until is not None:
        return None, int(until["to"])
    year = _IN_YEAR.search(clean)
    return (int(year["year"]), int(year["year"])) if year is not None else (None, None)


_EACH_MONTH = re.compile(r"\b(?:hàng|hằng|mỗi) tháng\b", re.IGNORECASE)
_DUE = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})\s?(?:/|tháng\s)\s?(?P<month>\d{1,2})(?![\d]|[-/.]\d)(?!\s?%)|"
    r"ngày\s{1,3}(?P<monthly>\d{1,2})(?=\s{1,3}(?:của\s{1,3})?(?:hàng|hằng|mỗi|các)\s{1,3}tháng|\s{0,3}\)|\s{1,3}tháng\s{1,3}cuối|\s{1,3}của\s{1,3}tháng)|"
    r"(?<=trước\s)ngày\s{1,3}(?P<bare>\d{1,2})(?=\s{0,3}(?:[.;,](?!\d)|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day that comes back: "12-15" each year, or "18" each month; `begin_at` is its place in the text."""

    value: str
    begin_at: int
    year: int | None = None  # stated only for a single occasion: "trước ngày 30/11/2022"


def due_days(text: str) -> tuple[DueDay, ...]:
    """Days by which something is due, in order: "trước ngày 15/12", "01/6 và 15/11", "ngày 18 hằng tháng"."""
    clean = nfc(text)
    found = [
        DueDay(when.start[5:], when.begin_at, int(when.start[:4]))
        for when in _days(clean)
        if when.grain == "day"
    ]
    dated = [(when.begin_at, when.end_at) for when in _days(clean)]
    for match in _DUE.finditer(clean):
        if any(begin <= match.start() < end for begin, end in dated):
            continue
        if match.group() == "24/7" and "ngày" not in clean[max(0, match.start() - 6) : match.start()]:
            continue  # round the clock, not a day
        if match["bare"] and not _EACH_MONTH.search(clean, 0, match.start()):
            continue
        day = match["monthly"] or match["bare"]
        if day:
            if 1 <= int(day) <= 31:
                found.append(DueDay(f"{int(day):02d}", match.start()))
        elif day_exists(2000, int(match["month"]), int(match["day"])):
            found.append(DueDay(f"{int(match['month']):02d}-{int(match['day']):02d}", match.start()))
    return tuple(sorted(found, key=lambda due: due.begin_at))
