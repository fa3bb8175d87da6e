"""From a document to the lines and grids that both writers set: numbering, closing marks, fixed phrases.

Everything the decree asks of the *words* happens here, so that Word and PDF can not differ in them. Raises
`CannotWrite` for what the layout requires and the document lacks. Knows no fonts, no points, no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from vanban._decree30.document import (
    Align,
    Annex,
    Column,
    Division,
    Grid,
    Node,
    OfficialDocument,
    Prose,
    Row,
    Span,
    Text,
)
from vanban._decree30.figures import clean, date_in_full, document_number, roman
from vanban._decree30.layout import ACADEMIC_TITLES, DECISION, END_MARK, KINDS, LETTER, POINT_LETTERS
from vanban._errors import CannotWrite

LineStyle = Literal[
    "kind", "title", "addressee", "decided_by", "ground", "decision", "part", "section", "clause_title", "body",
    "annex_label", "annex_title", "annex_origin", "caption", "unit_note",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, ready to set: its style and its text with the number in it."""

    style: LineStyle
    spans: tuple[Span, ...]
    align: Align = "justify"

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head: rows 0 and 1 when columns are grouped."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class GridBlock:
    """A table, ready to set: head cells placed, every row with one text per column (a group row with two)."""

    columns: tuple[Column, ...]
    head: tuple[HeadCell, ...]
    head_rows: int
    rows: tuple[tuple[str, tuple[tuple[Span, ...], ...]], ...]  # (kind of row, cells)


