"""Tasks of tables: each row of a table whose columns are a task and who, when or what for.

Report forms (empty cells, "Mẫu", "Biểu"), tables of money and tables of targets are not tables of tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vanban._blocks import Paragraph, Table
from vanban._language.actors import actors
from vanban._language.agencies import split_agencies
from vanban._language.money import decimal_mark, read_amount, unit_of
from vanban._language.schedules import read_schedule
from vanban._language.text import fold
from vanban._outline import Node, Outline
from vanban._outline._joins import goes_on
from vanban._plan import Money, Schedule, Task
from vanban._sections import Section
from vanban._tables import Column, Grid, TableRow, is_blank, read_flat, read_rows, read_table
from vanban._tasks import NO_LEAD, money_of, split_items

_FORM_TITLE = re.compile(
    r"\b(?:mau so|bieu mau|mau bao cao|bieu so|mau bieu|phieu|de cuong bao cao|tong hop ket qua|ket qua thuc hien|bao cao (?:ket qua|tinh hinh))"
)
_MONEY_TITLE = re.compile(r"\b(?:kinh phi|du toan|ngan sach|von dau tu)\b")
_SHARED = re.compile(
    r"\(?\s*(?:(?:cơ quan|đơn vị)\s)?(?:chủ trì|phối hợp)(?:\s(?:thực hiện|với|cùng))?\s*\)?\s*[:：]?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b\d{1,2}\s?(?:h|giờ|g)\s?\d{0,2}\b|\b\d{1,2}:\d{2}\b", re.IGNORECASE)
_MARKED = re.compile(r"^[x✓✔+*•]$", re.IGNORECASE)
_ALIGNED = "Các ô của dòng này được xếp vào cột theo nội dung, hãy so lại với bản gốc."
_LOST_HEADER = "Bảng mất dòng tiêu đề, tên cột được đoán từ nội dung các ô."


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A table of the document with the path its rows begin with and the words that stand above it."""

    grid: Grid
    prefix: str
    title: str
    in_tasks: bool  # it stands in a section of tasks


def grids(outline: Outline, sections: Iterable[Section]) -> tuple[PlacedGrid, ...]:
    """Every table of body and annexes, read. Tables of head and closing are not among them."""
    found: list[PlacedGrid] = []
    for section in sections:
        found += _grids_of([section.node], section.node.text, in_tasks=section.role == "tasks")
    for annex in outline.annexes:
        found += _grids_of(annex.nodes, annex.title, in_tasks=False)
    return tuple(found) if outline.nodes or outline.annexes else _bare_grids(outline)


def _bare_grids(outline: Outline) -> tuple[PlacedGrid, ...]:
    """A list of tasks and nothing else (a workbook, one pasted table): its tables stand under no heading."""
    title = next((block.text for block in outline.head if isinstance(block, Paragraph)), "")
    tables = [block for block in outline.head if isinstance(block, Table)]
    return tuple(PlacedGrid(read_table(table), "", title, in_tasks=False) for table in tables)


def _grids_of(tops: Iterable[Node], title: str, *, in_tasks: bool) -> list[PlacedGrid]:
    """The tables of one section or annex; one without a header goes on with the table before it."""
    found: list[PlacedGrid] = []
    above = [title]
    for node in (node for top in tops for node in top.walk()):
        if node.kind != "table":
            above.append(node.text)
            continue
        unit = next((text for text in reversed(above) if len(text) < 200 and unit_of(text) is not None), "")
        grid = _grid(node, unit)
        if found and _continues(found[-1].grid, grid):
            whole = replace(found[-1].grid, rows=(*found[-1].grid.rows, *grid.rows))
            found[-1] = replace(found[-1], grid=whole)
        else:
            found.append(PlacedGrid(grid, node.path, title or above[-1], in_tasks))
    return found


def _continues(before: Grid, grid: Grid) -> bool:
    """A table cut at a page's end: as many columns, and no header of its own."""
    guessed = bool(grid.columns) and all(not column.sure for column in grid.columns)
    return guessed and len(grid.columns) == len(before.columns) and any(c.sure for c in before.columns)


