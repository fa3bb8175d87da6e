"""How often something is due: intervals and days of a duty to report, paired as the sentence pairs them.

"Định kỳ 06 tháng (trước ngày 10/6), 01 năm (trước ngày 10/11)" → semiannual 06-10, annual 11-10.
"trước ngày 01/6 và 15/11 hằng năm" → semiannual twice: two days a year are a half-yearly rhythm.
Refuses to name an interval the words do not: "định kỳ" alone gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban._language.dates import DueDay, due_days
from vanban._plan import Frequency

_INTERVAL_WORDS: tuple[tuple[Frequency, str], ...] = (
    ("monthly", r"(?:hàng|hằng|mỗi|từng|theo|định kỳ)\stháng|\b0?1\stháng|một\stháng|(?<=,\s)tháng(?=,|\svà)|báo cáo tháng"),
    ("quarterly", r"(?:hàng|hằng|mỗi|từng|theo|định kỳ)\squý|\b0?3\stháng|ba\stháng|cuối (?:mỗi )?quý|của (?:mỗi )?quý|(?<=,\s)quý(?=,|\svà|\s\()|báo cáo quý"),
    ("semiannual", r"\b0?6\stháng|sáu\stháng|nửa năm|bán niên"),
    ("annual", r"(?:hàng|hằng|mỗi|từng|cuối|01|một|cả|theo|định kỳ)\snăm(?!\s(?:19|20)\d\d|\sgiờ)|(?:(?<=,\s)|(?<=và\s)|(?<=hoặc\s))năm(?=[\s,.;(]|$)(?!\s(?:19|20)\d\d)|thường niên|báo cáo năm(?!\s\d)"),
    ("once", r"(?:cuối|hết|vào)\snăm\s(?:19|20)\d\d|sau khi (?:kết thúc|hoàn thành)|khi kết thúc"),
    ("adhoc", r"đột xuất|khi (?:có )?yêu cầu|theo yêu cầu|khi cần thiết"),
)  # fmt: skip
_INTERVALS = tuple((frequency, re.compile(pattern, re.IGNORECASE)) for frequency, pattern in _INTERVAL_WORDS)
_COMES_BACK = re.compile(r"\bđịnh kỳ\b", re.IGNORECASE)
_PER_YEAR: dict[int, Frequency] = {2: "semiannual", 4: "quarterly"}


@dataclass(frozen=True, slots=True)
class Rhythm:
    frequency: Frequency | None
    due: str | None
    due_at: int | None = None  # where the day stands in the text


def rhythms(text: str) -> tuple[Rhythm, ...]:
    """Every (frequency, due day) a sentence states, in order; empty where it states neither."""
    intervals = _intervals(text)
    regular: list[tuple[int, Frequency]] = [
        (at, frequency) for at, frequency in intervals if frequency != "adhoc"
    ]
    found = _paired(_counted_days(text, regular), list(due_days(text)))
    if any(frequency == "adhoc" for _, frequency in intervals):
        found.append(Rhythm("adhoc", None))
    return tuple(found)


def _counted_days(text: str, regular: list[tuple[int, Frequency]]) -> list[tuple[int, Frequency]]:
    """ "định kỳ trước ngày 10/6 và 10/12": no interval is named, but two days of the year come back."""
    again = _COMES_BACK.search(text)
    days = [due for due in due_days(text) if not due.year and "-" in due.value]
    if regular or again is None or len(days) not in _PER_YEAR or len(days) != len(list(due_days(text))):
        return regular
    return [(again.start(), _PER_YEAR[len(days)])]


def _intervals(text: str) -> list[tuple[int, Frequency]]:
    found: dict[Frequency, int] = {}
    for frequency, pattern in _INTERVALS:
        match = pattern.search(text)
        if match is not None:
            found[frequency] = match.start()
    return sorted((at, frequency) for frequency, at in found.items())


def _paired(regular: list[tuple[int, Frequency]], dues: list[DueDay]) -> list[Rhythm]:
    if not dues:
        return [Rhythm(frequency, None) for _, frequency in regular]
    if not regular:
        return [Rhythm("once" if due.year else None, due.value, due.begin_at) for due in dues]
    if len(regular) == 1:
        frequency = regular[0][1]
        if frequency == "annual" and len(dues) in _PER_YEAR:
            frequency = _PER_YEAR[len(dues)]
        return [
            Rhythm("once" if due.year else frequency, _fitting(frequency, due), due.begin_at) for due in dues
        ]
    if len(dues) == len(regular):
        return [Rhythm(f, _fitting(f, due), due.begin_at) for (_, f), due in zip(regular, dues, strict=True)]
    return _each_with_its_own(regular, dues)


def _each_with_its_own(regular: list[tuple[int, Frequency]], dues: list[DueDay]) -> list[Rhythm]:
    """A day belongs to the interval before it; the days before the first interval belong to that one."""
    found: list[Rhythm] = []
    for index, (at, frequency) in enumerate(regular):
        end = regular[index + 1][0] if index + 1 < len(regular) else None
        own = [
            due for due in dues if (due.begin_at >= at or index == 0) and (end is None or due.begin_at < end)
        ]
        found += [Rhythm(frequency, _fitting(frequency, due), due.begin_at) for due in own] or [
            Rhythm(frequency, None)
        ]
    return found


def _fitting(frequency: Frequency, due: DueDay) -> str | None:
    """A bare day of the month is a due day of monthly duties only ("ngày 20 của tháng cuối quý" is not)."""
    return due.value if "-" in due.value or frequency == "monthly" else None
