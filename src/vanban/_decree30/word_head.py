"""The two borderless tables of an official document in Word: the head and the signature block.

The rules under motto and issuing body are paragraph borders, whose length is set by indents; since Word
tells no text widths beforehand, the length is reckoned from mean glyph widths of the Times metrics.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from vanban._decree30 import layout
from vanban._decree30.compose import Composition, Head
from vanban._decree30.word_xml import cell_margins, keep_whole

TEXT_WIDTH_MM = layout.PAGE_WIDTH_MM - layout.MARGIN_LEFT_MM - layout.MARGIN_RIGHT_MM
CELL_SIDE_MM = 1.0
MM_PER_PT = 25.4 / 72
CAPITAL_EM = 0.63  # mean advance of bold capitals in Times metrics, with word spaces
MOTTO_EM = 0.4534  # mean advance of the motto in bold Times metrics


def borderless(word: WordDocument, rows: int, shares: tuple[float, float]) -> Table:
    """A fixed two-column table without rules over the whole text width."""
    table: Table = word.add_table(rows=rows, cols=2)
    table.style = word.styles["Normal Table"]
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell_margins(table._tbl, CELL_SIDE_MM)
    for row in table.rows:
        keep_whole(row._tr)
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Mm(TEXT_WIDTH_MM * share)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(TEXT_WIDTH_MM * share)
    return table


def set_head(word: WordDocument, head: Head) -> None:
    """Issuing body and number at the left; national title, motto, place and date at the right."""
    word.add_paragraph(style="VB Ngắt")  # some programs put an empty line of body size before a leading table
    left, right = layout.HEAD_LEFT_SHARE, 1 - layout.HEAD_LEFT_SHARE
    table = borderless(word, 2, (left, right))
    body, nation = table.rows[0].cells
    _lines(body, "VB Cơ quan chủ quản", (head.superior_body,) if head.superior_body else ())
    _lines(body, "VB Cơ quan ban hành", head.issuing_lines)
    longest = len(head.issuing_lines[-1]) * CAPITAL_EM * layout.ISSUING_BODY_PT * MM_PER_PT
    _rule(
        body, min(longest * layout.RULE_SHARE, TEXT_WIDTH_MM * left * layout.RULE_SHARE), TEXT_WIDTH_MM * left
    )
    _lines(nation, "VB Quốc hiệu", (layout.NATIONAL_TITLE,))
    _lines(nation, "VB Tiêu ngữ", (layout.MOTTO,))
    motto = len(layout.MOTTO) * MOTTO_EM * layout.MOTTO_PT * MM_PER_PT
    _rule(nation, motto, TEXT_WIDTH_MM * right)
    number, place = table.rows[1].cells
    _lines(number, "VB Số ký hiệu", (head.number,))
    _lines(number, "VB Trích yếu công văn", (head.letter_abstract,) if head.letter_abstract else ())
    _lines(place, "VB Địa danh ngày tháng", (head.place_date,))


def set_signature(word: WordDocument, composition: Composition) -> None:
    """Recipients at the left, authority, position and name at the right; never on a page without the body's end."""
    last = word.element.body.p_lst[-1] if word.element.body.p_lst else None
    if last is not None and last.getnext() is not None and last.getnext().tag.endswith("}sectPr"):
        Paragraph(last, word._body).paragraph_format.keep_with_next = True
    share = layout.SIGNATURE_LEFT_SHARE
    left, right = borderless(word, 1, (share, 1 - share)).rows[0].cells
    _lines(left, "VB Nơi nhận", ("Nơi nhận:",))
    _lines(left, "VB Danh sách nhận", composition.recipients)
    _lines(right, "VB Chức vụ", (*composition.authority, composition.position))
    _lines(right, "VB Chức vụ", ("",) * layout.SIGNATURE_GAP_LINES)
    _lines(right, "VB Người ký", (composition.signer,))


def _lines(cell: _Cell, style: str, lines: tuple[str, ...]) -> None:
    for line in lines:
        first = cell.paragraphs[0]
        fresh = (
            len(cell.paragraphs) == 1
            and not first.text
            and first.style is not None
            and first.style.name == "Normal"
        )
        paragraph = first if fresh else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(line)


def _rule(cell: _Cell, length_mm: float, width_mm: float) -> None:
    """A centred line of `length_mm` under what the cell holds so far."""
    side = Mm(max(0.0, (width_mm - 2 * CELL_SIDE_MM - length_mm) / 2))
    rule = cell.add_paragraph(style="VB Đường kẻ")
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = side
    rule.paragraph_format.space_before = Pt(1)
    rule.paragraph_format.space_after = Pt(5)
