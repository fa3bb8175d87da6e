"""Sums that do not add up: tables in themselves, stated totals, annex against annex, rates, figures against words.

Compares only what the document itself states. A whole column that disagrees is more likely misread than
wrong, and stays unsaid; so does a gap that sums of no named budget could fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban._blocks import Place
from vanban._checks._facts import Facts, Sheet, cut
from vanban._checks._money import (
    LEVEL_NAMES,
    amount_of,
    by_level,
    level_of,
    months_by_year,
    rate_of,
    spread,
    table_tasks,
    yearly_lines,
)
from vanban._decree30.figures import money_text
from vanban._language.money import decimal_mark, find_amounts, read_amount, read_money_words, unit_of
from vanban._language.text import collapse
from vanban._plan import Finding, Severity, Task
from vanban._tables import money_columns

_WORDS = re.compile(
    r"\(\s*(?:(?:viết\s+)?bằng chữ|số tiền bằng chữ)?\s*:?\s*(?P<words>[^()\d]{8,200}?đồng)[^()]{0,20}\)",
    re.IGNORECASE,
)
_ADVICE = "Tính lại các khoản, sửa con số sai và thống nhất giữa phần lời với các phụ lục."
_MILLION = 10**6


def check_sums(facts: Facts) -> Iterator[Finding]:
    yield from _words_against_figures(facts)
    for sheet in facts.sheets:
        yield from _sheet_totals(sheet)
        yield from _row_totals(sheet)
        yield from _decimal_dots(sheet)
    yield from _stated_total(facts)
    yield from _annexes(facts)
    yield from _rates(facts)
    yield from _years(facts)


def _finding(
    where: str, text: str, quote: str = "", *, severity: Severity = "error", places: tuple[Place, ...] = ()
) -> Finding:
    return Finding("sum_mismatch", severity, where, text, cut(quote, 200), _ADVICE, places)


def _words_against_figures(facts: Facts) -> Iterator[Finding]:
    for passage in facts.passages:
        for match in _WORDS.finditer(passage.text):
            said = read_money_words(match["words"])
            before = find_amounts(passage.text[: match.start()])
            if (
                said is None
                or not before
                or len(collapse(passage.text[: match.start()])) - before[-1].end_at > 3
            ):
                continue
            if said != before[-1].vnd:
                text = f"Số tiền bằng số ({money_text(before[-1].vnd)}) khác bằng chữ ({money_text(said)})."
                yield _finding(
                    passage.where, text, match.group(), places=(passage.place,) if passage.place else ()
                )


def _sheet_totals(sheet: Sheet) -> Iterator[Finding]:
    """The total row against the rows above it."""
    totals = [row for row in sheet.rows if row.kind == "total"]
    rows = [row for row in sheet.rows if row.kind == "row"]
    if len(totals) != 1 or len(rows) < 2 or sheet.rows[-1].kind != "total":
        return
    columns = [i for i, c in enumerate(sheet.grid.columns) if c.role in {"budget", "total"}]
    sums = {index: sum(_cell(sheet, row.row.cells[index]) or 0 for row in rows) for index in columns}
    stated = {index: _cell(sheet, totals[0].row.cells[index]) for index in columns}
    for index, value in stated.items():
        right = value in sums.values() if sheet.grid.flattened else value == sums[index]
        if value is None or right or not sums[index]:
            continue
        name = sheet.grid.columns[index].title
        text = f"{sheet.path}, cột “{name}”: dòng tổng ghi {money_text(value)}, các dòng cộng lại là {money_text(sums[index])}."
        yield _finding(sheet.path, text, totals[0].row.cells[index], places=(totals[0].row.place,))


def _row_totals(sheet: Sheet) -> Iterator[Finding]:
    """Each row's total against its parts."""
    total = next((i for i, c in enumerate(sheet.grid.columns) if c.role == "total" and not c.parent), None)
    parts = money_columns(sheet.grid.columns)
    rows = [row for row in sheet.rows if row.kind == "row"]
    if total is None or len(parts) < 2 or len(rows) < 3:
        return
    wrong = []
    for row in rows:
        stated = _cell(sheet, row.row.cells[total])
        added = sum(_cell(sheet, row.row.cells[index]) or 0 for index in parts)
        if stated is not None and added and stated != added:
            wrong.append((row, stated, added))
    if len(wrong) * 2 > len(rows):
        return
    for row, stated, added in wrong:
        text = f"Dòng {row.numeral or row.path}: tổng ghi {money_text(stated)}, các cột cộng lại là {money_text(added)}."
        yield _finding(row.path, text, row.row.cells[total], places=(row.row.place,))


def _unit(sheet: Sheet) -> int:
    titles = [c.title for c in sheet.grid.columns if c.role in {"budget", "total"}]
    return (
        unit_of(sheet.grid.unit)
        or next((unit for unit in map(unit_of, titles) if unit is not None), None)
        or 1
    )


def _cell(sheet: Sheet, cell: str) -> int | None:
    columns = [i for i, c in enumerate(sheet.grid.columns) if c.role in {"budget", "total"}]
    figures = [row.row.cells[i] for row in sheet.rows for i in columns]
    return read_amount(cell, unit=_unit(sheet), decimal=decimal_mark(figures))


