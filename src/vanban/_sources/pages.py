"""Pages of words and rules to blocks: page numbers out, tables found and joined, paragraphs rebuilt.

The same for PDF text and OCR. Refuses to read files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban._blocks import Cell, Footnote, Paragraph
from vanban._limits import Watch
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.columns import SideBySide, divide
from vanban._sources.footnotes import split_notes
from vanban._sources.layout import Line, Page, lines_of
from vanban._sources.reflow import Column, Flowed, column_of, continues, paragraphs
from vanban._sources.ruled import RuledTable, ruled_tables

_EDGE = 0.09  # of the page's height: where page numbers and running heads stand
_NUMBER = re.compile(r"(?:trang\s*)?[-–—.\s|]*\d{1,4}[-–—.\s|]*(?:(?:/|trên)\s*\d{1,4})?", re.IGNORECASE)
_SEQUENCE = re.compile(r"\d{1,4}[.)]?")
_OFTEN = 3  # a line at the edge of so many pages is a running head
_SAME_BORDER = 12.0  # points: column borders of one table on two pages


@dataclass(slots=True)
class _OpenTable:
    """A table that the next page may carry on."""

    cells: list[Cell]
    borders: tuple[float, ...]
    began: int
    page: int

    @property
    def rows(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)


class PageFlow:
    """Takes pages in order and fills `blocks`; call `finish` after the last."""

    def __init__(self, blocks: Blocks, running: frozenset[str], watch: Watch) -> None:
        self._blocks = blocks
        self._running = running
        self._watch = watch
        self.footnotes: list[Footnote] = []
        self._open: _OpenTable | None = None
        self._pending: tuple[Flowed, int] | None = None  # a paragraph the next page may carry on

    def add(self, page: Page) -> None:
        self._watch.check()
        tables, words = ruled_tables(page)
        words, notes = split_notes(page, words)
        self.footnotes.extend(notes)
        lines = [line for line in lines_of(words) if not is_running(line, page, self._running)]
        pieces: list[tuple[float, RuledTable | list[Line]]] = [(table.top, table) for table in tables]
        pieces.extend((stretch[0].top, stretch) for stretch in _between(lines, tables))
        column = column_of(lines) if lines else None
        for _, piece in sorted(pieces, key=lambda one: one[0]):
            if isinstance(piece, RuledTable):
                self._ruled(piece, page.number)
            elif column is not None:
                self._lines(piece, column, page.number)

    def finish(self) -> None:
        self._end_paragraph()
        self._end_table()

    def _ruled(self, table: RuledTable, page: int) -> None:
        self._end_paragraph()
        held = self._open
        if held is not None and held.page == page - 1 and _same_columns(held.borders, table.borders):
            held.cells = _carried_on(held, list(table.cells))
            held.page = page
            return
        self._end_table()
        self._open = _OpenTable(list(table.cells), table.borders, page, page)

    def _lines(self, lines: list[Line], column: Column, page: int) -> None:
        for stretch in divide(lines, column):
            self._end_table()
            if isinstance(stretch, SideBySide):
                self._end_paragraph()
                self._blocks.table(stretch.cells, page=page)
                continue
            for flowed in paragraphs(stretch, column):
                self._paragraph(flowed, page)

    def _paragraph(self, flowed: Flowed, page: int) -> None:
        held = self._pending
        if held is not None and held[1] < page and _goes_on(held[0], flowed):
            joined = Flowed((*held[0].lines, *flowed.lines), centred=False, full=flowed.full)
            self._pending = (joined, held[1])
            return
        self._end_paragraph()
        self._pending = (flowed, page)

    def _end_paragraph(self) -> None:
        held, self._pending = self._pending, None
        if held is None or not any(letter.isalnum() for letter in held[0].text):
            return
        flowed, page = held
        self._blocks.add(
            Paragraph(
                text=flowed.text,
                place=replace(NOWHERE, page=page),
                bold=flowed.bold,
                italic=flowed.italic,
                centred=flowed.centred,
                footnotes=tuple(word.mark for line in flowed.lines for word in line.words if word.mark),
            )
        )

    def _end_table(self) -> None:
        held, self._open = self._open, None
        if held is not None:
            self._blocks.table(held.cells, page=held.began)


def _goes_on(held: Flowed, flowed: Flowed) -> bool:
    plain = held.full and not held.centred and not flowed.centred
    return plain and held.bold == flowed.bold and continues(held.text, flowed.text)


def _between(lines: Sequence[Line], tables: Sequence[RuledTable]) -> list[list[Line]]:
    """Lines outside tables, cut wherever a table stands between two of them."""
    stretches: list[list[Line]] = []
    above: int | None = None
    for line in lines:
        passed = sum(1 for table in tables if table.top < line.top)
        if above != passed:
            stretches.append([])
            above = passed
        stretches[-1].append(line)
    return stretches


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """Borders agree, or one page shows fewer of them because cells are merged there."""
    few, many = sorted((one, other), key=len)
    ends = abs(few[0] - many[0]) <= _SAME_BORDER and abs(few[-1] - many[-1]) <= _SAME_BORDER
    return ends and all(any(abs(border - mate) <= _SAME_BORDER for mate in many) for border in few)


def _carried_on(held: _OpenTable, cells: list[Cell]) -> list[Cell]:
    """The table's cells with those of the next page below; a repeated header goes, a cut row is joined."""
    cells = _without_header(held.cells, cells)
    if not cells:
        return held.cells
    last = held.rows - 1
    above = {cell.column: cell for cell in held.cells if cell.row + cell.row_span - 1 == last}
    first = [cell for cell in cells if cell.row == 0]
    if _cut_row(above, first):
        for cell in first:
            mate = above.get(cell.column)
            if mate is not None and cell.text:
                glue = "\n" if re.search(r"[.;:]$", mate.text) else " "
                held.cells[held.cells.index(mate)] = replace(
                    mate, text=f"{mate.text}{glue}{cell.text}".strip()
                )
        cells = [replace(cell, row=cell.row - 1) for cell in cells if cell.row > 0]
    return held.cells + [replace(cell, row=cell.row + last + 1) for cell in cells]


