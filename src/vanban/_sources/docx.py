"""Word documents (.docx): body, tables, text boxes, headers, footers and notes, in document order.

Numbers that Word draws go to `Paragraph.label` (inside a table, where a cell is text only, before the
text). Body first; headers and footers follow at the end, once each. Refuses to open DTDs, entities, macros
and embedded objects; never touches the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from vanban._blocks import Cell, Footnote, Paragraph, Part, Source
from vanban._errors import Damaged, TooBig
from vanban._limits import MAX_SPAN, MAX_TABLE_DEPTH, Watch
from vanban._sources.archive import Archive, parse_xml, relationships
from vanban._sources.building import NOWHERE, Blocks
from vanban._sources.docx_notes import Notes
from vanban._sources.docx_numbering import Numbering
from vanban._sources.docx_styles import Style, Styles
from vanban._sources.docx_text import Gathered, gather, grid_number
from vanban._sources.text import clean
from vanban._sources.wordml import MC, STRICT, WORD, R, W, child_value, number_of

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—\s]*\d*[-–—\s]*(?:/\s*\d+)?", re.IGNORECASE)
_CENTRED = ("center", "centre")
_NOT_WORD = "Tệp nén này không phải văn bản Word. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."


def read_docx(data: bytes, watch: Watch) -> Source:
    """Raises `Damaged`, `Empty`, `Encrypted`, `TooBig`."""
    archive = Archive(data)
    main = _main_part(archive)
    root = _part(archive, main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Damaged(_NOT_WORD)
    return _Reader(archive, main, watch).read(body)


def _main_part(archive: Archive) -> str:
    for name in relationships(archive, "").values():
        if name.endswith("document.xml") or name.startswith("word/document"):
            return name
    return "word/document.xml"


def _part(archive: Archive, name: str) -> etree._Element | None:
    content = archive.read(name)
    if content is None:
        return None
    if STRICT.encode() in content[:20_000]:
        content = content.replace(STRICT.encode(), WORD.encode())
    return parse_xml(content)


class _Reader:
    def __init__(self, archive: Archive, main: str, watch: Watch) -> None:
        self._archive = archive
        self._links = relationships(archive, main)
        folder = main.rpartition("/")[0]
        self._styles = Styles(_part(archive, f"{folder}/styles.xml"))
        self._numbering = Numbering(_part(archive, f"{folder}/numbering.xml"))
        self._notes = Notes(
            _part(archive, f"{folder}/footnotes.xml"), _part(archive, f"{folder}/endnotes.xml")
        )
        self._watch = watch
        self._blocks = Blocks(watch)
        self._carried = ""  # text of a paragraph whose end mark was deleted: it continues in the next one

    def read(self, body: etree._Element) -> Source:
        self._flow(body, "body")
        self._headers(body)
        footnotes = [
            Footnote(mark, text)
            for mark, note in self._notes.used()
            if (text := "\n".join(_filled(self._cell_lines(note, 0))))
        ]
        return self._blocks.finish("docx", footnotes=footnotes)

    def _flow(self, parent: etree._Element, part: Part) -> None:
        for node in parent:
            if node.tag == f"{W}p":
                self._paragraph(node, part)
            elif node.tag == f"{W}tbl":
                self._blocks.table(self._cells(node, 1), part=part)
            elif node.tag in _WRAPPERS:
                self._flow(node, part)
            elif node.tag == f"{MC}AlternateContent":
                for branch in list(node)[:1]:
                    self._flow(branch, part)

    def _paragraph(self, node: etree._Element, part: Part) -> None:
        built, boxes = self._read_paragraph(node, part)
        if built is not None and built.text:
            self._blocks.add(built)
        for box in boxes:
            self._flow(box, "textbox")

    def _read_paragraph(
        self, node: etree._Element, part: Part
    ) -> tuple[Paragraph | None, list[etree._Element]]:
        properties = node.find(f"{W}pPr")
        name = child_value(properties, "pStyle") if properties is not None else None
        style = self._styles.style(name)
        found = Gathered()
        gather(node, style, self._styles, found)
        text = clean(self._carried + found.text)
        self._carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text
            return None, found.boxes
        label, list_level = self._label(properties, style, name or self._styles.default_paragraph)
        marks = tuple(self._notes.mark(kind, note) for kind, note in found.notes)
        if not text and not label:
            return None, found.boxes
        outline = _outline(properties, style)
        built = Paragraph(
            text=text,
            place=NOWHERE,
            label=label,
            level=outline if outline is not None else list_level,
            heading=outline is not None or style.title,
            bold=0 < found.letters == found.bold,
            italic=0 < found.letters == found.italic,
            centred=_alignment(properties, style) in _CENTRED,
            part=part,
            footnotes=marks,
        )
        return built, found.boxes

    def _label(self, properties: etree._Element | None, style: Style, name: str) -> tuple[str, int | None]:
        """The drawn number and its list level. Word numbers empty paragraphs too, so this counts them."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id = child_value(own, "numId") if own is not None else None
        level = child_value(own, "ilvl") if own is not None else None
        if list_id is None:
            list_id = style.list_id
        if list_id is None or list_id == "0":  # 0 takes a paragraph out of its style's list
            return "", None
        index = number_of(level, 0) if level is not None else style.list_level
        if index is None:
            index = self._numbering.level_of_style(list_id, name)
        depth = index or 0
        return self._numbering.next_label(list_id, depth), depth

    def _cells(self, table: etree._Element, depth: int) -> list[Cell]:
        if depth > MAX_TABLE_DEPTH:
            raise TooBig(
                f"Bảng lồng trong bảng quá {MAX_TABLE_DEPTH} lớp nên không đọc được. Hãy tách các bảng ra rồi tải lại."
            )
        open_cells: dict[int, Cell] = {}  # column → the cell a vertical merge may still extend
        done: list[Cell] = []
        for number, row in enumerate(_rows(table)):
            properties = row.find(f"{W}trPr")
            column = min(grid_number(properties, "gridBefore", 0), MAX_SPAN)
            began: dict[int, Cell] = {}
            for node in _row_cells(row):
                cell_properties = node.find(f"{W}tcPr")
                span = min(max(grid_number(cell_properties, "gridSpan", 1), 1), MAX_SPAN)
                above = open_cells.get(column)
                if above is not None and _continues(cell_properties):
                    began[column] = replace(above, row_span=number - above.row + 1)
                else:
                    began[column] = self._cell(node, number, column, span, depth)
                column += span
            done.extend(cell for start, cell in open_cells.items() if _ended(cell, began.get(start)))
            open_cells = began
            self._watch.check()
        return [*done, *open_cells.values()]

    def _cell(self, node: etree._Element, row: int, column: int, span: int, depth: int) -> Cell:
        lines = list(self._cell_lines(node, depth))
        written = [line for line, _ in lines if line]
        bold = bool(written) and all(heavy for line, heavy in lines if line)
        return Cell("\n".join(written), row, column, column_span=span, bold=bold)

    def _cell_lines(self, parent: etree._Element, depth: int) -> Iterator[tuple[str, bool]]:
        """(text, bold) of each paragraph; a nested table gives one line per filled cell."""
        for node in parent:
            if node.tag == f"{W}p":
                built, boxes = self._read_paragraph(node, "body")
                if built is not None:
                    yield f"{built.label} {built.text}".strip(), built.bold
                for box in boxes:
                    yield from self._cell_lines(box, depth)
            elif node.tag == f"{W}tbl":
                for cell in sorted(self._cells(node, depth + 1), key=lambda found: (found.row, found.column)):
                    yield cell.text, cell.bold
            elif node.tag in _WRAPPERS:
                yield from self._cell_lines(node, depth)

    def _headers(self, body: etree._Element) -> None:
        seen: set[str] = set()
        kinds: tuple[tuple[str, Part], ...] = (("headerReference", "header"), ("footerReference", "footer"))
        for tag, part in kinds:
            for reference in body.iter(f"{W}{tag}"):
                name = self._links.get(reference.get(f"{R}id", ""))
                if name is None or name in seen:
                    continue
                seen.add(name)
                root = _part(self._archive, name)
                if root is not None and not _only_page_number(root):
                    self._flow(root, part)


