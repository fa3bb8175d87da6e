"""Markdown, as converters and people write it: paragraphs, lists, headings, tables.

Two habits of Vietnamese files are allowed for: a row of dashes under the issuer's name is a rule, not a
heading mark; and a table whose cells stand one per line between lone "|" lines is still a table
(`vanban._sources.piped`). Indented text is text, not program code. Refuses to load anything a link or picture points to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from vanban._blocks import Cell, Paragraph, Source
from vanban._errors import TooBig
from vanban._limits import MAX_MARKDOWN_CHARS, Watch
from vanban._sources.barred import cells_of, without_bars
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.charsets import decode
from vanban._sources.litter import without_litter
from vanban._sources.piped import rows, split
from vanban._sources.text import tidy_lines

_RULE = re.compile(r"[-–—_=*\s]{3,}")
_TAG = re.compile(r"<[^>]*>")
_LOST_STAR = re.compile(
    r"(?<=\S)(?<!\d)\*+|\*+(?=\S)(?!\d)"
)  # emphasis marks of converters that CommonMark rejects
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(data: bytes, watch: Watch) -> Source:
    """Raises `TooBig`, `Empty`."""
    text, notes = decode(data)
    if len(text) > MAX_MARKDOWN_CHARS:
        raise TooBig("Tệp Markdown dài hơn 1,5 triệu chữ. Hãy tách thành nhiều tệp rồi tải lại.")
    blocks = Blocks(watch)
    parser = _parser()
    lines = without_litter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for stretch in split(lines):
        if stretch.table:
            blocks.table(_lone_pipe_cells(stretch.lines, parser))
            continue
        for plain, cells in without_bars(stretch.lines):
            _flow(parser.parse("\n".join(plain)), blocks)
            if cells:
                blocks.table(cells_of(cells))
    return blocks.finish("md", notes=notes)


def _parser() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
        .enable("table")
        .disable(["code", "lheading"])
    )


@dataclass(frozen=True, slots=True)
class _Inline:
    text: str
    bold: bool
    italic: bool


def _inline(token: Token, *, in_cell: bool = False) -> _Inline:
    pieces: list[str] = []
    strong = slanted = letters = strong_letters = slanted_letters = 0
    children = token.children or []
    for index, child in enumerate(children):
        strong += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        slanted += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        real = _real_break(children, index) if in_cell else _between_bold(children, index)
        piece = "\n" if real else _piece(child)
        count = sum(1 for letter in piece if not letter.isspace())
        letters += count
        strong_letters += count if strong else 0
        slanted_letters += count if slanted else 0
        pieces.append(piece)
    return _Inline(
        text=tidy_lines("".join(pieces)),
        bold=0 < letters == strong_letters,
        italic=0 < letters == slanted_letters,
    )


def _real_break(children: Sequence[Token], index: int) -> bool:
    """In a cell, a line that ends where bold type begins or ends was a line of the original, not a wrap."""
    if children[index].type != "softbreak":
        return False
    around = [other.type for other in _written(children[:index][::-1], children[index + 1 :])]
    return "strong_close" in around[:1] or "strong_open" in around[1:]


def _between_bold(children: Sequence[Token], index: int) -> bool:
    """Two lines each in bold of its own: "**UBND TỈNH A**" above "**SỞ NỘI VỤ**"."""
    if children[index].type != "softbreak":
        return False
    above, below = _written(children[:index][::-1], children[index + 1 :])
    return above.type == "strong_close" and below.type == "strong_open"


def _written(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Token]:
    """The nearest token on each side that is more than an empty text."""
    for side in (before, after):
        yield next((token for token in side if token.type != "text" or token.content), Token("none", "", 0))


def _piece(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "html_inline":
        return "\n" if _BREAK.fullmatch(token.content) else ""
    if token.type == "text":
        return _LOST_STAR.sub("", token.content)
    return token.content if token.type in ("code_inline", "text_special") else ""


@dataclass(slots=True)
class _List:
    ordered: bool
    mark: str
    number: int
    step: int  # 0 while the writer repeats one number (Markdown's lazy lists), then we count


def _flow(tokens: Sequence[Token], blocks: Blocks) -> None:
    lists: list[_List] = []
    label = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append(_opened(tokens, index))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            label = _item_label(lists[-1], token)
        elif token.type == "table_open":
            index = _table(tokens, index, blocks)
        elif token.type == "inline":
            heading = tokens[index - 1].type == "heading_open"
            depth = int(tokens[index - 1].tag[1:]) - 1 if heading else (len(lists) - 1 if lists else None)
            _add(_inline(token), blocks, label=label, level=depth, heading=heading)
            label = ""
        elif token.type in ("html_block", "fence", "code_block"):
            for line in _TAG.sub("", _BREAK.sub("\n", token.content)).split("\n"):
                _add(_Inline(tidy_lines(line), bold=False, italic=False), blocks)
        index += 1


def _add(
    found: _Inline, blocks: Blocks, *, label: str = "", level: int | None = None, heading: bool = False
) -> None:
    if found.text and not _RULE.fullmatch(found.text):
        blocks.add(
            Paragraph(
                text=found.text,
                place=NOWHERE,
                label=label,
                level=level,
                heading=heading,
                bold=found.bold or heading,
                italic=found.italic,
            )
        )


def _opened(tokens: Sequence[Token], index: int) -> _List:
    opening = tokens[index]
    numbers: list[str] = []
    for token in tokens[index + 1 :]:
        if token.level == opening.level:
            break
        if token.type == "list_item_open" and token.level == opening.level + 1:
            numbers.append(token.info)
    ordered = opening.type == "ordered_list_open"
    lazy = len(numbers) > 1 and len(set(numbers)) == 1
    return _List(
        ordered=ordered, mark=opening.markup, number=int(opening.attrs.get("start", 1)), step=int(lazy)
    )


def _item_label(parent: _List, token: Token) -> str:
    if not parent.ordered:
        return "+" if token.markup == "+" else "-"
    shown = str(parent.number) if parent.step or not token.info else token.info
    parent.number += parent.step
    return f"{shown}{token.markup}"


def _table(tokens: Sequence[Token], index: int, blocks: Blocks) -> int:
    """Add the table that opens at `index`; returns the index of its closing token."""
    cells: list[Cell] = []
    row = column = -1
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            row, column = row + 1, -1
        elif token.type in ("th_open", "td_open"):
            column += 1
        elif token.type == "inline":
            found = _inline(token)
            heading = tokens[index - 1].type == "th_open"
            cells.append(Cell(found.text, row, column, bold=found.bold or (heading and bool(found.text))))
        index += 1
    blocks.table(cells)
    return index


def _lone_pipe_cells(lines: list[str], parser: MarkdownIt) -> Iterator[Cell]:
    written_rows = rows(lines)
    columns = max((len(row) for row in written_rows), default=0)
    for number, row in enumerate(written_rows):
        for column, written in enumerate(row):
            span = columns - column if len(row) == 1 and len(written_rows) > 1 else 1
            read = _cell_paragraphs(parser.parse(written))
            text = "\n".join(found.text for found in read)
            bold = bool(read) and all(found.bold for found in read)
            yield Cell(text, number, column, column_span=span, bold=bold)


def _cell_paragraphs(tokens: Sequence[Token]) -> list[_Inline]:
    lists: list[_List] = []
    read: list[_Inline] = []
    label = ""
    for index, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append(_opened(tokens, index))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            label = _item_label(lists[-1], token)
        elif token.type == "inline":
            found = _inline(token, in_cell=True)
            if found.text and not _RULE.fullmatch(found.text):
                read.append(replace(found, text=f"{label} {found.text}".strip()))
            label = ""
    return read
