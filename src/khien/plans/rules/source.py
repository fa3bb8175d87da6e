"""The source taken apart (blocks, clauses, footnotes, notes) to and from JSON, so that it is kept beside the rows.

Short keys: a plan of 300 clauses has some thousand blocks and is sent from the database on every review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanban import Block, Cell, Clause, Footnote, Paragraph, Place, Plan, Table

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceText:
    """What the document side of the review shows."""

    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    footnotes: tuple[Footnote, ...]


def place_to_json(place: Place | None) -> list[int | None] | None:
    return None if place is None else [place.block, place.row, place.column, place.page]


def place_from_json(raw: Sequence[int | None] | None) -> Place | None:
    if not raw or raw[0] is None:
        return None
    return Place(raw[0], *raw[1:])


def anchor(place: Place | None) -> str:
    """The id of the element on the document side: "b12", or "b30r2" for a row of a table; "" for nowhere."""
    if place is None:
        return ""
    return f"b{place.block}" if place.row is None else f"b{place.block}r{place.row}"


def source_to_json(plan: Plan) -> dict[str, object]:
    return {
        "blocks": [_block_to_json(block) for block in plan.blocks],
        "clauses": [
            [c.path, c.label, c.title, c.depth, [place_to_json(p) for p in c.places]] for c in plan.clauses
        ],
        "footnotes": [[note.mark, note.text] for note in plan.footnotes],
        "notes": [[note.code, note.message, place_to_json(note.place)] for note in plan.notes],
    }


def source_from_json(raw: Json) -> SourceText:
    return SourceText(
        blocks=tuple(_block_from_json(block) for block in raw.get("blocks", ())),
        clauses=tuple(
            Clause(path, label, title, depth, tuple(p for p in map(place_from_json, places) if p))
            for path, label, title, depth, places in raw.get("clauses", ())
        ),
        footnotes=tuple(Footnote(mark, text) for mark, text in raw.get("footnotes", ())),
    )


def _block_to_json(block: Block) -> dict[str, object]:
    if isinstance(block, Table):
        return {
            "p": place_to_json(block.place),
            "n": block.columns,
            "part": block.part,
            "rows": [
                [[c.text, c.row, c.column, c.row_span, c.column_span, int(c.bold)] for c in row]
                for row in block.rows
            ],
        }
    flags = "".join(
        letter
        for letter, on in zip("hbic", (block.heading, block.bold, block.italic, block.centred), strict=True)
        if on
    )
    return {
        "p": place_to_json(block.place),
        "t": block.text,
        "l": block.label,
        "v": block.level,
        "f": flags,
        "part": block.part,
        "notes": list(block.footnotes),
    }


def _block_from_json(raw: Json) -> Block:
    place = place_from_json(raw["p"]) or Place(0)
    if "rows" in raw:
        rows = tuple(tuple(map(_cell, row)) for row in raw["rows"])
        return Table(rows=rows, place=place, columns=raw["n"], part=raw["part"])
    flags = raw["f"]
    return Paragraph(
        text=raw["t"],
        place=place,
        label=raw["l"],
        level=raw["v"],
        heading="h" in flags,
        bold="b" in flags,
        italic="i" in flags,
        centred="c" in flags,
        part=raw["part"],
        footnotes=tuple(raw["notes"]),
    )


def _cell(raw: Sequence[Any]) -> Cell:
    text, row, column, row_span, column_span, bold = raw
    return Cell(text, row, column, row_span, column_span, bool(bold))