def _grid(node: Node, unit: str) -> Grid:
    if node.table is not None:
        return read_table(node.table, unit=unit)
    return read_flat(node.cells, unit=unit)


def is_task_table(placed: PlacedGrid) -> bool:
    grid = placed.grid
    if not grid.has("task") or grid.has("target") or _is_list_of_people(grid) or _is_agenda(grid):
        return False
    if is_form(placed):
        return False
    if grid.has("lead", "coordinating"):
        return True
    if _MONEY_TITLE.search(fold(placed.title)) and not placed.in_tasks:
        return False
    return grid.has("schedule", "product") or placed.in_tasks


def _is_list_of_people(grid: Grid) -> bool:
    return any(re.search(r"\bho (?:va )?ten\b", fold(column.title)) for column in grid.columns)


def _is_agenda(grid: Grid) -> bool:
    """The programme of one meeting: its times are hours of a day."""
    cells = [text for row in grid.rows if (text := grid.text(row, "schedule"))]
    return bool(cells) and sum(1 for text in cells if _HOUR.search(text)) * 2 > len(cells)


def is_form(placed: PlacedGrid) -> bool:
    """A form to be filled in: its title says so, or hardly a cell beside number and task holds anything."""
    titled = bool(_FORM_TITLE.search(fold(placed.title)))
    if titled and not placed.grid.has("lead"):
        return True
    rows = [row for row in placed.grid.rows if not row.whole]
    if not rows:
        return True
    own = [i for i, c in enumerate(placed.grid.columns) if c.role not in {"number", "task", "note", "target"}]
    if not own:
        return not placed.in_tasks
    filled = sum(1 for row in rows if any(_says(row.cells[i]) for i in own if i < len(row.cells)))
    empty = [i for i in own if not any(_says(row.cells[i]) for row in rows if i < len(row.cells))]
    return filled * 4 < len(rows) or (titled and bool(empty))


def _says(cell: str) -> bool:
    return not is_blank(cell) or bool(_MARKED.match(cell.strip()))


def table_tasks(placed_grids: Iterable[PlacedGrid]) -> tuple[Task, ...]:
    """Tasks of every table that is one of tasks, in document order."""
    found: list[Task] = []
    for placed in placed_grids:
        if not is_task_table(placed):
            continue
        rows = [row for row in read_rows(placed.grid, placed.prefix) if row.kind == "row"]
        text_at, group_at = _text_columns(placed.grid, rows)
        for row in rows:
            task = _task(placed.grid, row, text_at, group_at)
            if task is not None:
                found.append(task)
    return tuple(found)


def _text_columns(grid: Grid, rows: Sequence[TableRow]) -> tuple[int, int | None]:
    """(column of the task's words, column of the group it is merged under or None)."""
    columns = [i for i, c in enumerate(grid.columns) if c.role == "task"]
    if len(columns) > 1 and len(rows) > 2:
        firsts = [row.row.cells[columns[0]] for row in rows]
        if len(set(firsts)) * 2 <= len(firsts) or sum(map(is_blank, firsts)) * 2 > len(firsts):
            return columns[1], columns[0]
    return columns[0], None


def _task(grid: Grid, row: TableRow, text_at: int, group_at: int | None) -> Task | None:
    text = one_cell(row.row.cells[text_at])
    if is_blank(text):
        return None
    lead, coordinating = _actors(grid, row, text)
    products = _products(grid, row)
    schedule = _schedule(grid, row, (*products, text))
    group = row.group
    if group_at is not None and not is_blank(row.row.cells[group_at]):
        group = one_cell(row.row.cells[group_at])
    guessed = any(not column.sure for column in grid.columns)
    doubts = [_LOST_HEADER] if guessed else []
    if not row.row.sure:
        doubts.append(_ALIGNED)
    if not lead:
        doubts.append(NO_LEAD)
    return Task(
        path=row.path,
        source="table",
        group=group,
        text=text,
        lead=lead,
        coordinating=coordinating,
        products=products,
        schedule=schedule,
        budget=_budget(grid, row),
        note=one_cell(grid.text(row.row, "note")) or None,
        place=row.row.place,
        confidence=round(
            0.97 - 0.25 * guessed - 0.3 * (not row.row.sure) - 0.1 * (not lead and grid.has("lead")), 2
        ),
        doubts=tuple(doubts),
    )


