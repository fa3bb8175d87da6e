"""The money of a plan, ready to compare: whose budget a sum comes from, what a rate comes to, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from vanban._checks._facts import Facts
from vanban._language.money import find_amounts
from vanban._language.text import collapse, fold
from vanban._plan import BudgetLine, Task

Level = Literal["central", "province", "district", "commune"]
LEVEL_NAMES: dict[Level, str] = {
    "central": "ngân sách trung ương",
    "province": "ngân sách tỉnh",
    "district": "ngân sách cấp huyện",
    "commune": "ngân sách cấp xã",
}
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("central", re.compile(r"\btrung uong\b|\bnstw\b")),
    ("commune", re.compile(r"\bxa\b|\bphuong\b")),
    ("district", re.compile(r"\bhuyen\b|\bquan\b|\bthi xa\b")),
    ("province", re.compile(r"\btinh\b|\bthanh pho\b|\bnst\b")),
)
IMPOSSIBLE_VND = 10**16  # several times the whole state budget
_MONTHS_OF = {"tháng": 1, "quý": 3, "năm": 12}
_RATE = re.compile(
    r"(?:(?:mỗi|một|1|01)\s*(?P<unit>tháng|quý|năm)\s*(?:có\s*|ít nhất\s*)?(?P<count>\d{1,3})\s+[^\d;.]{2,40}?"
    r"|(?P<count2>\d{1,3})\s+[^\d;.]{2,40}?\s*/\s*(?P<unit2>tháng|quý|năm))"
    r"\s*[,;x×]?\s*(?:mỗi|một|1|01)\s+[^\d;.]{2,40}?(?=\d)",
    re.IGNORECASE,
)


def level_of(source: str | None) -> Level | None:
    """Whose budget a source names; None where it names none ("nguồn hợp pháp khác", "kinh phí đơn vị")."""
    folded = fold(source or "")
    if not re.match(r"(?:nguon )?(?:ngan sach|ns|kinh phi)\b", folded) or "don vi" in folded:
        return None
    return next((level for level, pattern in _LEVELS if pattern.search(folded)), None)


def sheet_label(path: str) -> str:
    """The annex a path stands in: "Phụ lục 01.II.1" → "Phụ lục 01"."""
    return path.split(".", maxsplit=1)[0]


def table_tasks(facts: Facts) -> dict[str, list[Task]]:
    """Tasks of tables that state an amount, by annex; an annex with an impossible amount was misread and is left out."""
    found: dict[str, list[Task]] = {}
    for task in facts.plan.tasks:
        if task.source == "table" and task.budget is not None and task.budget.amount_vnd:
            found.setdefault(sheet_label(task.path), []).append(task)
    return {
        label: tasks
        for label, tasks in found.items()
        if all(amount_of(task) < IMPOSSIBLE_VND for task in tasks)
    }


def yearly_lines(facts: Facts) -> dict[str, list[BudgetLine]]:
    """Budget lines by annex, apart from annexes whose money stands in their tasks already."""
    with_tasks = {sheet_label(task.path) for task in facts.plan.tasks if task.source == "table"}
    found: dict[str, list[BudgetLine]] = {}
    for line in facts.plan.budget.lines:
        label = sheet_label(line.path)
        if label not in with_tasks:
            found.setdefault(label, []).append(line)
    return found


def amount_of(task: Task) -> int:
    return task.budget.amount_vnd or 0 if task.budget is not None else 0


def by_level(pairs: Iterable[tuple[str | None, int]]) -> dict[Level | None, int]:
    """Sums by budget; what names none is under None."""
    sums: dict[Level | None, int] = {}
    for source, amount in pairs:
        level = level_of(source)
        sums[level] = sums.get(level, 0) + amount
    return sums


@dataclass(frozen=True, slots=True)
class Rate:
    """So many pieces in every `months` months, at `each` đồng a piece; `words` is the source's own."""

    count: int
    months: int
    each: int
    words: str

    @property
    def monthly(self) -> float:
        return self.count * self.each / self.months


def rate_of(task: Task) -> Rate | None:
    """The rate a task's note, products or text state: "1 tháng 2 nội dung, mỗi nội dung khoảng 7.000.000 đ"."""
    for text in (task.note or "", task.text, *task.products):
        clean = collapse(text)
        match = _RATE.search(clean)
        if match is None:
            continue
        amounts = find_amounts(clean[match.end() :])
        if amounts and amounts[0].begin_at == 0:
            unit = (match["unit"] or match["unit2"]).casefold()
            count = int(match["count"] or match["count2"])
            return Rate(count, _MONTHS_OF[unit], amounts[0].vnd, clean[match.start() : match.start() + 120])
    return None


def months_by_year(task: Task) -> dict[int, int]:
    """How many months of each year a task's stated time covers, both ends counted; {} where it is not stated."""
    start, end = task.schedule.start, task.schedule.end
    if start is None or end is None:
        return {}
    first = (int(start[:4]), int(start[5:7]) if len(start) > 4 else 1)
    last = (int(end[:4]), int(end[5:7]) if len(end) > 4 else 12)
    found: dict[int, int] = {}
    for year in range(first[0], last[0] + 1):
        begin = first[1] if year == first[0] else 1
        finish = last[1] if year == last[0] else 12
        if finish >= begin:
            found[year] = finish - begin + 1
    return found


def spread(task: Task) -> dict[int, int] | None:
    """The task's money by year, by its rate or because one year is stated; None where neither says."""
    months = months_by_year(task)
    rate = rate_of(task)
    if rate is not None and months:
        return {year: round(count * rate.monthly) for year, count in months.items()}
    return {next(iter(months)): amount_of(task)} if len(months) == 1 else None
