"""Collects blocks in document order and gives each its index. Refuses to know where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vanban._blocks import Block, Cell, Footnote, Note, Paragraph, Part, Place, Source, SourceKind, Table
from vanban._errors import Empty, TooBig
from vanban._limits import MAX_BLOCKS, MAX_SPAN, Watch

NOWHERE = Place(block=-1)  # a block's place before it is added; `Blocks.add` fills in the index


class Blocks:
    """The list under construction; `finish` makes the `Source`."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._blocks: list[Block] = []

    def __len__(self) -> int:
        return len(self._blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks)

    def add(self, block: Block) -> None:
        """Append with `place.block` set; the page the reader gave stays."""
        if len(self._blocks) >= MAX_BLOCKS:
            raise TooBig(f"Tệp có hơn {MAX_BLOCKS} đoạn, quá mức đọc được. Hãy tách tệp rồi tải lại.")
        if len(self._blocks) % 256 == 0:
            self.watch.check()
        self._blocks.append(replace(block, place=replace(block.place, block=len(self._blocks))))

    def paragraph(self, text: str, *, page: int | None = None) -> None:
        self.add(Paragraph(text=text, place=replace(NOWHERE, page=page)))

    def table(self, cells: Iterable[Cell], *, page: int | None = None, part: Part = "body") -> None:
        """Add a table from its cells in any order; nothing is added when there are none."""
        built = table_of(cells, page=page, part=part)
        if built is not None:
            self.watch.count_cells(sum(len(row) for row in built.rows))
            self.add(built)

    def finish(
        self,
        kind: SourceKind,
        *,
        footnotes: Iterable[Footnote] = (),
        pages: int | None = None,
        notes: Iterable[Note] = (),
    ) -> Source:
        """The document; raises `Empty` when no block holds a letter or digit."""
        if not any(_has_text(block) for block in self._blocks):
            raise Empty("Tệp không có chữ nào. Hãy mở tệp kiểm tra lại rồi tải lên đúng văn bản cần đọc.")
        return Source(
            kind=kind,
            blocks=tuple(self._blocks),
            footnotes=tuple(footnotes),
            pages=pages,
            notes=tuple(notes),
        )


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(letter.isalnum() for letter in block.text)
    return any(letter.isalnum() for row in block.rows for cell in row for letter in cell.text)


def table_of(cells: Iterable[Cell], *, page: int | None = None, part: Part = "body") -> Table | None:
    """Group cells into rows. Rows in which no cell begins stay as empty tuples, so that indexes hold."""
    by_row: dict[int, list[Cell]] = {}
    columns = 0
    for cell in cells:
        kept = replace(
            cell, row_span=min(cell.row_span, MAX_SPAN), column_span=min(cell.column_span, MAX_SPAN)
        )
        by_row.setdefault(kept.row, []).append(kept)
        columns = max(columns, kept.column + kept.column_span)
    if not by_row:
        return None
    rows = tuple(
        tuple(sorted(by_row.get(number, ()), key=lambda cell: cell.column))
        for number in range(max(by_row) + 1)
    )
    return Table(rows=rows, place=replace(NOWHERE, page=page), columns=columns, part=part)
