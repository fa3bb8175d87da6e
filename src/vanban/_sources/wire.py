"""A `Source` as plain JSON values and back, for the way between two processes. Refuses unknown shapes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vanban._blocks import Block, Cell, Footnote, Note, Paragraph, Place, Source, Table

Wire = dict[str, Any]


def to_wire(source: Source) -> Wire:
    return {
        "kind": source.kind,
        "pages": source.pages,
        "blocks": [_block(block) for block in source.blocks],
        "footnotes": [[note.mark, note.text] for note in source.footnotes],
        "notes": [[note.code, note.message, _place(note.place)] for note in source.notes],
    }


def _place(place: Place | None) -> list[int | None] | None:
    return None if place is None else [place.block, place.row, place.column, place.page]


def _block(block: Block) -> Wire:
    if isinstance(block, Paragraph):
        return {**asdict(block), "place": _place(block.place)}
    rows = [
        [[cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.bold] for cell in row]
        for row in block.rows
    ]
    return {"rows": rows, "place": _place(block.place), "columns": block.columns, "part": block.part}


def from_wire(wire: Wire) -> Source:
    """Raises `TypeError`, `KeyError` or `ValueError` on anything `to_wire` did not write."""
    return Source(
        kind=wire["kind"],
        pages=wire["pages"],
        blocks=tuple(_block_from(block) for block in wire["blocks"]),
        footnotes=tuple(Footnote(mark, text) for mark, text in wire["footnotes"]),
        notes=tuple(
            Note(code, message, None if place is None else Place(*place))
            for code, message, place in wire["notes"]
        ),
    )


def _block_from(wire: Wire) -> Block:
    place = Place(*wire["place"])
    if "rows" in wire:
        rows = tuple(tuple(Cell(*cell) for cell in row) for row in wire["rows"])
        return Table(rows=rows, place=place, columns=wire["columns"], part=wire["part"])
    return Paragraph(**{**wire, "place": place, "footnotes": tuple(wire["footnotes"])})
