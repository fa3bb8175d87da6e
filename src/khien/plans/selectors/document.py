"""The document side of the review: blocks as the page draws them. Knows no row; rows point here by anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khien.plans.models import PlanDocument, PlanSource
from khien.plans.rules.source import SourceText, anchor, source_from_json
from vanban import Block, Cell, Clause, Paragraph, Place, Table

_RULE = re.compile(r"^[-–—_=*\s]{3,}$")  # the line drawn under a heading in a text file
HEAD_AT_MOST, A_SENTENCE = 25, 150  # blocks; letters
_MARKS = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or the mark of a footnote."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ShownCell:
    text: str
    row_span: int
    column_span: int
    bold: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    anchor: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """`css` is a list of class words; `rows` only for tables; `page` where a new page begins."""

    anchor: str
    css: str = ""
    label: str = ""
    pieces: tuple[Piece, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    anchor: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """`outline` lists the upper clauses for the "jump to" menu; `clause_anchors` where each clause path begins."""

    blocks: tuple[ShownBlock, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    clause_anchors: dict[str, str] | None = None


def document_of(plan: PlanDocument) -> ShownDocument:
    """One query. Empty for a plan that has not been read."""
    source = PlanSource.objects.filter(plan=plan).first()
    return ShownDocument() if source is None else shown(source_from_json(source.content))


def shown(source: SourceText) -> ShownDocument:
    depths = {
        clause.places[0].block: clause.depth
        for clause in reversed(source.clauses)
        if clause.places and clause.places[0].row is None and _is_heading(clause)
    }
    marks = {note.mark for note in source.footnotes}
    head = _head_blocks(source.blocks)
    return ShownDocument(
        blocks=tuple(_blocks(source.blocks, depths, marks, head)),
        footnotes=tuple((note.mark, note.text) for note in source.footnotes),
        outline=tuple(
            OutlineEntry(
                anchor(Place(clause.places[0].block)), f"{clause.label} {clause.title}"[:90], clause.depth
            )
            for clause in source.clauses
            if clause.depth <= 1 and clause.places and _is_heading(clause)
        ),
        clause_anchors={c.path: anchor(c.places[0]) for c in reversed(source.clauses) if c.places},
    )


def _is_heading(clause: Clause) -> bool:
    """Numbered and short: a dash or a whole paragraph is no heading however high it stands."""
    return bool(clause.label) and clause.label[0].isalnum() and len(clause.title) <= A_SENTENCE


def _head_blocks(blocks: tuple[Block, ...]) -> int:
    """How many blocks of a source without any layout stand above the first real sentence: they are centred, as
    the head of an official document is."""
    if any(isinstance(block, Table) or block.centred for block in blocks[:HEAD_AT_MOST]):
        return 0
    for index, block in enumerate(blocks[:HEAD_AT_MOST]):
        if len(block.text) > A_SENTENCE and not block.text.isupper():  # type: ignore[union-attr]
            return index
    return 0


def _blocks(
    blocks: tuple[Block, ...], depths: dict[int, int], marks: set[str], head: int
) -> Iterator[ShownBlock]:
    page: int | None = None
    for block in blocks:
        fresh = block.place.page if block.place.page != page else None
        page = block.place.page if block.place.page is not None else page
        if isinstance(block, Table):
            yield ShownBlock(anchor(block.place), rows=tuple(_rows(block)), page=fresh)
        elif block.text.strip():
            yield _paragraph(block, depths.get(block.place.block), marks, fresh, head)


def _rows(table: Table) -> Iterator[ShownRow]:
    for index, row in enumerate(table.rows):
        place = Place(table.place.block, row[0].row if row else index)
        yield ShownRow(anchor(place), tuple(map(_cell, row)))


def _cell(cell: Cell) -> ShownCell:
    return ShownCell(cell.text, cell.row_span, cell.column_span, cell.bold)


def _paragraph(
    block: Paragraph, depth: int | None, marks: set[str], page: int | None, head: int
) -> ShownBlock:
    in_head = block.place.block < head
    words = [
        word
        for word, on in (
            ("doc-centred", block.centred or in_head),
            ("doc-bold", block.bold or block.heading or (in_head and block.text.isupper())),
            ("doc-italic", block.italic),
            ("doc-rule", bool(_RULE.match(block.text))),
            ("doc-aside", block.part not in {"body", "textbox"}),
            (f"doc-depth-{depth}", depth is not None and depth <= 2),
        )
        if on
    ]
    return ShownBlock(
        anchor=anchor(block.place),
        css=" ".join(words),
        label=block.label,
        pieces=tuple(_pieces(block, marks)),
        page=page,
    )


def _pieces(block: Paragraph, marks: set[str]) -> Iterator[Piece]:
    """Text with "[1]" turned into a link where such a note exists; marks kept outside the text come last."""
    position, inline = 0, set()
    for match in _MARKS.finditer(block.text):
        if match[1] in marks:
            inline.add(match[1])
            yield Piece(block.text[position : match.start()])
            yield Piece("", match[1])
            position = match.end()
    yield Piece(block.text[position:])
    for mark in block.footnotes:
        if mark not in inline:
            yield Piece("", mark)
