"""Rows of tables saved as lines with bars between the cells ("1 | Tập huấn | Sở Nội vụ | 2024 |").

Only runs of lines that are clearly rows count: three cells or more in the first. Two cells are the head or the
closing of a letter, which is read from its lines. Refuses Markdown's own tables, which have a line of dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban._blocks import Cell

_BAR = re.compile(r"\s*\|\s*")
_DASHES = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*")
_COLUMNS = 3  # fewer are a head or a closing
_ROWS = 2  # a single line with bars is no table


def without_bars(lines: list[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """(ordinary lines, rows of the table after them) in order; the rows are empty after the last lines."""
    start = index = 0
    while index < len(lines):
        if _DASHES.fullmatch(lines[index]):
            index = next((at for at in range(index, len(lines)) if "|" not in lines[at]), len(lines))
            continue
        end = _end_of_rows(lines, index)
        if end > index:
            yield lines[start:index], [_cells(line) for line in lines[index:end] if line.strip()]
            start = index = end
        else:
            index += 1
    yield lines[start:], []


def without_dashes(lines: list[str]) -> list[str]:
    """The lines without those of dashes under a table's header: in plain text they say nothing."""
    return [line for line in lines if not _DASHES.fullmatch(line)]


def _end_of_rows(lines: list[str], index: int) -> int:
    """Where the rows that begin at `index` end; `index` itself where none do."""
    if len(_cells(lines[index])) < _COLUMNS:
        return index
    end = rows = 0
    for at in range(index, len(lines)):
        line = lines[at]
        if _DASHES.fullmatch(line):
            return index
        if len(_cells(line)) < 2:
            if line.strip():
                break
            continue
        end, rows = at + 1, rows + 1
    return end if rows >= _ROWS else index


def _cells(line: str) -> list[str]:
    """The cells of a line with bars: the bar at its end closes the last cell, one at its beginning opens the first."""
    if "|" not in line or line.strip() == "|":
        return []
    inner = re.sub(r"^\s*\|", "", re.sub(r"\|\s*$", "", line.rstrip()))
    return _BAR.split(inner.strip(" \t")) if inner.strip() else []


def cells_of(rows: list[list[str]]) -> Iterator[Cell]:
    """The rows as cells; a short row's last cell reaches to the table's end (rows that head a group)."""
    columns = max(len(row) for row in rows)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            span = columns - column if column == len(row) - 1 and len(row) <= 2 < columns else 1
            yield Cell(text.strip("* "), number, column, column_span=span)
