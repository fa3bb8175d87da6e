"""The Word styles of an official document. Each is a face, a size and a paragraph shape; no wording here."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from vanban._decree30 import layout
from vanban._decree30.compose import LineStyle
from vanban._decree30.word_xml import rule_above, set_fonts

LANGUAGE = "vi-VN"
_GAP = layout.PARAGRAPH_GAP_PT
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True)
class _Shape:
    size: float
    align: WD_ALIGN_PARAGRAPH = _CENTRE
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    first_line_mm: float = 0.0
    spacing: float = 1.0
    keep_with_next: bool = False


_BODY = _Shape(
    layout.BODY_PT, _JUSTIFY, after=_GAP, first_line_mm=layout.FIRST_LINE_MM, spacing=layout.LINE_SPACING
)

_SHAPES = {
    "Heading 1": _Shape(layout.BODY_PT, _CENTRE, bold=True, before=_GAP, after=_GAP, keep_with_next=True),
    "Heading 2": _Shape(
        layout.BODY_PT, _JUSTIFY, bold=True, before=_GAP, after=_GAP, first_line_mm=layout.FIRST_LINE_MM,
        spacing=layout.LINE_SPACING, keep_with_next=True,
    ),
    "Heading 3": _Shape(
        layout.BODY_PT, _JUSTIFY, bold=True, after=_GAP, first_line_mm=layout.FIRST_LINE_MM,
        spacing=layout.LINE_SPACING, keep_with_next=True,
    ),
    "Header": _Shape(layout.PAGE_NUMBER_PT),
    "VB Quốc hiệu": _Shape(layout.NATIONAL_TITLE_PT, bold=True),
    "VB Tiêu ngữ": _Shape(layout.MOTTO_PT, bold=True),
    "VB Cơ quan chủ quản": _Shape(layout.SUPERIOR_BODY_PT),
    "VB Cơ quan ban hành": _Shape(layout.ISSUING_BODY_PT, bold=True),
    "VB Số ký hiệu": _Shape(layout.NUMBER_PT),
    "VB Trích yếu công văn": _Shape(layout.LETTER_ABSTRACT_PT),
    "VB Địa danh ngày tháng": _Shape(layout.PLACE_DATE_PT, italic=True),
    "VB Tên loại": _Shape(layout.KIND_PT, bold=True, before=_GAP, keep_with_next=True),
    "VB Trích yếu": _Shape(layout.TITLE_PT, bold=True, keep_with_next=True),
    "VB Kính gửi": _Shape(layout.ADDRESSEE_PT, after=_GAP),
    "VB Thẩm quyền": _Shape(layout.KIND_PT, bold=True, before=_GAP, after=_GAP),
    "VB Căn cứ": _Shape(
        layout.BODY_PT, _JUSTIFY, italic=True, after=_GAP, first_line_mm=layout.FIRST_LINE_MM,
        spacing=layout.LINE_SPACING,
    ),
    "VB Nội dung": _BODY,
    "VB Trái": _Shape(layout.BODY_PT, _LEFT, after=_GAP, spacing=layout.LINE_SPACING),
    "VB Giữa": _Shape(layout.BODY_PT, _CENTRE, after=_GAP, spacing=layout.LINE_SPACING),
    "VB Phải": _Shape(layout.BODY_PT, _RIGHT, after=_GAP, spacing=layout.LINE_SPACING),
    "VB Đường kẻ": _Shape(1.0),
    "VB Ngắt": _Shape(1.0),
    "VB Tên bảng": _Shape(layout.TABLE_PT, bold=True, before=_GAP, after=3, keep_with_next=True),
    "VB Đơn vị tính": _Shape(layout.ANNEX_TABLE_PT, _RIGHT, italic=True, after=3, keep_with_next=True),
    "VB Phụ lục": _Shape(layout.ANNEX_LABEL_PT, bold=True, keep_with_next=True),
    "VB Tên phụ lục": _Shape(layout.ANNEX_TITLE_PT, bold=True, keep_with_next=True),
    "VB Kèm theo": _Shape(layout.ANNEX_ORIGIN_PT, italic=True, after=2 * _GAP),
    "VB Chức vụ": _Shape(layout.AUTHORITY_PT, bold=True, keep_with_next=True),
    "VB Người ký": _Shape(layout.SIGNER_PT, bold=True),
    "VB Nơi nhận": _Shape(layout.RECIPIENTS_TITLE_PT, _LEFT, bold=True, italic=True),
    "VB Danh sách nhận": _Shape(layout.RECIPIENTS_PT, _LEFT),
    "VB Bảng": _Shape(layout.TABLE_PT, _LEFT, before=1, after=1),
}  # fmt: skip

_OUTLINE = {"Heading 1": 0, "Heading 2": 1, "Heading 3": 2}

STYLE_OF: dict[LineStyle, str] = {
    "kind": "VB Tên loại",
    "title": "VB Trích yếu",
    "addressee": "VB Kính gửi",
    "decided_by": "VB Thẩm quyền",
    "decision": "VB Thẩm quyền",
    "ground": "VB Căn cứ",
    "part": "Heading 1",
    "section": "Heading 2",
    "clause_title": "Heading 3",
    "body": "VB Nội dung",
    "annex_label": "VB Phụ lục",
    "annex_title": "VB Tên phụ lục",
    "annex_origin": "VB Kèm theo",
    "caption": "VB Tên bảng",
    "unit_note": "VB Đơn vị tính",
}


def define_styles(word: WordDocument) -> None:
    """Puts every style into `word` and makes the face and the language the document's default."""
    styles = word.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults, layout.FACE, LANGUAGE)
    normal = styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _shape(normal, _Shape(layout.BODY_PT, _LEFT))
    for number, (name, shape) in enumerate(_SHAPES.items()):
        known = name in {style.name for style in styles}
        style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        if not known:
            style.base_style = normal
            style.element.set(qn("w:styleId"), f"Vb{number:02d}")  # older programs stumble on accents in ids
        _shape(style, shape)
        if name in _OUTLINE:
            style.next_paragraph_style = styles["Normal"]
    rule_above(styles["VB Đường kẻ"].element.get_or_add_pPr(), layout.RULE_PT)


def _shape(style: ParagraphStyle, shape: _Shape) -> None:
    font, form = style.font, style.paragraph_format
    set_fonts(style.element.get_or_add_rPr(), layout.FACE, LANGUAGE)
    font.size, font.bold, font.italic = Pt(shape.size), shape.bold, shape.italic
    font.color.rgb = RGBColor(0, 0, 0)
    form.alignment = shape.align
    form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
    form.first_line_indent = Mm(shape.first_line_mm)
    form.line_spacing = shape.spacing
    form.keep_with_next = shape.keep_with_next
    form.widow_control = True
