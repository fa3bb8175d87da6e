"""The data of one official document, before any layout: what stands in it and in which order.

Frozen values only. Numbers of divisions (I, 1, a …), leading noughts, closing marks ("; . ./.") and the
"(Kèm theo …)" lines are the writer's business and are not typed here. Text is plain or a tuple of `Span`;
no text is ever markup. Sums of money come as text already written the official way (`figures`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vanban._decree30.layout import KINDS, LETTER

Level = Literal["part", "chapter", "section", "article", "clause", "point", "dash", "plus"]
Align = Literal["justify", "left", "centre", "right"]
RowKind = Literal["row", "group", "total"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. `footnote` sets a note mark after it. `anchor` names it for whoever looks it up
    later (a bookmark in Word, letters and digits only): nothing of it is seen on paper."""

    text: str
    bold: bool = False
    italic: bool = False
    footnote: str | None = None
    anchor: str = ""


Text = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph without a number."""

    text: Text
    align: Align = "justify"
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """A numbered place: Phần, Chương, I., Điều 1., 1., a), -, +. `title` prints it bold (I. always is)."""

    level: Level
    text: Text
    children: tuple[Node, ...] = ()
    title: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `weight` is its share of the width; neighbours with the same `group` share a head cell."""

    title: str
    weight: float = 1.0
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A `group` row has two cells (its number, its title across the rest); a `total` row is bold."""

    cells: tuple[Text, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. `unit_note` ("Đơn vị tính: triệu đồng") stands above it at the right."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit_note: str = ""
    caption: str = ""


Node = Prose | Division | Grid


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` holds the lines above the position ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), maybe none."""

    position: str
    name: str
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, on pages of its own, numbered from 1 again. `label` is "Phụ lục", "Phụ lục 01", "Phụ lục II"."""

    label: str
    title: str
    content: tuple[Node, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document in the layout of Decree 30/2020/NĐ-CP.

    `number` None and `issued` None leave the blanks an office fills in by hand after signing; `year` is then
    the year printed. `body_symbol` is what follows the kind in the symbol ("UBND", "SKHCN"); for a letter the
    whole symbol ("SKHCN-ATTT"). `decided_by` is the line above the grounds of a decision.
    """

    kind: str
    issuing_body: str  # "Ủy ban nhân dân tỉnh An Bình" as the "(Kèm theo …)" lines name it
    head_lines: tuple[str, ...]  # how the head prints it, one line each: ("ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH")
    body_symbol: str
    place: str
    title: str
    body: tuple[Node, ...]
    signature: Signature
    number: int | None = None
    issued: date | None = None
    year: int | None = None
    superior_body: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[Text, ...] = ()
    decided_by: str = ""
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    annexes: tuple[Annex, ...] = field(default=())

    @property
    def symbol(self) -> str:
        """The symbol without the number: "KH-UBND"; of a letter "SKHCN-ATTT"."""
        return self.body_symbol if self.kind == LETTER else f"{KINDS.get(self.kind, '')}-{self.body_symbol}"
