"""A material's words as a Word file, for editors who work on in it. No pictures: those lie beside it in a package."""

from __future__ import annotations

import io

from docx import Document
from docx.shared import Mm, Pt

from khien.base.xml_text import xml_text
from khien.library.renditions.made import Made
from khien.library.renditions.plain_words import file_name
from khien.library.rules.content import Brand, Content
from khien.library.rules.plain import Kind, lines, sources_lines

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = {Kind.HEADING: "Heading 2", Kind.ITEM: "List Bullet", Kind.NUMBERED: "List Number"}


def word_text(content: Content, brand: Brand) -> Made:
    """Title, who says it, the text in its order, sources and where it stands."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    document.add_heading(xml_text(content.title), level=1)
    document.add_paragraph(xml_text(brand.unit_name or content.unit_name))
    for line in lines(content):
        if line.kind != Kind.TITLE:
            document.add_paragraph(xml_text(line.text), style=_STYLES.get(line.kind))
    for source in sources_lines(content):
        document.add_paragraph(xml_text(source))
    document.add_paragraph(xml_text(content.address))
    held = io.BytesIO()
    document.save(held)
    return Made(file_name(content.title, content.version, "bai-viet", "docx"), DOCX, held.getvalue())