Item = Line | GridBlock


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of pages with one orientation and its own page numbers: the body, or one annex."""

    items: tuple[Item, ...]
    landscape: bool = False
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The four corners above the title, as printed."""

    superior_body: str
    issuing_lines: tuple[str, ...]
    number: str
    letter_abstract: str
    place_date: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole document in words: head, body, signature block, annexes."""

    head: Head
    body: Leaf
    authority: tuple[str, ...]
    position: str
    signer: str
    recipients: tuple[str, ...]
    annexes: tuple[Leaf, ...]


def compose(document: OfficialDocument) -> Composition:
    """The document in words. Raises `CannotWrite` naming the first thing the layout misses."""
    _require(document)
    return Composition(
        head=_head(document),
        body=Leaf(tuple(_body(document))),
        authority=tuple(clean(line).upper() for line in document.signature.authority),
        position=clean(document.signature.position).upper(),
        signer=clean(document.signature.name),
        recipients=_recipients(document),
        annexes=tuple(_annex(document, annex) for annex in document.annexes),
    )


def _require(document: OfficialDocument) -> None:
    if document.kind not in KINDS:
        raise CannotWrite(
            f"Loại văn bản “{document.kind}” không có trong danh mục; chọn một trong: {', '.join(KINDS)}."
        )
    required = {
        "tên cơ quan ban hành": document.issuing_body,
        "các dòng tên cơ quan ở đầu văn bản": "".join(document.head_lines),
        "ký hiệu cơ quan": document.body_symbol,
        "địa danh": document.place,
        "trích yếu nội dung": document.title,
        "chức vụ người ký": document.signature.position,
        "họ tên người ký": document.signature.name,
    }
    for name, value in required.items():
        if not value.strip():
            raise CannotWrite(f"Thiếu {name}: thể thức văn bản bắt buộc phải có. Hãy bổ sung rồi xuất lại.")
    _require_values(document)


def _require_values(document: OfficialDocument) -> None:
    if document.issued is None and document.year is None:
        raise CannotWrite("Thiếu ngày ban hành: ghi ngày, hoặc ghi năm nếu để trống ngày tháng.")
    if document.number is not None and document.number < 1:
        raise CannotWrite("Số văn bản phải là số nguyên dương, hoặc để trống nếu chưa cấp số.")
    if document.kind == LETTER and not document.addressees:
        raise CannotWrite("Công văn phải có nơi nhận ở dòng “Kính gửi”.")
    if document.signature.name.strip().startswith(ACADEMIC_TITLES):
        raise CannotWrite("Trước họ tên người ký không ghi học hàm, học vị: hãy bỏ phần đó.")
    if not document.body:
        raise CannotWrite("Văn bản chưa có nội dung.")
    for annex in document.annexes:
        if not (annex.label.strip() and annex.title.strip() and annex.content):
            raise CannotWrite("Phụ lục phải có tên gọi, tiêu đề và nội dung.")


def _head(document: OfficialDocument) -> Head:
    letter = document.kind == LETTER
    return Head(
        superior_body=clean(document.superior_body).upper(),
        issuing_lines=tuple(clean(line).upper() for line in document.head_lines),
        number=f"Số: {document_number(document.number)}/{document.symbol}",
        letter_abstract=f"V/v {clean(document.title)}" if letter else "",
        place_date=f"{clean(document.place)}, {date_in_full(document.issued, document.year)}",
    )


def _body(document: OfficialDocument) -> Iterator[Item]:
    if document.kind != LETTER:
        yield _line("kind", document.kind.upper())
        yield _line("title", document.title)
    yield from _addressees(document.addressees)
    if document.decided_by:
        yield _line("decided_by", document.decided_by.upper())
    for number, ground in enumerate(document.grounds, start=1):
        yield Line("ground", _closed(_spans(ground), "." if number == len(document.grounds) else ";"))
    if document.kind == DECISION:
        yield _line("decision", "QUYẾT ĐỊNH:")
    items = list(_flow(document.body))
    if not isinstance(items[-1], Line):
        raise CannotWrite("Nội dung phải kết thúc bằng một câu (dấu “./.”), không kết thúc bằng bảng.")
    items[-1] = replace(items[-1], spans=_closed(items[-1].spans, END_MARK))
    yield from items


def _addressees(addressees: tuple[str, ...]) -> Iterator[Item]:
    if len(addressees) == 1:
        yield _line("addressee", f"Kính gửi: {addressees[0]}")
    elif addressees:
        yield _line("addressee", "Kính gửi:")
        for number, name in enumerate(addressees, start=1):
            yield Line(
                "addressee", _closed((Span(f"- {clean(name)}"),), "." if number == len(addressees) else ";")
            )


def _recipients(document: OfficialDocument) -> tuple[str, ...]:
    names = ["Như trên"] if document.kind == LETTER else []
    names += [clean(name).rstrip(";. ") for name in document.recipients]
    return (*(f"- {name};" for name in names), f"- Lưu: {clean(document.archive).rstrip('.')}.")


def _annex(document: OfficialDocument, annex: Annex) -> Leaf:
    when = date_in_full(document.issued, document.year)
    origin = f"(Kèm theo {document.kind} số {document_number(document.number)}/{document.symbol} {when} của {document.issuing_body})"
    lines: list[Item] = [
        _line("annex_label", annex.label),
        _line("annex_title", annex.title.upper()),
        _line("annex_origin", origin),
    ]
    return Leaf((*lines, *_flow(annex.content)), landscape=annex.landscape, annex=True)


def _flow(nodes: Iterable[Node], articles: Iterator[int] | None = None) -> Iterator[Item]:
    """Nodes in reading order with their numbers; articles count through the whole text, the rest by parent."""
    counts: dict[str, int] = {}
    running = articles if articles is not None else iter(range(1, 10_000))
    for node in nodes:
        if isinstance(node, Prose):
            yield Line("body", _spans(node.text, italic=node.italic), node.align)
        elif isinstance(node, Grid):
            yield from _grid(node)
        else:
            counts[node.level] = next(running) if node.level == "article" else counts.get(node.level, 0) + 1
            yield _numbered(node, counts[node.level])
            yield from _flow(node.children, running)


def _numbered(node: Division, number: int) -> Line:
    if node.level in {"part", "chapter"}:
        name = "Phần" if node.level == "part" else "Chương"
        return Line("part", (Span(f"{name} {roman(number)}\n"), *_spans(node.text)), "centre")
    if node.level == "section":
        return Line("section", (Span(f"{roman(number)}. "), *_spans(node.text)))
    title = node.title and node.level in {"article", "clause", "point"}
    return Line("clause_title" if title else "body", (Span(_label(node.level, number)), *_spans(node.text)))


def _label(level: str, number: int) -> str:
    if level == "article":
        return f"Điều {number}. "
    if level == "clause":
        return f"{number}. "
    if level == "point":
        if number > len(POINT_LETTERS):
            raise CannotWrite(
                "Một khoản có quá nhiều điểm: bảng chữ cái không đủ để đánh số. Hãy tách khoản."
            )
        return f"{POINT_LETTERS[number - 1]}) "
    return "- " if level == "dash" else "+ "


def _grid(grid: Grid) -> Iterator[Item]:
    if not grid.columns:
        raise CannotWrite("Bảng phải có ít nhất một cột.")
    if grid.caption:
        yield _line("caption", grid.caption)
    if grid.unit_note:
        yield _line("unit_note", grid.unit_note)
    head, head_rows = _grid_head(grid.columns)
    yield GridBlock(
        grid.columns, head, head_rows, tuple(_grid_row(row, len(grid.columns)) for row in grid.rows)
    )


def _grid_row(row: Row, columns: int) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    wanted = min(2, columns) if row.kind == "group" else columns
    if len(row.cells) != wanted:
        raise CannotWrite(f"Một dòng của bảng có {len(row.cells)} ô, cần đúng {wanted} ô.")
    bold = row.kind != "row"
    return row.kind, tuple(_spans(cell, bold=bold) for cell in row.cells)


def _grid_head(columns: tuple[Column, ...]) -> tuple[tuple[HeadCell, ...], int]:
    """Head cells: one row, or two where neighbouring columns share a group."""
    rows = 2 if any(column.group for column in columns) else 1
    cells: list[HeadCell] = []
    starts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(columns)) if not a.group or a.group != b.group)]
    for start, end in pairwise([*starts, len(columns)]):
        group = columns[start].group
        if group:
            cells.append(HeadCell(clean(group), 0, start, 1, end - start))
        for index in range(start, end):
            top = 1 if group else 0
            cells.append(HeadCell(clean(columns[index].title), top, index, rows - top, 1))
    return tuple(cells), rows


def _line(style: LineStyle, text: str) -> Line:
    return Line(style, (Span(clean(text)),))


def _spans(text: Text, *, bold: bool = False, italic: bool = False) -> tuple[Span, ...]:
    parts = (Span(text),) if isinstance(text, str) else text
    return tuple(
        Span(
            clean(part.text),
            part.bold or bold,
            part.italic or italic,
            clean(part.footnote) if part.footnote else None,
            part.anchor,
        )
        for part in parts
    )


def _closed(spans: tuple[Span, ...], mark: str) -> tuple[Span, ...]:
    """The text ending in `mark` in place of whatever mark it ended in."""
    last = spans[-1]
    bare = last.text.rstrip()
    if bare.endswith(END_MARK):
        bare = bare[: -len(END_MARK)]
    return (*spans[:-1], replace(last, text=bare.rstrip(" ;.,") + mark))
