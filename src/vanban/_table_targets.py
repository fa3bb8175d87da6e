"""Targets given as a table: a row for each, a column for each year, the unit in a column of its own.

Only tables whose columns say so ("Chỉ tiêu", years or "Mục tiêu") count. Columns of what was reached so far
("Thực hiện năm 2023", "Hiện trạng") are not targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban._language.quantity import Figure, find_figures, population_after
from vanban._language.text import collapse, fold
from vanban._plan import Comparator, Target
from vanban._table_tasks import PlacedGrid, is_form
from vanban._tables import Column, Grid, TableRow, is_blank, read_rows

_AIMED = re.compile(r"\b(?:muc tieu|ke hoach|phan dau|den nam|nam 20\d\d|chi tieu giao)\b|^20\d\d$")
_REACHED = re.compile(r"\b(?:thuc hien|hien trang|uoc|da dat|ket qua|thuc te|nam truoc)\b")
_COMPARED = re.compile(
    r"^(?P<sign>[≥>≤<]|trên|dưới|tối thiểu|ít nhất|tối đa|không quá|từ)?\s*(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*(?P<unit>%)?$",
    re.IGNORECASE,
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">": ">", "≤": "<=", "<": "<", "trên": ">", "dưới": "<", "tối thiểu": ">=", "ít nhất": ">=", "từ": ">=",
    "tối đa": "<=", "không quá": "<=",
}  # fmt: skip
_MEASURE = re.compile(r"^(?:(?:tỷ|tỉ) (?:lệ|trọng)|số lượng|số)\s+", re.IGNORECASE)
_FROM_TABLE = "Chỉ tiêu đọc từ ô của bảng, hãy kiểm tra đơn vị tính và năm."


def table_targets(grids: Iterable[PlacedGrid]) -> tuple[Target, ...]:
    """One target per row and aimed-at column, in document order."""
    found: list[Target] = []
    for placed in grids:
        if not placed.grid.has("target") or placed.grid.has("lead") or is_form(placed):
            continue
        for row in read_rows(placed.grid, placed.prefix):
            if row.kind == "row":
                found += _targets(placed.grid, row)
    return tuple(found)


def _targets(grid: Grid, row: TableRow) -> list[Target]:
    text = collapse(grid.text(row.row, "target"))
    unit = collapse(grid.text(row.row, "unit"))
    found: list[Target] = []
    for column, cell in zip(grid.columns, row.row.cells, strict=False):
        if not _is_aimed(column) or is_blank(cell):
            continue
        read = _read(collapse(cell), unit)
        if read is not None and text:
            comparator, value, own_unit = read
            found.append(
                Target(
                    path=row.path,
                    ordinal=len(found) + 1,
                    text=text,
                    comparator=comparator,
                    value=value,
                    unit=own_unit,
                    population=_population(text),
                    deadline=str(column.year) if column.year else _year(column.title),
                    place=row.row.place,
                    confidence=0.75,
                    doubts=(_FROM_TABLE,),
                )
            )
    return found


def _population(text: str) -> str | None:
    """ "Tỷ lệ người dân được tuyên truyền" counts "người dân"."""
    counted = _MEASURE.sub("", text)
    return population_after(f" {counted}", 0) if counted else None


def _is_aimed(column: Column) -> bool:
    if column.role in {"number", "target", "unit", "note", "lead", "coordinating", "task"}:
        return False
    title = fold(f"{column.parent} {column.title}").strip()
    return bool(_AIMED.search(title)) and not _REACHED.search(title)


def _year(title: str) -> str | None:
    stated = re.search(r"\b20\d\d\b", title)
    return stated[0] if stated else None


def _read(cell: str, unit: str) -> tuple[Comparator, float, str] | None:
    """(comparator, value, unit) of a cell: "≥ 90%", "85" with the unit of the row, or a phrase with a figure."""
    match = _COMPARED.match(cell)
    if match is not None:
        own = match["unit"] or unit
        sign = (match["sign"] or "").casefold()
        number = match["number"].replace(".", "").replace(",", ".")
        return (_SIGNS.get(sign, "="), float(number), own) if own else None
    figures: tuple[Figure, ...] = find_figures(cell)
    return (figures[0].comparator, figures[0].value, figures[0].unit) if figures else None
