"""A table flattened to one cell per line, back to a grid: header, row numbers in sequence, aligned cells.

Rows are found by their numerals ("1", "I", "2.1"), each of which must continue a list, so that a year or a
quantity in a cell is not taken for one. What stands before the first numeral and is no header is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban._blocks import Paragraph, Place
from vanban._outline._joins import goes_on, is_shouted
from vanban._outline._marks import read_mark
from vanban._tables._align import align
from vanban._tables._columns import Column, cell_kind, column, guess_columns, is_blank, settled_columns
from vanban._tables._grid import Grid, Row
from vanban._tables._nested import nested_columns
from vanban._tables._sequence import Sequencer

_FIRST = re.compile(r"^(?:S\.?\s?T\.?\s?T\.?|T\.?\s?T\.?|Số\s*TT|Số thứ tự)$", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:tổng cộng|tổng số|tổng|cộng)\b[\s:]*$", re.IGNORECASE)
_UNFINISHED = re.compile(r"[:,]\s*$")
_LONG_ROWS = 40  # more cells than this are aligned only after empty ones are dropped


@dataclass(slots=True)
class _Segment:
    numeral: str
    place: Place
    cells: list[str] = field(default_factory=list)

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if not is_blank(cell))


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    place: Place


def read_flat(paragraphs: Sequence[Paragraph], *, unit: str = "") -> Grid:
    """The grid of a flattened table; without rows when no numeral sequence is found in it."""
    cells = _cells(paragraphs)
    titles, body = _header(cells)
    segments = _segments(body, width=len(titles))
    columns = _columns(titles, segments)
    number = Column("", "number")
    rows = tuple(_row(segment, columns) for segment in segments)
    settled = settled_columns((number, *columns), [row.cells for row in rows])
    return Grid(settled, rows, paragraphs[0].place, unit=unit, flattened=True)


def _cells(paragraphs: Sequence[Paragraph]) -> list[_Cell]:
    """Cells in order. Where cells begin with a tab, a line without one goes on with the cell before it."""
    tabbed = sum(1 for p in paragraphs if p.level) * 2 > len(paragraphs)
    cells: list[_Cell] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if tabbed and not paragraph.level and cells:
            cells[-1] = _Cell(f"{cells[-1].text}\n{text}".strip(), cells[-1].place)
        elif cells and _is_wrapped(cells[-1].text, text):
            cells[-1] = _Cell(f"{cells[-1].text} {text}", cells[-1].place)
        else:
            cells.append(_Cell(text, paragraph.place))
    return cells


def _is_wrapped(before: str, after: str) -> bool:
    """A long line that breaks off, and one that begins in lower case: one cell, wrapped."""
    last_line = before.rsplit("\n", 1)[-1]
    return len(last_line) >= 60 and after[:1].islower() and goes_on(last_line, after)


def _header(cells: Sequence[_Cell]) -> tuple[list[str], Sequence[_Cell]]:
    """(column titles after the numbering column, the cells after the header and its column numbers)."""
    if not cells or not _FIRST.match(cells[0].text):
        return [], cells
    end = 1
    while end < len(cells) and not re.fullmatch(r"\(?(?:1|I|A)\)?[.)]?", cells[end].text):
        if _group_mark(cells[end].text) is not None:
            break
        end += 1
    titles = [cell.text for cell in cells[1:end] if not is_blank(cell.text)]
    return titles, cells[_after_column_numbers(cells, end) :]


def _after_column_numbers(cells: Sequence[_Cell], start: int) -> int:
    """Skip "(1)", "(2)", "(3)" … or "1", "2", "3" … that number the columns."""
    at = start
    while at < len(cells) and re.fullmatch(rf"\(?{at - start + 1}\)?", cells[at].text):
        at += 1
    return at if at - start >= 3 else start


def _group_mark(text: str) -> str | None:
    """The numeral of a group title that stands in one cell with it ("I. NÂNG CAO NHẬN THỨC")."""
    mark = read_mark(" ".join(text.split()))
    if mark is None or mark.style not in {"roman", "upper"} or not mark.rest or not is_shouted(mark.rest):
        return None
    return mark.numeral


def _segments(cells: Sequence[_Cell], *, width: int) -> list[_Segment]:
    found: list[_Segment] = []
    sequence = Sequencer()
    total = 0
    for cell in cells:
        open_segment = found[-1] if found else None
        group = _group_mark(cell.text)
        if _TOTAL.match(cell.text):
            while open_segment is not None and open_segment.cells and is_blank(open_segment.cells[-1]):
                open_segment.cells.pop()
            total += 1
            found.append(_Segment("", cell.place, [cell.text]))
        elif group is not None and sequence.accepts(group, ready=True):
            sequence.take(group)
            found.append(_Segment(group, cell.place, [read_rest(cell.text)]))
        elif sequence.accepts(cell.text, ready=_is_ready(open_segment, width)):
            sequence.take(cell.text)
            found.append(_Segment(cell.text.rstrip(".)"), cell.place))
        elif open_segment is not None:
            open_segment.cells.append(cell.text)
    return found


def read_rest(text: str) -> str:
    mark = read_mark(" ".join(text.split()))
    return mark.rest if mark is not None else text


def _is_ready(segment: _Segment | None, width: int) -> bool:
    """Whether the open row has what a row needs, so that a numeral may begin the next."""
    if segment is None or segment.filled == 1:
        return True
    return segment.filled >= 2 and len(segment.cells) >= min(max(width - 2, 2), 4)


def _columns(titles: Sequence[str], segments: Sequence[_Segment]) -> tuple[Column, ...]:
    rows = [segment.cells for segment in segments if segment.filled > 1 and segment.numeral]
    lengths = Counter(len(row) for row in rows)
    common = lengths.most_common(1)[0][0] if lengths else 0
    if titles:
        if common and common < len(titles):
            nested = nested_columns(titles, common, [row for row in rows if len(row) == common])
            if nested is not None:
                return nested
        return tuple(column(title) for title in titles)
    return guess_columns([row for row in rows if len(row) == common])


def _row(segment: _Segment, columns: Sequence[Column]) -> Row:
    if segment.filled <= 1 and segment.numeral:
        title = next((cell for cell in segment.cells if not is_blank(cell)), "")
        cells = (segment.numeral, *(title if c.role == "task" else "" for c in columns))
        return Row(cells, segment.place, whole=title)
    cells_in, left_over = _wrapped(segment.cells, len(columns))
    if len(cells_in) > _LONG_ROWS:
        cells_in = [cell for cell in cells_in if not is_blank(cell)][:_LONG_ROWS]
    aligned, cost = align(cells_in, columns)
    for extra in left_over:
        aligned = _with_extra(aligned, columns, extra)
    return Row((segment.numeral, *aligned), segment.place, sure=cost < 1.5 and not left_over)


def _wrapped(cells: list[str], width: int) -> tuple[list[str], list[str]]:
    """A row broken over two pages goes on after a run of empty cells: (its first part, what is left over)."""
    if len(cells) < width + 3:
        return cells, []
    rest = cells[width:]
    filled = [at for at, cell in enumerate(rest) if not is_blank(cell)]
    if not filled or filled[0] < 3 or len(filled) > 2:
        return cells, []
    return cells[:width], [rest[at] for at in filled]


def _with_extra(row: tuple[str, ...], columns: Sequence[Column], extra: str) -> tuple[str, ...]:
    """Give a left-over text to the cell that breaks off, else to the column it looks like."""
    kind = cell_kind(extra)
    at = next((i for i, text in enumerate(row) if _UNFINISHED.search(text)), None)
    if at is not None:
        joint = " "
    else:
        wanted = {"task": ("product", "task"), "lead": ("lead",)}.get(kind, (kind,))
        roles = [c.role for c in columns]
        at = next((roles.index(role) for role in wanted if role in roles), len(columns) - 1)
        joint = "\n"
    return (*row[:at], f"{row[at]}{joint}{extra}".strip(), *row[at + 1 :])
