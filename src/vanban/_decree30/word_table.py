"""Ruled tables in Word: fixed widths, a head that comes back on every page, rows no page break cuts."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from vanban._decree30.compose import GridBlock
from vanban._decree30.document import Align, Span
from vanban._decree30.layout import PARAGRAPH_GAP_PT
from vanban._decree30.word_xml import cell_margins, keep_whole, repeat_as_head, span_cells

SetSpans = Callable[[Paragraph, tuple[Span, ...]], None]
CELL_SIDE_MM = 1.2
_ALIGN: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def set_grid(
    word: WordDocument, block: GridBlock, *, width_mm: float, size_pt: float, set_spans: SetSpans
) -> None:
    """Adds the table and a thin paragraph after it (Word joins tables that touch)."""
    columns = len(block.columns)
    table = word.add_table(rows=block.head_rows + len(block.rows), cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell_margins(table._tbl, CELL_SIDE_MM)
    rows = list(table.rows)
    _widths(table, rows, block, width_mm)
    _head(table, rows, block, size_pt)
    for row, (kind, cells) in zip(rows[block.head_rows :], block.rows, strict=True):
        keep_whole(row._tr)
        if kind == "group":
            span_cells(row._tr, 1, columns - 1)
        for index, (target, spans) in enumerate(zip(_own_cells(row, table), cells, strict=True)):
            align: Align = "left" if kind == "group" and index == 1 else block.columns[index].align
            _fill(target, spans, align=align, size_pt=size_pt, set_spans=set_spans)
    word.add_paragraph(style="VB Ngắt").paragraph_format.space_after = Pt(PARAGRAPH_GAP_PT)


def _own_cells(row: _Row, table: Table) -> list[_Cell]:
    return [_Cell(cell, table) for cell in row._tr.tc_lst]


def _widths(table: Table, rows: list[_Row], block: GridBlock, width_mm: float) -> None:
    whole = sum(column.weight for column in block.columns)
    widths = [Mm(width_mm * column.weight / whole) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in rows:
        for cell, width in zip(_own_cells(row, table), widths, strict=True):
            cell.width = width


def _head(table: Table, rows: list[_Row], block: GridBlock, size_pt: float) -> None:
    for row in rows[: block.head_rows]:
        keep_whole(row._tr)
        repeat_as_head(row._tr)
    for cell in block.head:
        target = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            target = target.merge(
                table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            )
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]
        paragraph.style = "VB Bảng"
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(cell.text)
        run.bold, run.font.size = True, Pt(size_pt)


def _fill(cell: _Cell, spans: tuple[Span, ...], *, align: Align, size_pt: float, set_spans: SetSpans) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "VB Bảng"
    paragraph.alignment = _ALIGN[align]
    set_spans(paragraph, spans)
    for run in paragraph.runs:
        run.font.size = Pt(size_pt)