def one_cell(text: str) -> str:
    return " ".join(text.split())


def _actors(grid: Grid, row: TableRow, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead_cell = grid.text(row.row, "lead")
    helping_cell = grid.text(row.row, "coordinating")
    if not grid.has("lead", "coordinating"):
        told = actors(text)
        return told.lead, told.coordinating
    if _SHARED.search(lead_cell) and not grid.has("coordinating"):
        return shared_cell(lead_cell)
    lead = () if is_blank(lead_cell) else split_agencies(lead_cell)
    return lead, () if is_blank(helping_cell) else split_agencies(helping_cell)


def shared_cell(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and coordinating agencies of one cell: "Sở A (chủ trì); Sở B, Sở C (phối hợp)", "Chủ trì: Sở A …"."""
    lead: list[str] = []
    helping: list[str] = []
    into = lead
    for piece in re.split(
        r"[;\n]|(?<=\))\s*,|[.,]\s*(?=(?:cơ quan |đơn vị )?phối hợp)", cell, flags=re.IGNORECASE
    ):
        if re.search(r"phối hợp", piece, re.IGNORECASE):
            into = helping
        elif re.search(r"chủ trì", piece, re.IGNORECASE):
            into = lead
        into += split_agencies(_SHARED.sub(" ", piece))
    return tuple(lead), tuple(name for name in helping if name not in lead)


def _products(grid: Grid, row: TableRow) -> tuple[str, ...]:
    cell = grid.text(row.row, "product")
    return () if is_blank(cell) else split_items(unwrapped(cell))


def unwrapped(cell: str) -> str:
    """Lines of a cell with those joined that only a narrow column had broken."""
    lines: list[str] = []
    for line in cell.split("\n"):
        text = line.strip()
        if lines and goes_on(lines[-1], text):
            lines[-1] = f"{lines[-1]} {text}"
        elif text:
            lines.append(text)
    return "\n".join(lines)


def _schedule(grid: Grid, row: TableRow, hints: Sequence[str]) -> Schedule:
    marked = [
        c.year for c, cell in zip(grid.columns, row.row.cells, strict=False) if _is_marked_year(c, cell)
    ]
    years = [year for year in marked if year is not None]
    if years:
        first, last = str(min(years)), str(max(years))
        span = first if first == last else f"{first} - {last}"
        return Schedule(span, "once" if first == last else None, first, last)
    cells = [
        one_cell(cell) for c, cell in zip(grid.columns, row.row.cells, strict=False) if c.role == "schedule"
    ]
    stated = " - ".join(dict.fromkeys(cell for cell in cells if not is_blank(cell)))
    return read_schedule(stated, hints=hints)


def _is_marked_year(column: Column, cell: str) -> bool:
    return (
        column.year is not None and column.role in {"schedule", "year"} and bool(_MARKED.match(cell.strip()))
    )


def _amount_column(grid: Grid) -> int | None:
    """The column of a task's whole money: the only one, or the total of several (years, sources)."""
    money = [i for i, c in enumerate(grid.columns) if c.role == "budget"]
    totals = [i for i, c in enumerate(grid.columns) if c.role == "total"]
    if totals and len(money) != 1:
        return totals[-1]
    return money[0] if len(money) == 1 else None


def _budget(grid: Grid, row: TableRow) -> Money | None:
    at = _amount_column(grid)
    source = one_cell(grid.text(row.row, "source"))
    cell = row.row.cells[at] if at is not None and at < len(row.row.cells) else ""
    if is_blank(cell) and not source:
        return None
    unit = unit_of(grid.columns[at].title) if at is not None else None
    unit = unit or (unit_of(grid.unit) if grid.unit else None)
    mark = decimal_mark(other.cells[at] for other in grid.rows if at is not None and at < len(other.cells))
    amount = read_amount(cell, unit=unit, decimal=mark) if unit is not None else None
    if amount is not None:
        return Money(amount, source or None)
    return money_of(cell, source=source)
