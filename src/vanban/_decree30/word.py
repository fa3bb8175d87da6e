"""Sets a composed document as .docx: real Word page setup, styles, tables and footnotes.

Works through styles (an office can restyle the whole text), types the division numbers as text (as offices
do, so that a paste keeps them), and fixes every property that would differ between two runs. Refuses to
decide any wording: that is `compose`.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from vanban._decree30 import layout
from vanban._decree30.compose import Composition, GridBlock, Leaf, Line
from vanban._decree30.document import OfficialDocument
from vanban._decree30.word_head import set_head, set_signature
from vanban._decree30.word_styles import LANGUAGE, STYLE_OF, define_styles
from vanban._decree30.word_table import add_spans, set_grid
from vanban._decree30.word_xml import Footnotes, add_page_field, fixed_zip, number_from_one


def docx_bytes(document: OfficialDocument, composition: Composition) -> bytes:
    """The whole package; the same document always gives the same bytes."""
    word = docx.Document()
    define_styles(word)
    notes = Footnotes(layout.FACE, layout.FOOTNOTE_PT)
    _page_setup(word.sections[0], landscape=False)
    _page_number(word.sections[0])
    set_head(word, composition.head)
    _set_leaf(word, composition.body, notes, landscape=False)
    set_signature(word, composition)
    for annex in composition.annexes:
        section = word.add_section(WD_SECTION.NEW_PAGE)
        Paragraph(word.element.body.p_lst[-1], word._body).style = word.styles[
            "VB Ngắt"
        ]  # holds the break only
        _page_setup(section, landscape=annex.landscape)
        number_from_one(section._sectPr)
        _set_leaf(word, annex, notes, landscape=annex.landscape)
    notes.attach(word.part)
    _properties(word, document)
    stream = io.BytesIO()
    word.save(stream)
    return fixed_zip(stream.getvalue())


def _page_setup(section: Section, *, landscape: bool) -> None:
    width, height = Mm(layout.PAGE_WIDTH_MM), Mm(layout.PAGE_HEIGHT_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP_MM), Mm(layout.MARGIN_BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT_MM), Mm(layout.MARGIN_RIGHT_MM)
    section.header_distance, section.footer_distance = (
        Mm(layout.HEADER_FROM_EDGE_MM),
        Mm(layout.FOOTER_FROM_EDGE_MM),
    )
    section.different_first_page_header_footer = True


def _page_number(section: Section) -> None:
    """Centred in the top margin from page 2; later sections take the header over."""
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Header"
    add_page_field(paragraph.add_run()._r)


def _set_leaf(word: WordDocument, leaf: Leaf, notes: Footnotes, *, landscape: bool) -> None:
    width = (layout.PAGE_HEIGHT_MM if landscape else layout.PAGE_WIDTH_MM) - (
        layout.MARGIN_LEFT_MM + layout.MARGIN_RIGHT_MM
    )
    for item in leaf.items:
        if isinstance(item, GridBlock):
            size = layout.ANNEX_TABLE_PT if leaf.annex else layout.TABLE_PT
            set_grid(word, item, width_mm=width, size_pt=size, notes=notes)
        else:
            _set_line(word, item, notes)
            if item.style == "title":
                _rule_under_title(word)


def _set_line(word: WordDocument, line: Line, notes: Footnotes) -> None:
    paragraph = word.add_paragraph(style=STYLE_OF[line.style])
    if line.style == "body" and line.align != "justify":
        paragraph.style = {"left": "VB Trái", "centre": "VB Giữa", "right": "VB Phải"}[line.align]
    add_spans(paragraph._p, line.spans, notes)


def _rule_under_title(word: WordDocument) -> None:
    from_each_side = (1 - layout.RULE_SHARE) / 2
    width = layout.PAGE_WIDTH_MM - layout.MARGIN_LEFT_MM - layout.MARGIN_RIGHT_MM
    rule = word.add_paragraph(style="VB Đường kẻ")
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(width * from_each_side)
    rule.paragraph_format.space_before = Pt(3)  # clear of the descenders
    rule.paragraph_format.space_after = Pt(layout.PARAGRAPH_GAP_PT)


def _properties(word: WordDocument, document: OfficialDocument) -> None:
    """Title, author, language and one fixed time: the day of issue, else the first day of the year printed."""
    on = document.issued
    moment = (
        datetime(on.year, on.month, on.day, tzinfo=UTC)
        if on
        else datetime(document.year or 2000, 1, 1, tzinfo=UTC)
    )
    core = word.core_properties
    core.title, core.subject = document.title, document.kind
    core.author = core.last_modified_by = document.issuing_body
    core.language, core.comments, core.keywords, core.category = LANGUAGE, "", "", ""
    core.created = core.modified = moment
    core.revision = 1
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # the library's own picture, not ours
            del package.rels[key]
