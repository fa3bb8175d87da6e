"""Which reporting period a due day asks for, which days count, what the round is called. Pure: no database, no clock.

Periods are those of Decree 09/2019/NĐ-CP (`khien.base.periods`). Refuses to lose a day: a round begins the day after
the one before it closed, also where a plan wants the year's figures by 10 November.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Container

from khien.base.periods import Kind, Period, period_at

OPEN_BEFORE = dt.timedelta(days=20)  # a round opens so long before its due day
LOOK_BACK = dt.timedelta(days=60)  # a due day missed while no worker ran is made up within this time
WIDEST_GAP = dt.timedelta(days=62)  # between two rounds that follow each other

TO_COUNT = dt.timedelta(
    days=5
)  # between the last day that counts and the due day, where the plan leaves none

_KIND_OF = {
    "monthly": Kind.MONTH,
    "quarterly": Kind.QUARTER,
    "semiannual": Kind.HALF,
    "annual": Kind.YEAR,
    "once": Kind.YEAR,
    "": Kind.YEAR,
}
_FIRST_HALF_MONTHS = range(5, 9)
_EARLY_DAY = 10  # a monthly report due by this day tells of the month before


def period_for(frequency: str, due_on: dt.date, *, yearly_elsewhere: bool) -> Period:
    """The period a report due on that day is about.

    The nearest period that closes around the due day. A half-yearly duty due in the second half asks for the whole
    year, as offices report it, unless the plan has a yearly duty of its own (`yearly_elsewhere`); a yearly duty due
    in May to August asks for the first half.
    """
    kind = _KIND_OF.get(frequency, Kind.YEAR)
    if kind is Kind.MONTH:
        back = dt.timedelta(days=due_on.day if due_on.day <= _EARLY_DAY else 0)
        day = due_on - back
        return period_at(day.replace(day=1), Kind.MONTH)
    if kind is Kind.QUARTER:
        return _nearest(due_on, Kind.QUARTER)
    half = _nearest(due_on, Kind.HALF)
    first_half = half.number == 1
    if kind is Kind.YEAR:
        return (
            half if first_half and due_on.month in _FIRST_HALF_MONTHS else Period(_year_of(due_on), kind, 1)
        )
    return half if first_half or yearly_elsewhere else Period(half.year, Kind.YEAR, 1)


def _nearest(due_on: dt.date, kind: Kind) -> Period:
    here = period_at(due_on, kind)
    before = period_at(here.first - dt.timedelta(days=1), kind)
    return min((here, before), key=lambda period: abs((period.last - due_on).days))


def _year_of(due_on: dt.date) -> int:
    return _nearest(due_on, Kind.YEAR).year


def days_of(period: Period, due_on: dt.date, *, closed_before: dt.date | None) -> tuple[dt.date, dt.date]:
    """First and last day whose activities count.

    The last is the decree's; where the plan wants the report on that day or earlier, it leaves `TO_COUNT` to count,
    sign and send. The first is the decree's, or the day after the round before closed (`closed_before`).
    """
    cut_off = period.last if due_on > period.last else due_on - TO_COUNT
    first = period.first
    if closed_before is not None and abs(closed_before - first) <= WIDEST_GAP:
        first = closed_before + dt.timedelta(days=1)
    return min(first, cut_off), cut_off


def before(period: Period) -> tuple[str, ...]:
    """Codes of the periods after whose close this one begins: a first half follows the year or second half before."""
    if period.kind is Kind.HALF and period.number == 1:
        return (f"{period.year - 1}", f"{period.year - 1}-H2")
    if period.kind is Kind.YEAR:
        return (f"{period.year - 1}", f"{period.year - 1}-H2")
    return (period_at(period.first - dt.timedelta(days=1), period.kind).code,)


def title_of(period: Period) -> str:
    """As the report calls itself: "Báo cáo 6 tháng đầu năm 2026"."""
    if period.kind is Kind.MONTH:
        return f"Báo cáo tháng {period.number}/{period.year}"
    if period.kind is Kind.QUARTER:
        return f"Báo cáo quý {('I', 'II', 'III', 'IV')[period.number - 1]}/{period.year}"
    if period.kind is Kind.HALF:
        return f"Báo cáo 6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
    return f"Báo cáo năm {period.year}"


def code_of(label: str, mark: str, taken: Container[str]) -> str:
    """ "Kế hoạch 05/KH-UBND", "2026-H1" → "05-KH-UBND-2026-H1"; "-2", "-3" … when that is taken."""
    plain = f"{_number_of(label)}-{mark}"
    if plain not in taken:
        return plain
    return next(code for n in range(2, 10_000) if (code := f"{plain}-{n}") not in taken)


def _number_of(label: str) -> str:
    found = re.search(r"\d+[A-Za-z]?\s*/\s*[\w\-./]+", label)
    text = unicodedata.normalize(
        "NFD", (found.group() if found else label).replace("Đ", "D").replace("đ", "d")
    )
    ascii_only = "".join(c for c in text if not unicodedata.combining(c)).upper()
    return re.sub(r"[^A-Z0-9]+", "-", ascii_only).strip("-")[:36] or "KH"
