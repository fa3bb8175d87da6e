"""When a task is to be done: a schedule cell or a sentence becomes recurrence, start and end.

Conventions (the reading schema): a bare year, quarter or month gives start and end; "hoàn thành", "xong",
"trước", "cuối năm" give only the end; a span of years gives both and no recurrence. Refuses to infer a year
that is not written and a recurrence that no word says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban._language.dates import When, find_times
from vanban._language.text import collapse
from vanban._plan import Recurrence, Schedule

_RECURRENCE_WORDS: tuple[tuple[Recurrence, str], ...] = (
    ("biennial", r"\b0?2\s?năm\s?/?\s?(?:một|0?1)?\s?lần|hai năm một lần|2 năm/lần"),
    (
        "monthly",
        r"\b(?:hàng|hằng|mỗi|từng|định kỳ) tháng|/\s?tháng\b|\b0?1 tháng\b(?! đầu| cuối)|một tháng",
    ),
    (
        "quarterly",
        r"\b(?:hàng|hằng|mỗi|từng|định kỳ|các) quý|/\s?quý\b|\b(?:0?1|một) quý\b|\b0?3 tháng (?:một|0?1) lần",
    ),
    (
        "annual",
        r"\b(?:hàng|hằng|mỗi|từng) năm|/\s?năm\b|\bthường niên|\b(?:0?1|một) năm (?:một|0?1)?\s?lần",
    ),
    ("continuous", r"\bthường xuyên|\bliên tục|\bhàng ngày|\bhằng ngày|\bquanh năm|\bthường trực\b"),
)
_RECURRENCES: tuple[tuple[Recurrence, re.Pattern[str]], ...] = tuple(
    (recurrence, re.compile(pattern, re.IGNORECASE)) for recurrence, pattern in _RECURRENCE_WORDS
)
_CONTINUOUS = _RECURRENCES[-1][1]
_COMPLETION = re.compile(
    r"hoàn thành|hoàn thiện|\bxong\b|\btrước\b|chậm nhất|muộn nhất|không quá|cuối năm|hết tháng|hết quý|kết thúc",
    re.IGNORECASE,
)
_YEAR_END = re.compile(r"cuối\s+(?:năm\s+)?$|cuối năm\s*$", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:\bđến|\btới|đến hết|\bhết)(?:\s+(?:hết|cuối|năm|tháng|quý|ngày))*\s*$", re.IGNORECASE
)
_FROM = re.compile(r"(?:\btừ|bắt đầu|kể từ)(?:\s+(?:từ|đầu|năm|tháng|quý|ngày))*\s*$", re.IGNORECASE)
_SPAN = re.compile(
    r"^\s*(?:[-–—]+|đến|tới|và|,)(?:\s*(?:hết|năm|tháng|quý|ngày|nửa đầu))*\s*$", re.IGNORECASE
)
_HALF_SPAN = re.compile(r"tháng\s*(\d{1,2})\s*(?:[-–]|đến|và|,)\s*(?:tháng\s*)?$", re.IGNORECASE)
_FOLLOWING = re.compile(r"^\s*(?:và|,)?\s*(?:các|những) năm (?:tiếp theo|sau)", re.IGNORECASE)
_EMPTY = re.compile(r"^[\s\-–.…_x]*$", re.IGNORECASE)


def recurrence_of(text: str) -> Recurrence | None:
    """The recurrence that the words of a cell say; "thường xuyên" outweighs a figure of years beside it."""
    clean = collapse(text)
    if _CONTINUOUS.search(clean):
        return "continuous"
    return next((recurrence for recurrence, pattern in _RECURRENCES if pattern.search(clean)), None)


def read_schedule(text: str, *, hints: Iterable[str] = ()) -> Schedule:
    """A schedule cell read. `hints` (products, the task's own words) may add a recurrence, never a time.

    "Quý IV/2025" → once, 2025-10 to 2025-12; "Hoàn thành tháng 10/2021" → once, until 2021-10;
    "2016 - 2020" → 2016 to 2020; "Thường xuyên, bắt đầu từ tháng 7/2021 - tháng 12/2025" → continuous, both.
    """
    clean = collapse(text)
    if _EMPTY.match(clean):
        clean = ""
    start, end, single = _bounds(clean)
    recurrence = recurrence_of(clean)
    if recurrence is None:
        recurrence = (
            next((said for said in map(_hinted, hints) if said is not None), None) if not single else None
        )
    if recurrence is None and single:
        recurrence = "once"
    return Schedule(text=clean or None, recurrence=recurrence, start=start, end=end)


def _bounds(text: str) -> tuple[str | None, str | None, bool]:
    """(start, end, is it one occasion) of the times a text states."""
    times = find_times(text)
    if not times:
        return None, None, False
    completing = _COMPLETION.search(text) is not None
    first, last = times[0], times[-1]
    before = text[: first.begin_at]
    if len(times) == 1:
        return _one_time(first, before, text[first.end_at :], completing)
    if completing and not _SPAN.match(text[first.end_at : times[1].begin_at]):
        return None, max(when.end for when in times), True
    start = min(when.start for when in times)
    end = max((when.end for when in times), key=lambda value: (value[:4], value[4:] or "-99"))
    if completing and not _FROM.search(before):
        return None, end, True
    one_year = {when.start[:4] for when in times} | {last.end[:4]}
    return start, end, len(one_year) == 1 and first.grain != "year"


def _one_time(when: When, before: str, after: str, completing: bool) -> tuple[str | None, str | None, bool]:
    if _YEAR_END.search(before) and when.grain == "year":
        return None, f"{when.end}-12", True
    half = _HALF_SPAN.search(before)
    if half is not None and when.grain == "month" and 1 <= int(half[1]) <= 12:
        return f"{when.start[:4]}-{int(half[1]):02d}", when.end, True
    if completing:
        return None, when.end, True
    if _FOLLOWING.match(after) or _FROM.search(before):
        return when.start, None, False
    if _UNTIL.search(before):
        return None, when.end, False
    if (
        when.grain == "day"
        and not before.rstrip().casefold().endswith("ngày")
        and "ngày" not in before.casefold()
    ):
        return None, when.end, True
    return when.start, when.end, True


_NOT_A_RHYTHM = re.compile(
    r"(?:kinh phí|chi|ngân sách|nguồn|cơ quan|ủy viên|có thể) (?:thường xuyên|thường trực|hàng năm|hằng năm)"
    r"|thường xuyên được|thường trực|dự toán[^.;]{0,40}(?:hàng|hằng) năm|chương trình (?:hàng|hằng) năm",
    re.IGNORECASE,
)
_RHYTHM = re.compile(
    r"(?:trung bình )?(?:mỗi|hàng|hằng) (?:năm|tháng|quý)|thường niên|thường xuyên|0?2 năm/?\s?(?:một|0?1)?\s?lần"
    r"|/\s?(?:tháng|quý|năm)\b|\b(?:0?1|một) (?:tháng|quý|năm) (?:0?1|một) lần|\b(?:0?1|một) (?:tháng|quý|năm)\b",
    re.IGNORECASE,
)
_STATED_TIME = re.compile(
    r"(?:hoàn thành|\bxong|trước|chậm nhất|trong|từ|thời gian[^:.;]{0,30}:)\s(?:[^.;:]{0,25}\s)?(?=ngày|tháng|qu[ýí]|năm|\d)",
    re.IGNORECASE,
)


_ASIDE = re.compile(r"\(([^()]{3,200})\)\s*[.;]?$")
_TIME_PART = re.compile(
    r"^(?:hoàn thành|xong|trước|chậm nhất|trong|từ|đến|quý|quí|tháng|năm|giai đoạn|thường xuyên|hàng|hằng|định kỳ)\b",
    re.IGNORECASE,
)


def _in_aside(text: str) -> str | None:
    """The time among what closes a sentence in parentheses: "(Sở A chủ trì, Sở B phối hợp; Quý I/2024)"."""
    aside = _ASIDE.search(text)
    if aside is None:
        return None
    for part in aside[1].split(";"):
        said = part.strip(" .,")
        if _TIME_PART.match(said) and len(said) < 60 and (find_times(said) or recurrence_of(said)):
            return said
    return None


def _hinted(text: str) -> Recurrence | None:
    rhythm = _rhythm(collapse(text))
    return recurrence_of(rhythm) if rhythm else None


def _rhythm(clean: str) -> str | None:
    return next(iter(_RHYTHM.findall(_NOT_A_RHYTHM.sub(" ", clean))), None)


def schedule_in_prose(text: str) -> Schedule:
    """The schedule a sentence states for its own work; a period inside a cited title is not one."""
    clean = collapse(text)
    unquoted = re.sub(r"[“\"][^”\"]{0,400}[”\"]", " ", clean)
    rhythm = _rhythm(unquoted)
    recurrence = recurrence_of(rhythm) if rhythm else None
    aside = _in_aside(unquoted)
    if aside is not None:
        found = read_schedule(aside)
        return Schedule(found.text, found.recurrence or recurrence, found.start, found.end)
    cue = _STATED_TIME.search(unquoted)
    if cue is not None:
        phrase = re.split(r"[.;](?!\d)", unquoted[cue.start() : cue.start() + 120])[0]
        stated = [when for when in find_times(phrase) if when.begin_at <= cue.end() - cue.start() + 10]
        if stated:
            found = read_schedule(phrase[: stated[-1].end_at])
            return Schedule(found.text, recurrence or found.recurrence, found.start, found.end)
    return Schedule(text=rhythm, recurrence=recurrence)
