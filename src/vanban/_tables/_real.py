"""A real table (Word, PDF, HTML) to a grid: finds the header, spreads merged cells, drops repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban._blocks import Cell, Place, Table
from vanban._tables._columns import Column, column, column_role, guess_columns, is_blank, settled_columns
from vanban._tables._grid import Grid, Row

_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-E])\)?(?:\s*=.*)?$")
_HEADER_DEPTH = 8  # how many first rows may hold titles before the header


def read_table(table: Table, *, unit: str = "") -> Grid:
    """The grid of a real table. A cell merged over rows gives its text to each; one merged over a whole row
    becomes `Row.whole`. Columns are guessed where no row looks like a header."""
    matrix = _spread(table)
    start, depth = _find_header(table, matrix)
    if depth:
        columns = _columns(matrix[start : start + depth], table.columns)
        first = start + depth
    else:
        columns = ()
        first = 0
    while first < len(matrix) and _is_column_numbers(matrix[first]):
        first += 1
    header = matrix[start] if depth else None
    rows = [
        _row(table, index, matrix[index])
        for index in range(first, len(matrix))
        if table.rows[index] and matrix[index] != header
    ]
    if not columns:
        columns = _with_numbers(rows, guess_columns([row.cells for row in rows if not row.whole]))
    columns = settled_columns(columns, [row.cells for row in rows])
    return Grid(columns, tuple(rows), table.place, unit=unit)


def _spread(table: Table) -> list[tuple[str, ...]]:
    """Texts of every position; a merged cell fills all the positions it covers."""
    matrix = [[""] * table.columns for _ in table.rows]
    for row in table.rows:
        for cell in row:
            for r in range(cell.row, min(cell.row + cell.row_span, len(matrix))):
                for c in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                    if r == cell.row or cell.column_span < table.columns:
                        matrix[r][c] = cell.text
    return [tuple(row) for row in matrix]


def _find_header(table: Table, matrix: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """(index, number of rows) of the header; depth 0 where there is none."""
    for index, row in enumerate(matrix[:_HEADER_DEPTH]):
        roles = [column_role(text) for text in dict.fromkeys(text for text in row if len(text) < 120)]
        known = {role for role in roles if role != "other"}
        if (
            len(known) >= 2
            and (known & {"number", "task", "target", "year"} or len(known) >= 3)
            and _distinct(row) >= 2
        ):
            depth = max((cell.row_span for cell in table.rows[index]), default=1)
            return index, min(depth, 3, len(matrix) - index)
    return 0, 0


def _distinct(row: Sequence[str]) -> int:
    return len({text for text in row if not is_blank(text)})


def _columns(header: Sequence[tuple[str, ...]], width: int) -> tuple[Column, ...]:
    found: list[Column] = []
    for index in range(width):
        titles = list(dict.fromkeys(row[index] for row in header if row[index]))
        title = titles[-1] if titles else ""
        found.append(column(title, " ".join(titles[:-1])))
    if found and found[0].role == "other" and not found[0].title and "number" not in {c.role for c in found}:
        found[0] = Column("", "number")
    return tuple(found)


def _is_column_numbers(row: Sequence[str]) -> bool:
    """ "(1) | (2) | (3)" or "1 | 2 | 3" or "A | B | 1" under the header."""
    filled = [" ".join(text.split()) for text in row if not is_blank(text)]
    if len(filled) < 3 or not all(_COLUMN_NUMBER.match(text) for text in filled):
        return False
    numbers = [int(digits[0]) for text in filled if (digits := re.findall(r"\d+", text))]
    return numbers == sorted(numbers) and len(set(filled)) == len(filled)


def _row(table: Table, index: int, texts: tuple[str, ...]) -> Row:
    cells = table.rows[index]
    place = Place(table.place.block, row=index, page=table.place.page)
    filled = [cell for cell in cells if cell.text.strip()]
    texted = [cell for cell in filled if not (cell.column == 0 and len(cell.text.strip()) < 8)]
    whole = ""
    if len(texted) == 1 and texted[0].column_span > max(1, table.columns // 2):
        whole = texted[0].text
        texts = tuple(text if _begins(cells, at) else "" for at, text in enumerate(texts))
    return Row(texts, place, whole=whole, bold=bool(texted) and all(cell.bold for cell in texted))


def _begins(cells: Sequence[Cell], column_index: int) -> bool:
    return any(cell.column == column_index for cell in cells)


def _with_numbers(rows: Sequence[Row], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A guessed first column that holds lone numerals is the numbering."""
    if not columns:
        return columns
    firsts = [row.cells[0].strip() for row in rows if row.cells and row.cells[0].strip()]
    lone = sum(
        1 for text in firsts if re.fullmatch(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐ])[.)]?", text)
    )
    if firsts and lone * 2 > len(firsts):
        return (
            Column("", "number", sure=False),
            *guess_columns([row.cells[1:] for row in rows if not row.whole]),
        )
    return columns