def _decimal_dots(sheet: Sheet) -> Iterator[Finding]:
    """ "Đơn vị tính: triệu đồng" with 70.000 for seventy million: the dot is the mark of thousands."""
    columns = [i for i, c in enumerate(sheet.grid.columns) if c.role in {"budget", "total"}]
    figures = [row.row.cells[i] for row in sheet.rows for i in columns]
    if _unit(sheet) >= _MILLION and decimal_mark(figures) == ".":
        yield Finding(
            "other",
            "info",
            sheet.path,
            "Bảng dùng dấu chấm làm dấu thập phân, trong khi văn bản hành chính dùng dấu chấm để ngăn cách hàng nghìn.",
            sheet.grid.unit or next(iter(figures), ""),
            "Dùng dấu phẩy cho phần thập phân, hoặc ghi đủ số đồng.",
            (sheet.grid.place,),
        )


def _stated_total(facts: Facts) -> Iterator[Finding]:
    """The total in words of the plan against what each annex adds up to."""
    stated = facts.plan.budget.stated_total_vnd
    if stated is None:
        return
    sums = {label: sum(map(amount_of, tasks)) for label, tasks in table_tasks(facts).items()}
    sums |= {label: sum(line.amount_vnd for line in lines) for label, lines in yearly_lines(facts).items()}
    wrong = {label: added for label, added in sums.items() if added != stated}
    if not wrong or len(wrong) < len(sums):  # an annex that agrees shows the others mean something else
        return
    digits = money_text(stated).split(" ", maxsplit=1)[0]
    passage = next((p for p in facts.passages if digits in p.text and "Phụ lục" not in p.where), None)
    against = "; ".join(f"{label} cộng lại là {money_text(added)}" for label, added in wrong.items())
    gap = money_text(abs(next(iter(wrong.values())) - stated))
    yield _finding(
        passage.where if passage else "kinh phí thực hiện",
        f"Tổng kinh phí ghi {money_text(stated)}, nhưng {against} (chênh {gap}).",
        passage.text if passage else "",
        places=(passage.place,) if passage and passage.place else (),
    )


def _annexes(facts: Facts) -> Iterator[Finding]:
    """Task annexes against year annexes: grand totals, then budget by budget."""
    for label, tasks in table_tasks(facts).items():
        for other, lines in yearly_lines(facts).items():
            mine = by_level((task.budget.source if task.budget else None, amount_of(task)) for task in tasks)
            theirs = by_level((line.source, line.amount_vnd) for line in lines)
            where = f"{label} và {other}"
            if set(mine) <= set(theirs) | {None} and sum(mine.values()) != sum(theirs.values()):
                text = f"Tổng của {label} là {money_text(sum(mine.values()))}, của {other} là {money_text(sum(theirs.values()))}."
                yield _finding(where, text)
            unnamed = mine.get(None, 0) + theirs.get(None, 0)
            for level, name in LEVEL_NAMES.items():
                if level not in mine or level not in theirs or abs(mine[level] - theirs[level]) <= unnamed:
                    continue
                text = f"Phần {name}: {label} là {money_text(mine[level])}, {other} là {money_text(theirs[level])}."
                yield _finding(
                    where, text, places=tuple(t.place for t in tasks if t.place and _has(t, level))
                )


def _has(task: Task, level: str) -> bool:
    return task.budget is not None and level_of(task.budget.source) == level


def _rates(facts: Facts) -> Iterator[Finding]:
    """So many a month at so much each, over the stated months, against the stated amount."""
    for tasks in table_tasks(facts).values():
        for task in tasks:
            rate = rate_of(task)
            months = sum(months_by_year(task).values())
            if rate is None or not months or months % rate.months:
                continue
            expected = months // rate.months * rate.count * rate.each
            if expected != amount_of(task):
                text = (
                    f"{months} tháng theo mức “{rate.words}” là {money_text(expected)}, "
                    f"nhưng kinh phí ghi {money_text(amount_of(task))}."
                )
                yield _finding(task.path, text, rate.words, places=(task.place,) if task.place else ())


def _years(facts: Facts) -> Iterator[Finding]:
    """What the tasks of one budget come to year by year, against the annex by year."""
    for label, tasks in table_tasks(facts).items():
        for other, lines in yearly_lines(facts).items():
            for level, name in LEVEL_NAMES.items():
                own = [task for task in tasks if _has(task, level)]
                spreads = [spread(task) for task in own]
                given = {
                    line.year: line.amount_vnd
                    for line in lines
                    if line.year and level_of(line.source) == level
                }
                if not own or not given or any(part is None for part in spreads):
                    continue
                needed: dict[int, int] = {}
                for part in spreads:
                    for year, amount in (part or {}).items():
                        needed[year] = needed.get(year, 0) + amount
                wrong = [year for year in given if given[year] != needed.get(year or 0, 0)]
                if wrong:
                    shown = "; ".join(
                        f"{year}: {money_text(needed.get(year or 0, 0))} so với {money_text(given[year])}"
                        for year in wrong
                    )
                    where = f"{', '.join(task.path for task in own)} và {other}"
                    text = f"Phần {name} từng năm của {other} không khớp mức chi và thời gian ghi tại {label} ({shown})."
                    yield _finding(
                        where, text, severity="warning", places=tuple(t.place for t in own if t.place)
                    )