def _only_page_number(root: etree._Element) -> bool:
    text = "".join(node.text or "" for node in root.iter(f"{W}t"))
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def _filled(lines: Iterator[tuple[str, bool]]) -> list[str]:
    return [line for line, _ in lines if line]


def _ended(cell: Cell, now: Cell | None) -> bool:
    return now is None or now.row != cell.row


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for node in parent:
        if node.tag == f"{W}tr":
            if node.find(f"{W}trPr/{W}del") is None:  # a row whose deletion is tracked
                yield node
        elif node.tag in _WRAPPERS:
            yield from _rows(node)


def _row_cells(parent: etree._Element) -> Iterator[etree._Element]:
    for node in parent:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag in _WRAPPERS:
            yield from _row_cells(node)


def _continues(properties: etree._Element | None) -> bool:
    """A vMerge without a value, or with "continue", belongs to the cell above."""
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _alignment(properties: etree._Element | None, style: Style) -> str | None:
    own = child_value(properties, "jc") if properties is not None else None
    return style.alignment if own is None else own


def _outline(properties: etree._Element | None, style: Style) -> int | None:
    own = child_value(properties, "outlineLvl") if properties is not None else None
    level = number_of(own, 9) if own is not None else style.outline
    return level if level is not None and 0 <= level < 9 else None
