"""What Word needs and python-docx has no call for: fields, rules, repeated head rows, footnotes, fixed zips.

Element names are those of ISO/IEC 29500 (WordprocessingML). Knows nothing of what an official document is.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

Element = Any  # lxml elements of python-docx carry no useful types
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def make(tag: str, **attributes: str | int) -> Element:
    """`w:tag` with attributes of the same namespace."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def set_fonts(properties: Element, face: str, language: str) -> None:
    """One face for every script, and the language, on a `w:rPr`; theme fonts would win, so they go."""
    for tag in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    properties.insert(0, make("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face))
    properties.append(make("lang", val=language, eastAsia=language, bidi=language))


def add_page_field(run: Element) -> None:
    """The PAGE field into a run element."""
    run.append(make("fldChar", fldCharType="begin"))
    instruction = make("instrText")
    instruction.set(XML_SPACE, "preserve")
    instruction.text = " PAGE "
    run.append(instruction)
    run.append(make("fldChar", fldCharType="separate"))
    shown = make("t")
    shown.text = "2"
    run.append(shown)
    run.append(make("fldChar", fldCharType="end"))


def number_from_one(section: Element) -> None:
    """A section whose pages count from 1 again (`w:sectPr`)."""
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    margins = section.find(qn("w:pgMar"))
    margins.addnext(make("pgNumType", start=1))


def rule_above(properties: Element, points: float) -> None:
    """A line along the top of paragraphs with these `w:pPr`, at the place in them that the standard gives it."""
    borders = make("pBdr")
    borders.append(make("top", val="single", sz=round(points * 8), space=0, color="000000"))
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")
    at = sum(1 for child in properties if child.tag in {qn(f"w:{name}") for name in before})
    properties.insert(at, borders)


def add_run(
    paragraph: Element, text: str, *, bold: bool = False, italic: bool = False, size_pt: float = 0
) -> Element:
    """A run of `text` at the end of a `w:p`; "\\n" is a line break, size 0 the style's own. Gives the run."""
    run, properties = make("r"), make("rPr")
    if bold:
        properties.append(make("b"))
    if italic:
        properties.append(make("i"))
    if size_pt:
        properties.append(make("sz", val=round(size_pt * 2)))
    if len(properties):
        run.append(properties)
    for number, part in enumerate(text.split("\n")):
        if number:
            run.append(make("br"))
        if part:
            shown = make("t")
            shown.set(XML_SPACE, "preserve")
            shown.text = part
            run.append(shown)
    paragraph.append(run)
    return run


def add_row(table: Element, widths: list[int], spans: list[int]) -> tuple[Element, list[Element]]:
    """A row of a `w:tbl`: widths in twips for every column, and how many columns each cell takes.

    Gives the row and one empty `w:p` per cell. Written directly: python-docx takes milliseconds a cell.
    """
    row, paragraphs, column = make("tr"), [], 0
    for span in spans:
        cell, properties, paragraph = make("tc"), make("tcPr"), make("p")
        properties.append(make("tcW", w=sum(widths[column : column + span]), type="dxa"))
        if span > 1:
            properties.append(make("gridSpan", val=span))
        cell.append(properties)
        cell.append(paragraph)
        row.append(cell)
        paragraphs.append(paragraph)
        column += span
    table.append(row)
    return row, paragraphs


def repeat_as_head(row: Element) -> None:
    """A table row shown again on every page the table reaches (`w:tr`)."""
    row.get_or_add_trPr().append(make("tblHeader"))


def keep_whole(row: Element) -> None:
    """A table row that no page break cuts."""
    row.get_or_add_trPr().append(make("cantSplit"))


def cell_margins(table: Element, sides_mm: float) -> None:
    """Left and right padding of every cell of a `w:tbl`."""
    margins = make("tblCellMar")
    for side in ("left", "right"):
        margins.append(make(side, w=round(sides_mm * 56.7), type="dxa"))
    layout = table.tblPr.find(qn("w:tblLayout"))
    if layout is None:
        table.tblPr.append(margins)
    else:
        layout.addnext(margins)


class Footnotes:
    """The notes and bookmarks of one document: collects the notes, then becomes the package's footnotes part."""

    def __init__(self, face: str, size_pt: float) -> None:
        self._face = face
        self._half_points = round(size_pt * 2)
        self._texts: list[str] = []
        self._anchors: set[str] = set()

    def anchor(self, run: Element, name: str) -> None:
        """A bookmark around the run `w:r`. A name marks the first place only: Word drops the others."""
        if name in self._anchors:
            return
        self._anchors.add(name)
        number = len(self._anchors)
        run.addprevious(make("bookmarkStart", id=number, name=name))
        run.addnext(make("bookmarkEnd", id=number))

    def refer(self, run: Element, text: str) -> None:
        """Turns the empty run `w:r` into the mark of a new note saying `text`."""
        self._texts.append(text)
        properties = run.get_or_add_rPr()
        properties.append(make("vertAlign", val="superscript"))
        run.append(make("footnoteReference", id=len(self._texts)))

    def attach(self, document_part: Part) -> None:
        """Adds the part to the package; nothing when there are no notes."""
        if not self._texts:
            return
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        root.append(self._separator(-1, "separator"))
        root.append(self._separator(0, "continuationSeparator"))
        for number, text in enumerate(self._texts, start=1):
            root.append(self._note(number, text))
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document_part.package)
        document_part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _separator(self, number: int, tag: str) -> Element:
        note = make("footnote", type=tag, id=number)
        paragraph, run = make("p"), make("r")
        run.append(make(tag))
        paragraph.append(run)
        note.append(paragraph)
        return note

    def _note(self, number: int, text: str) -> Element:
        note, paragraph, settings = make("footnote", id=number), make("p"), make("pPr")
        settings.append(make("spacing", before=0, after=0, line=240, lineRule="auto"))
        settings.append(make("ind", firstLine=0))
        settings.append(make("jc", val="both"))
        mark = self._run()
        mark.find(qn("w:rPr")).append(make("vertAlign", val="superscript"))
        mark.append(make("footnoteRef"))
        words = self._run()
        shown = make("t")
        shown.set(XML_SPACE, "preserve")
        shown.text = f" {text}"
        words.append(shown)
        for part in (settings, mark, words):
            paragraph.append(part)
        note.append(paragraph)
        return note

    def _run(self) -> Element:
        run, properties = make("r"), make("rPr")
        properties.append(
            make("rFonts", ascii=self._face, hAnsi=self._face, eastAsia=self._face, cs=self._face)
        )
        properties.append(make("sz", val=self._half_points))
        run.append(properties)
        return run


def fixed_zip(blob: bytes) -> bytes:
    """The same package with one fixed time on every member: the same document gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(blob)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(name))
    return out.getvalue()