def _without_header(held: list[Cell], cells: list[Cell]) -> list[Cell]:
    """Drop leading rows that repeat the table's own first rows."""
    dropped = 0
    while True:
        mine = [(cell.column, cell.text) for cell in held if cell.row == dropped]
        theirs = [(cell.column, cell.text) for cell in cells if cell.row == dropped]
        if not mine or sorted(mine) != sorted(theirs) or not any(text for _, text in theirs):
            break
        dropped += 1
    return [replace(cell, row=cell.row - dropped) for cell in cells if cell.row >= dropped]


def _cut_row(above: dict[int, Cell], first: list[Cell]) -> bool:
    """The page ended inside a row: its number stands above, and below the number's place is empty."""
    number = above.get(0)
    here = next((cell for cell in first if cell.column == 0), None)
    if number is None or here is None or here.column_span > 1 or here.text:
        return False
    return bool(_SEQUENCE.fullmatch(number.text)) and any(cell.text for cell in first)


def running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Texts (digits apart) that stand at the edge of many pages: running heads, footers, stamps."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [word for word in page.words if _at_edge(word.middle, page)]
        seen.update({_shape(line.text) for line in lines_of(edge)})
    often = max(_OFTEN, int(0.5 * len(pages)))
    return frozenset(shape for shape, count in seen.items() if count >= often)


def is_running(line: Line, page: Page, running: frozenset[str]) -> bool:
    if not _at_edge((line.top + line.bottom) / 2, page):
        return False
    text = line.text
    return bool(_NUMBER.fullmatch(text)) or _shape(text) in running


def _at_edge(middle: float, page: Page) -> bool:
    return middle < _EDGE * page.height or middle > (1 - _EDGE) * page.height


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)
