"""The rows of a grid with their paths: which are groups, which are totals, which go on with the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vanban._outline._joins import is_shouted
from vanban._outline._marks import Mark, read_mark
from vanban._tables._columns import is_blank
from vanban._tables._grid import Grid, Row

_TOTAL = re.compile(
    r"^(?:tổng cộng|tổng số|tổng kinh phí|tổng|cộng)\b(?!\s+(?:hợp|kết|cục|công ty|thể|đài|rà))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[-–+*•]\s*")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. `path` begins with the prefix given to `read_rows`; `group` is the title of the innermost group."""

    kind: Literal["row", "total"]
    path: str
    numeral: str
    group: str | None
    row: Row


@dataclass(frozen=True, slots=True)
class _Group:
    style: str
    numeral: str
    title: str


def read_rows(grid: Grid, prefix: str) -> tuple[TableRow, ...]:
    """Rows and totals in order; group rows are not returned but give `group` and their numeral to the path."""
    found: list[TableRow] = []
    groups: list[_Group] = []
    counted = _is_numbered_by_word(grid)
    count = 0
    for index, as_read in enumerate(grid.rows):
        numeral, row = _numeral(grid, as_read)
        if counted and not row.whole and len(_others(grid, row)) > 1:
            count += 1
            numeral = str(count)
        following = grid.rows[index + 1] if index + 1 < len(grid.rows) else None
        if _is_total(row):
            found.append(TableRow("total", prefix, "", groups[-1].title if groups else None, row))
        elif _is_group(grid, row, numeral, following):
            _open_group(groups, numeral, _title(row, grid))
        elif found and _goes_on(grid, row, numeral) and found[-1].kind == "row":
            found[-1] = replace(found[-1], row=_joined(found[-1].row, row))
        elif row.filled:
            if _leads_a_group(grid, row, numeral, following):
                _open_group(groups, numeral, _title(row, grid))
                continue
            path = _path(prefix, groups, numeral)
            found.append(TableRow("row", path, numeral, groups[-1].title if groups else None, row))
    return tuple(found)


def _is_numbered_by_word(grid: Grid) -> bool:
    """A numbering column that is empty throughout: the program counted its rows, and the text was lost."""
    at = grid.number
    if at is None or not grid.columns[at].title or len(grid.rows) < 2:
        return False
    return all(is_blank(row.cells[at]) for row in grid.rows if at < len(row.cells))


def _numeral(grid: Grid, row: Row) -> tuple[str, Row]:
    """The row's numeral, from the numbering column or from the mark its title begins with."""
    at = grid.number
    if at is None and not row.whole:
        return _numeral_in_text(grid, row)
    text = row.cells[at].strip() if at is not None and at < len(row.cells) else ""
    if row.whole and (not text or text == row.whole.strip()):
        mark = read_mark(" ".join(row.whole.split()))
        if mark is not None and not mark.is_bullet:
            return mark.numeral, replace(row, whole=mark.rest)
        return "", row
    short = " ".join(text.split()).strip().strip(".():/")
    if _BULLET.fullmatch(short + " ") or is_blank(short):
        return "", row
    return (short, row) if len(short) <= 8 else ("", row)


def _numeral_in_text(grid: Grid, row: Row) -> tuple[str, Row]:
    """Without a numbering column the number stands in the task's own cell ("1. Xây dựng …")."""
    at = grid.index("task")
    mark = read_mark(" ".join(row.cells[at].split())) if at is not None and at < len(row.cells) else None
    if at is None or mark is None or mark.is_bullet or mark.style == "named":
        return "", row
    return mark.numeral, replace(row, cells=(*row.cells[:at], mark.rest, *row.cells[at + 1 :]))


def _title(row: Row, grid: Grid) -> str:
    if row.whole:
        return " ".join(row.whole.split())
    number = grid.number
    for at, text in enumerate(row.cells):
        if at != number and not is_blank(text):
            return " ".join(text.split())
    return ""


def _others(grid: Grid, row: Row) -> set[str]:
    return {cell.strip() for at, cell in enumerate(row.cells) if at != grid.number and not is_blank(cell)}


def _is_total(row: Row) -> bool:
    texts = [row.whole, *row.cells]
    first = next((text for text in texts if not is_blank(text) and len(text.strip()) > 3), "")
    return bool(_TOTAL.match(" ".join(first.split())))


def _is_group(grid: Grid, row: Row, numeral: str, following: Row | None) -> bool:
    others = _others(grid, row)
    if row.whole:
        return True
    if len(others) != 1 or len(grid.columns) < 3:
        return False
    title = next(iter(others))
    mark = _mark(numeral)
    if mark is not None and mark.style in {"roman", "upper"}:
        return True
    if row.bold or is_shouted(title):
        return True
    if mark is not None and _has_parts(grid, numeral, following):
        return True
    return mark is None and title.rstrip().endswith(":")


def _mark(numeral: str) -> Mark | None:
    if not numeral:
        return None
    return read_mark(f"{numeral}. X") or read_mark(f"{numeral}. XX") or read_mark(f"{numeral}) X")


def _has_parts(grid: Grid, numeral: str, following: Row | None) -> bool:
    """Whether the next row is numbered beneath this one: "2" then "2.1", "1" then "a" or a dash."""
    if following is None or grid.number is None or grid.number >= len(following.cells):
        return False
    below = following.cells[grid.number].strip().rstrip(".)")
    if below.startswith(f"{numeral}."):
        return True
    return numeral.isdigit() and below in {"a", "-", "+"}


def _leads_a_group(grid: Grid, row: Row, numeral: str, following: Row | None) -> bool:
    """A numbered row with cells of its own that is still the heading of the rows beneath it."""
    mark = _mark(numeral)
    if mark is None or following is None:
        return False
    if mark.style in {"roman", "upper"}:
        return _number_of(grid, following) in {"1", "1.1", f"{numeral}.1"}
    return _has_parts(grid, numeral, following) and not grid.text(row, "lead")


def _number_of(grid: Grid, row: Row) -> str:
    at = grid.number
    return row.cells[at].strip().strip(".()") if at is not None and at < len(row.cells) else ""


def _open_group(groups: list[_Group], numeral: str, title: str) -> None:
    mark = _mark(numeral)
    style = f"{mark.style}{mark.components}" if mark is not None else ""
    for index, group in enumerate(groups):
        if group.style == style:
            del groups[index:]
            break
    groups.append(_Group(style, numeral, title))


def _goes_on(grid: Grid, row: Row, numeral: str) -> bool:
    """A row without numeral and without task text belongs to the row above it."""
    if numeral:
        return False
    task = grid.text(row, "task") or grid.text(row, "target")
    if is_blank(task):
        return bool(row.filled) and (grid.has("task", "target") or is_blank(grid.text(row, "year")))
    first = task.lstrip()[0]
    return grid.number is not None and (
        first.islower() or (bool(_BULLET.match(task)) and len(_others(grid, row)) == 1)
    )


def _joined(above: Row, below: Row) -> Row:
    cells = tuple(
        a if is_blank(b) or a.strip() == b.strip() else f"{a}\n{b}".strip()
        for a, b in zip(above.cells, below.cells, strict=True)
    )
    return replace(above, cells=cells)


def _path(prefix: str, groups: Sequence[_Group], numeral: str) -> str:
    parts = [group.numeral for group in groups if group.numeral]
    if numeral:
        parts = [part for part in parts if not (numeral.startswith(f"{part}.") and "." in numeral)]
        parts.append(numeral)
    return ".".join([prefix, *parts] if prefix else parts)
