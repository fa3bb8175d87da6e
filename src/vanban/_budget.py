"""Money of the plan: the stated total, where it is to come from, and the lines of tables by year and source.

Adds nothing up and corrects nothing: `_checks` compares. Money of single tasks stays with the tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vanban._language.money import decimal_mark, find_amounts, read_amount, unit_of
from vanban._language.text import fold
from vanban._outline import Node
from vanban._plan import Budget, BudgetLine
from vanban._sections import Section
from vanban._table_tasks import PlacedGrid, is_form, is_task_table
from vanban._tables import Column, Grid, TableRow, is_blank, money_columns, names_source, read_rows

_TOTAL = re.compile(
    r"\btong\b[^.;:]{0,60}\b(?:kinh phi|du toan|nhu cau|von|muc dau tu|nguon luc|ngan sach)\b|\bkinh phi\b[^.;:]{0,40}\b(?:tong cong|la|du kien|khai toan)\b"
    r"|^(?:tong )?(?:nhu cau )?kinh phi(?: thuc hien)?(?: (?:ke hoach|de an|nam \d{4}))?(?: nay)?\s*:(?=\s*\d)"
)
_SAYS_TOTAL = re.compile(r"\btổng\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_YEAR_OF_AMOUNT = re.compile(r"\bnăm (20\d\d)\s*(?:[:\-–]|là|dự kiến|khoảng)?\s*", re.IGNORECASE)
_SOURCE_OF_AMOUNT = re.compile(
    r"(?:^|[\s(])(?P<source>(?:nguồn\s|vốn\s)?(?:ngân sách|xã hội hóa|xã hội hoá|vốn|quỹ|tài trợ|sự nghiệp|doanh nghiệp)[^.;:,()\d]{0,60}?)"
    r"\s*(?:[:–-]|\slà|\sdự kiến|\skhoảng)*\s*$",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"(?:từ (?:các )?nguồn(?: kinh phí| vốn)?\s*[:：]?|(?:được )?bố trí từ|nguồn kinh phí(?: thực hiện)?\s*[:：]|huy động từ|từ)\s+(?=nguồn|ngân sách|kinh phí|các nguồn|vốn|quỹ|xã hội)",
    re.IGNORECASE,
)
_SOURCE_START = re.compile(
    r"^(?:ngân sách|nguồn|kinh phí sự nghiệp)\b[^:]{0,80}(?:;|, | và )[^:]{0,120}$", re.IGNORECASE
)
_SOURCE_END = re.compile(
    r"\s+(?:theo(?! phân cấp)|để|trong|do|phục vụ|nhằm|hằng năm|hàng năm)\s|[.](?:\s|$)", re.IGNORECASE
)
_SOURCE_SPLIT = re.compile(
    r"\s*[;,]\s*(?=(?:các |và )?(?:nguồn|ngân sách|kinh phí|vốn|quỹ|huy động|đóng góp|xã hội))|\s+và\s+(?=(?:huy động|các nguồn|nguồn|ngân sách|kinh phí|vốn))",
    re.IGNORECASE,
)


def read_budget(sections: Sequence[Section], grids: Iterable[PlacedGrid]) -> Budget:
    """The budget of sections of funding and of the tables of money."""
    texts = [
        node.text
        for section in sections
        if section.role == "funding"
        for node in section.node.walk()
        if node.text
    ]
    elsewhere = [
        node.text
        for section in sections
        if section.role in {"organisation", "tasks", "other"}
        for node in section.node.walk()
    ]
    summed = [text for text in texts if _SAYS_TOTAL.search(text)]  # before "kinh phí năm 2023: …"
    total = next(
        (amount for text in (*summed, *texts, *elsewhere) if (amount := _stated_total(text)) is not None),
        None,
    )
    lines = [
        line
        for section in sections
        if section.role == "funding"
        for node in section.node.walk()
        for line in _in_prose(node)
    ]
    for placed in grids:
        if is_money_table(placed) or _is_dated_task_table(placed):
            lines += _lines(placed, total)
    if not lines:
        lines = _by_source(
            node for section in sections if section.role == "funding" for node in section.node.walk()
        )
    return Budget(total, tuple(lines), _sources(texts))


def _in_prose(node: Node) -> list[BudgetLine]:
    """ "năm 2021: 450 triệu đồng; năm 2022: 1 tỷ đồng": two years or more in one sentence are lines."""
    amounts = find_amounts(node.text)
    found: list[BudgetLine] = []
    for stated in _YEAR_OF_AMOUNT.finditer(node.text):
        amount = next((a for a in amounts if a.begin_at >= stated.end()), None)
        if amount is not None and amount.begin_at - stated.end() < 4:
            found.append(BudgetLine(node.path, int(stated[1]), None, amount.vnd, node.place))
    return found if len(found) > 1 else []


def _by_source(nodes: Iterable[Node]) -> list[BudgetLine]:
    """ "Ngân sách tỉnh: 6,5 tỷ đồng; nguồn xã hội hóa 2 tỷ đồng": two sources or more with amounts are lines."""
    found: list[BudgetLine] = []
    for node in nodes:
        last = 0
        for amount in find_amounts(node.text):
            stated = _SOURCE_OF_AMOUNT.search(node.text, last, amount.begin_at)
            last = amount.end_at
            if stated is not None:
                source = " ".join(stated["source"].split())
                found.append(BudgetLine(node.path, None, source, amount.vnd, node.place))
    return found if len(found) > 1 else []


def _stated_total(text: str) -> int | None:
    folded = fold(text)
    match = _TOTAL.search(folded)
    if match is None:
        return None
    amounts = [amount for amount in find_amounts(text) if amount.begin_at >= match.start()]
    return amounts[0].vnd if amounts else None


def is_money_table(placed: PlacedGrid) -> bool:
    """A table of amounts by year or by source; tables of tasks with a column of money are not."""
    grid = placed.grid
    if is_task_table(placed) or not grid.has("budget", "total"):
        return False
    if is_form(placed) or (
        grid.has("target") and unit_of(placed.title) is None and unit_of(grid.unit or "") is None
    ):
        return False
    by_year = grid.has("year") or any(c.year is not None for c in grid.columns)
    return by_year or any(names_source(c.parent or c.title) for c in grid.columns)


def _is_dated_task_table(placed: PlacedGrid) -> bool:
    """A table of tasks with the money of each year: its total row gives the money by year."""
    dated = {c.year for c in placed.grid.columns if c.role == "budget" and c.year is not None}
    return len(dated) > 1 and is_task_table(placed)


def _lines(placed: PlacedGrid, stated_total: int | None) -> list[BudgetLine]:
    grid = placed.grid
    rows = read_rows(grid, placed.prefix)
    parts = _parts(grid.columns)
    unit = _unit(grid, placed.title)
    mark = decimal_mark(row.cells[i] for row in grid.rows for i in parts if i < len(row.cells))
    if mark == "," and _too_large(grid, rows, parts, unit, stated_total):
        mark = "."
    found: list[BudgetLine] = []
    for row in _rows_that_count(rows, grid, tasks=is_task_table(placed)):
        for index in parts:
            amount = read_amount(row.row.cells[index], unit=unit, decimal=mark)
            if amount is None:
                continue
            year, source = _year_and_source(grid, row, grid.columns[index])
            if year is not None or source is not None:
                found.append(BudgetLine(placed.prefix, year, source, amount, row.row.place))
    return found


def _parts(columns: Sequence[Column]) -> tuple[int, ...]:
    """The columns whose amounts are lines: one per year, or per source within a year, or per source."""
    dated = [i for i, c in enumerate(columns) if c.year is not None and c.role in {"budget", "total"}]
    if not dated:
        return money_columns(columns) or tuple(i for i, c in enumerate(columns) if c.role == "total")
    chosen: list[int] = []
    for year in dict.fromkeys(columns[i].year for i in dated):
        own = [i for i in dated if columns[i].year == year]
        sources = [i for i in own if names_source(columns[i].title)]
        totals = [i for i in own if columns[i].role == "total"]
        chosen += sources or totals or own[:1]
    return tuple(chosen)


def _rows_that_count(rows: Sequence[TableRow], grid: Grid, *, tasks: bool) -> list[TableRow]:
    """The rows by year; where the columns are the years, the rows of sources, else the total row alone."""
    if tasks:
        return [row for row in rows if row.kind == "total"][-1:]
    plain = [row for row in rows if row.kind == "row"]
    if grid.has("year") and grid.index("year") is not None and not any(c.year for c in grid.columns):
        return plain
    totals = [row for row in rows if row.kind == "total"]
    named = [row for row in plain if names_source(_label(grid, row))]
    if named:
        return named
    return totals[-1:] or plain


def _label(grid: Grid, row: TableRow) -> str:
    for index, cell in enumerate(row.row.cells):
        if grid.columns[index].role not in {"number", "budget", "total", "year"} and not is_blank(cell):
            return " ".join(cell.split())
    return ""


def _year_and_source(grid: Grid, row: TableRow, column: Column) -> tuple[int | None, str | None]:
    year = column.year
    if year is None:
        stated = _YEAR.search(grid.text(row.row, "year"))
        year = int(stated[1]) if stated else None
        title = column.title if names_source(column.title) else column.parent or column.title
        if names_source(title) or not grid.has("source"):
            return year, title if names_source(title) else None
    label = grid.text(row.row, "source") or _label(grid, row)
    named = (text for text in (label, column.title, column.parent) if names_source(text))
    return year, next(named, None)


def _unit(grid: Grid, title: str) -> int:
    for text in (grid.unit, title, *(c.title for c in grid.columns), *(c.parent for c in grid.columns)):
        unit = unit_of(text) if text else None
        if unit is not None:
            return unit
    return 1


def _too_large(
    grid: Grid, rows: Sequence[TableRow], parts: Sequence[int], unit: int, stated: int | None
) -> bool:
    """Whether thousands dots would make the table's sum hundreds of times the total stated in the text."""
    if stated is None:
        return False
    figures = [read_amount(row.row.cells[i], unit=unit) for row in rows if row.kind == "row" for i in parts]
    return sum(figure or 0 for figure in figures) > 100 * stated


def _sources(texts: Iterable[str]) -> tuple[str, ...]:
    """Where the money is to come from, in the document's words, each once."""
    found: list[str] = []
    for text in texts:
        match = _SOURCES.search(text)
        if match is None and not _SOURCE_START.match(text):
            continue
        stretch = text[match.end() :] if match is not None else text
        end = _SOURCE_END.search(stretch)
        for piece in _SOURCE_SPLIT.split(stretch[: end.start()] if end else stretch):
            source = re.sub(r"^(?:và |huy động từ )+", "", piece.strip(" .;,"), flags=re.IGNORECASE)
            if source and source not in found and len(source) < 160:
                found.append(source)
    return tuple(found)
