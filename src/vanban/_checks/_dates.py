"""Dates that cannot be: work that begins or ends before the issue, no time left, a period that is none.

Works only with dates the document states in full enough: a bare year never contradicts a day in it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from vanban._checks._facts import Facts
from vanban._language.dates import day_exists
from vanban._plan import Finding, Severity, Task

_PERIOD = re.compile(r"giai đoạn\s+(?P<from>(?:19|20)\d\d)\s*[-–]\s*(?P<to>(?:19|20)\d\d)", re.IGNORECASE)
_DAY = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\d/])"
)
_DUE = re.compile(r"trước|hoàn thành|xong|chậm nhất", re.IGNORECASE)
_LITTLE = 1 / 3  # of a stated window left at issue: too little to do the work in
LAST_SHOWN = 12


def check_dates(facts: Facts) -> Iterator[Finding]:
    yield from _schedules(facts)
    yield from _impossible_days(facts)
    yield from _periods(facts)
    yield from _references_later(facts)


def _schedules(facts: Facts) -> Iterator[Finding]:
    issued = facts.issued
    if issued is None:
        return
    late: list[Task] = []
    begun: list[Task] = []
    little: list[Task] = []
    for task in facts.plan.tasks:
        if task.source == "body" and not _DUE.search(task.schedule.text or ""):
            continue  # in prose a date may belong to what the task is about
        start, end = task.schedule.start, task.schedule.end
        if end is not None and len(end) > 4 and _last_day(end) < issued:
            late.append(task)
        elif end is not None and _window_left(start, end, issued) < _LITTLE:
            little.append(task)
        elif (
            start is not None
            and len(start) > 4
            and start < issued[: len(start)]
            and not _is_window(start, end)
        ):
            begun.append(task)
    yield from _grouped(late, f"Thời hạn kết thúc trước ngày ban hành ({_shown(issued)})", "error")
    yield from _grouped(begun, f"Thời gian bắt đầu có trước ngày ban hành ({_shown(issued)})", "warning")
    yield from _grouped(
        little,
        f"Văn bản ban hành ngày {_shown(issued)} nên gần như không còn thời gian trước thời hạn",
        "warning",
    )


def _last_day(value: str) -> str:
    """The last day a stated month or day covers."""
    if len(value) == 7:
        return f"{value}-{monthrange(int(value[:4]), int(value[5:]))[1]:02d}"
    return value


def _is_window(start: str, end: str | None) -> bool:
    """A quarter or a half-year: the start is how the window was told, not a day to begin."""
    if end is None or len(start) != 7 or len(end) != 7 or start[:4] != end[:4]:
        return False
    return (int(end[5:]) - int(start[5:]), int(start[5:]) % 3) in {(2, 1), (5, 1)}


def _window_left(start: str | None, end: str, issued: str) -> float:
    """How much of a quarter or half-year is left at issue, as a share; 1 where the issue lies outside it."""
    if start is None or not _is_window(start, end):
        return 1.0
    first, last = date.fromisoformat(f"{start}-01"), date.fromisoformat(_last_day(end))
    on = date.fromisoformat(issued)
    if not first <= on <= last:
        return 1.0
    return ((last - on).days) / ((last - first).days + 1) if on < last else 0.0


def _grouped(tasks: list[Task], reason: str, severity: Severity) -> Iterator[Finding]:
    """One finding for all tasks of the same fault under the same annex or section."""
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(task.path.split(".")[0], []).append(task)
    for group in groups.values():
        paths = [task.path for task in group]
        shown = ", ".join(paths[:LAST_SHOWN]) + (" …" if len(paths) > LAST_SHOWN else "")
        yield Finding(
            "date",
            severity,
            ", ".join(paths[:LAST_SHOWN]),
            f"{reason}: {shown}.",
            group[0].schedule.text or "",
            "Sửa thời gian cho phù hợp với ngày ban hành, hoặc ghi rõ đây là việc đang làm từ trước.",
            tuple(task.place for task in group if task.place is not None),
        )


def _shown(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"


def _impossible_days(facts: Facts) -> Iterator[Finding]:
    for passage in facts.passages:
        for match in _DAY.finditer(passage.text):
            year = int(match["year"] or 2000)  # a leap year: 29/02 without a year is a day
            if not day_exists(year, int(match["month"]), int(match["day"])):
                yield Finding(
                    "date",
                    "error",
                    passage.where,
                    f"Không có ngày {match['day']}/{match['month']}{'/' + match['year'] if match['year'] else ''}.",
                    match.group(),
                    "Sửa lại ngày, tháng cho đúng lịch.",
                    (passage.place,) if passage.place else (),
                )


def _periods(facts: Facts) -> Iterator[Finding]:
    """A period that ends before or when it begins, or an annex's that ends otherwise than the plan's."""
    head = facts.plan.head
    annexes = {annex.label for annex in facts.outline.annexes} if facts.outline is not None else set()
    for passage in facts.passages:
        for match in _PERIOD.finditer(passage.text):
            first, last = int(match["from"]), int(match["to"])
            own = (
                passage.where in annexes and head.period_from == first and head.period_to not in {None, last}
            )
            if first < last and not own:
                continue
            meant = (
                f"; kế hoạch này là giai đoạn {head.period_from} - {head.period_to}" if head.period_to else ""
            )
            yield Finding(
                "date",
                "error" if first >= last else "info",
                passage.where,
                f"Giai đoạn ghi “{first} - {last}”{meant}.",
                match.group(),
                "Sửa lại năm bắt đầu và năm kết thúc của giai đoạn.",
                (passage.place,) if passage.place else (),
            )


def _references_later(facts: Facts) -> Iterator[Finding]:
    issued = facts.issued
    for reference in facts.plan.references:
        if issued is None or reference.date is None or len(reference.date) != 10 or not reference.basis:
            continue
        if reference.date > issued:
            name = f"{reference.kind} {reference.number or reference.title or ''}".strip()
            yield Finding(
                "date",
                "error",
                "căn cứ",
                f"Căn cứ {name} ghi ngày {_shown(reference.date)}, sau ngày ban hành văn bản ({_shown(issued)}).",
                name,
                "Kiểm tra lại ngày của văn bản được viện dẫn.",
                (reference.place,) if reference.place else (),
            )
