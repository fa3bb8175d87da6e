"""Saved web pages: the document's own content as paragraphs, headings, lists and tables.

Refuses scripts, pictures, styles from elsewhere and every link; nothing is fetched.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from vanban._blocks import Cell, Footnote, Note, Paragraph, Source
from vanban._errors import Damaged, TooBig
from vanban._limits import MAX_CELLS, MAX_HTML_BYTES, MAX_SPAN, MAX_TABLE_DEPTH, MEGABYTE, Watch
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.charsets import decode
from vanban._sources.docx_numbering import form_number
from vanban._sources.html_choice import all_text, choose_content
from vanban._sources.text import clean, tidy_lines

_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BLOCK = frozenset(
    [
        "p",
        "div",
        "article",
        "section",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "center",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "pre",
        "address",
        "body",
        "html",
        "hr",
        "table",
        "caption",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*(center|left|right|justify)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"#_?(?:ftn|edn|fn|sdfootnote|footnote)[-_]?(\d+)(?:sym)?", re.IGNORECASE)
_NOTE_HOME = re.compile(r"_?(?:ftn|edn|sdfootnote|footnote)[-_]?(\d+)", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=*.\s]{3,}")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONG_CELL = 1_000  # letters: a cell beyond this with tables inside lays out a page, it holds no value


def read_html(data: bytes, watch: Watch) -> Source:
    """Raises `Damaged`, `Empty`, `TooBig`."""
    if len(data) > MAX_HTML_BYTES:
        raise TooBig(
            f"Trang web nặng hơn {MAX_HTML_BYTES // MEGABYTE} MB. Hãy chép riêng phần văn bản rồi tải lại."
        )
    if data.lstrip()[:13].lower() in (b"mime-version:", b"from: <saved "):
        data = _from_archive(data)
    meta = _META.search(data[:4096])
    text, notes = decode(data, declared=meta[1].decode("ascii") if meta else None)
    return read_markup(text, watch, notes)


def read_markup(text: str, watch: Watch, notes: tuple[Note, ...] = ()) -> Source:
    blocks = Blocks(watch)
    footnotes = flow_markup(text, blocks, watch)
    return blocks.finish("html", footnotes=footnotes, notes=notes)


def flow_markup(text: str, blocks: Blocks, watch: Watch) -> list[Footnote]:
    """Add the document found in `text` (HTML) to `blocks`; returns its footnotes."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    unmarked = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        root = lxml_html.document_fromstring(unmarked, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Damaged(
            "Trang web bị hỏng, không đọc được. Hãy lưu lại trang từ trình duyệt rồi tải lên."
        ) from error
    body = root.find("body")
    content = choose_content(root if body is None else body, watch)
    flow = _Flow(blocks, watch)
    flow.enter(content, _Look())
    flow.close()
    return flow.footnotes


def _from_archive(data: bytes) -> bytes:
    """The page inside a web archive (.mht), which is a mail message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise Damaged("Tệp trang web lưu trữ (.mht) không có trang nào bên trong. Hãy lưu lại trang rồi tải lên.")


@dataclass(frozen=True, slots=True)
class _Look:
    """What the open elements give to text: inherited down the tree."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: int | None = None  # 0 = h1
    depth: int | None = None  # of the list, from 0


