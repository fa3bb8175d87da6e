"""What every source becomes before anything is understood: paragraphs and tables, each with its place.

A source reader keeps what the document shows (text, numbering, alignment, bold, merged cells) and decides
nothing about meaning. Text is NFC; line breaks inside a paragraph are "\\n"; a tab is "\\t".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SourceKind = Literal["docx", "doc", "pdf", "scan", "html", "md", "txt", "xlsx"]
Part = Literal["body", "header", "footer", "footnote", "textbox"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the block's index in `Source.blocks`, and inside a table its row and column.

    `page` counts from 1 and is None where the kind of source has no pages (docx, html, text).
    """

    block: int
    row: int | None = None
    column: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `label` is the number Word (or HTML) keeps outside the text: "1.", "a)", "-"; else ""."""

    text: str
    place: Place
    label: str = ""
    level: int | None = None  # list or heading depth where the source states it, from 0
    heading: bool = False  # the source itself calls it a heading (style, <h2>, #)
    bold: bool = False  # every letter is bold
    italic: bool = False
    centred: bool = False
    part: Part = "body"
    footnotes: tuple[str, ...] = ()  # marks of the notes this paragraph refers to


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, repeated nowhere: a merged cell stands once, at its top left, and says how far it reaches."""

    text: str  # paragraphs of the cell joined by "\n"
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the source holds it. Rows keep their order; a row lists only the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    columns: int
    part: Part = "body"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Footnote:
    mark: str  # "1"
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt of the reader, as a value: what it was unsure of, in plain Vietnamese, and where."""

    code: str  # "text-layer-junk", "ocr", "table-flattened", …
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document taken apart. `blocks[i].place.block == i` always holds."""

    kind: SourceKind
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    pages: int | None = None
    notes: tuple[Note, ...] = field(default=())