@dataclass(slots=True)
class _Line:
    """The paragraph that is being collected."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    look: _Look = _Look()
    marks: list[str] = field(default_factory=list)

    def write(self, text: str, look: _Look) -> None:
        letters = sum(1 for letter in text if not letter.isspace())
        if letters and not self.letters:
            self.look = look
        self.pieces.append(text)
        self.letters += letters
        self.bold += letters if look.bold else 0
        self.italic += letters if look.italic else 0


class _Flow:
    def __init__(self, blocks: Blocks, watch: Watch, depth: int = 0) -> None:
        self._blocks = blocks
        self._depth = depth  # of tables around
        self._watch = watch
        self._line = _Line()
        self._label = ""
        self.footnotes: list[Footnote] = []

    def enter(self, node: etree._Element, look: _Look) -> None:
        """Depth is bounded by `choose_content`, so recursion is too."""
        tag = str(node.tag)
        if tag == "br":
            self._line.write("\n", look)
        elif tag == "table":
            self.close()
            self._table(node, look)
        elif not self._note(node, tag):
            block = tag in _BLOCK
            if block:
                self.close()
            inner = _looked(node, tag, look)
            self._text(node.text, inner, tag)
            self._children(node, tag, inner)
            if block:
                self.close()

    def fill(self, node: etree._Element, look: _Look) -> None:
        """What is inside `node`, as a stretch of its own."""
        self.close()
        self._text(node.text, look, str(node.tag))
        self._children(node, str(node.tag), look)
        self.close()

    def _children(self, node: etree._Element, tag: str, look: _Look) -> None:
        number = _start(node)
        for child in node:
            if child.tag == "li" and tag in ("ol", "ul"):
                self.close()
                number = _start(child, "value", number)
                self._label = (
                    f"{form_number(number, _FORMS.get(node.get('type', '1'), 'decimal'))}."
                    if tag == "ol"
                    else "-"
                )
                number += 1
            self.enter(child, look)
            self._text(child.tail, look, tag)
        if tag in ("ol", "ul"):
            self.close()
            self._label = ""

    def _text(self, text: str | None, look: _Look, tag: str) -> None:
        if text:
            self._line.write(text if tag == "pre" else _SPACE.sub(" ", text), look)

    def _note(self, node: etree._Element, tag: str) -> bool:
        """Footnote marks go to the paragraph, footnote texts to `footnotes`; True when that was it."""
        if tag == "a" and (found := _NOTE_MARK.fullmatch(node.get("href", ""))):
            self._line.marks.append(found[1])
            return True
        home = _NOTE_HOME.fullmatch(node.get("id", "")) if tag in ("div", "li", "p") else None
        if home is None:
            return False
        self.close()
        text = " ".join(all_text(node).split())
        self.footnotes.append(Footnote(home[1], clean(re.sub(r"^[\[(]?\d+[\])]?[.:]?\s*", "", text))))
        return True

    def close(self) -> None:
        """End the paragraph: two line breaks together also divide paragraphs."""
        line, self._line = self._line, _Line()
        for part in re.split(r"\n[ \t]*\n", tidy_lines("".join(line.pieces)) or ""):
            text = "\n".join(one for one in part.strip().split("\n") if not _RULE.fullmatch(one))
            if not text:
                continue
            look = line.look
            self._blocks.add(
                Paragraph(
                    text=text,
                    place=NOWHERE,
                    label=self._label,
                    level=look.heading if look.heading is not None else look.depth,
                    heading=look.heading is not None,
                    bold=0 < line.letters == line.bold,
                    italic=0 < line.letters == line.italic,
                    centred=look.centred,
                    footnotes=tuple(line.marks),
                )
            )
            self._label = ""

    def _table(self, table: etree._Element, look: _Look) -> None:
        if _lays_out(table):
            for cell in _own(table, ("td", "th", "caption")):
                self.fill(cell, _looked(cell, "div", look))
            return
        caption = next(iter(_own(table, ("caption",))), None)
        if caption is not None:
            self.enter(caption, look)
        self._blocks.table(table_cells(table, self._watch, self._depth + 1))


def _looked(node: etree._Element, tag: str, look: _Look) -> _Look:
    style = node.get("style", "")
    heading = _HEADING.fullmatch(tag)
    bold = look.bold or tag in ("b", "strong", "th") or heading is not None or bool(_BOLD.search(style))
    aligned = _CENTRE.search(style)
    said = aligned[1].lower() if aligned else node.get("align", "").lower()
    depth = look.depth
    if tag in ("ol", "ul"):
        depth = 0 if depth is None else depth + 1
    return replace(
        look,
        bold=bold and not _NOT_BOLD.search(style),
        italic=look.italic or tag in ("i", "em") or bool(_ITALIC.search(style)),
        centred=tag == "center" or (said in ("center", "middle") if said else look.centred),
        heading=int(heading[1]) - 1 if heading else look.heading,
        depth=depth,
    )


def _start(node: etree._Element, name: str = "start", default: int = 1) -> int:
    text = node.get(name, "")
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _lays_out(table: etree._Element) -> bool:
    """A table that only places things: one cell, or a long cell that holds other tables or many paragraphs."""
    cells = _own(table, ("td", "th"))
    if len(cells) == 1:
        return True
    return any(
        next(cell.iter("table"), None) is not None and len(all_text(cell)) > _LONG_CELL for cell in cells
    )


def _own(table: etree._Element, tags: tuple[str, ...]) -> list[etree._Element]:
    """Descendants with these tags that belong to this table, not to one inside it."""
    return [node for node in table.iter(*tags) if next(node.iterancestors("table"), None) is table]


def table_cells(table: etree._Element, watch: Watch, depth: int) -> list[Cell]:
    """Cells with their place in the grid, row and column spans resolved as browsers do."""
    if depth > MAX_TABLE_DEPTH:
        raise TooBig(
            f"Bảng lồng trong bảng quá {MAX_TABLE_DEPTH} lớp nên không đọc được. Hãy tách các bảng ra rồi tải lại."
        )
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # column → first row in which it is free again
    for row, node in enumerate(_own(table, ("tr",))):
        column = 0
        for child in node:
            if child.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > row:
                column += 1
            wide = min(max(_start(child, "colspan"), 1), MAX_SPAN)
            high = min(max(_start(child, "rowspan"), 1), MAX_SPAN)
            text, bold = _cell_text(child, watch, depth)
            cells.append(Cell(text, row, column, high, wide, bold))
            taken.update(dict.fromkeys(range(column, column + wide), row + high))
            column += wide
        if len(cells) > MAX_CELLS:
            watch.count_cells(len(cells))
        watch.check()
    return cells


def _cell_text(cell: etree._Element, watch: Watch, depth: int) -> tuple[str, bool]:
    """The cell's paragraphs as lines; a table inside gives one line per filled cell."""
    inner = Blocks(watch)
    flow = _Flow(inner, watch, depth)
    flow.fill(cell, _looked(cell, str(cell.tag), _Look()))
    lines: list[tuple[str, bool]] = []
    for block in inner:
        if isinstance(block, Paragraph):
            lines.append((f"{block.label} {block.text}".strip(), block.bold))
        else:
            lines.extend((found.text, found.bold) for found_row in block.rows for found in found_row)
    filled = [(text, bold) for text, bold in lines if text]
    return "\n".join(text for text, _ in filled), bool(filled) and all(bold for _, bold in filled)
