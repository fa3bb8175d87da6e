"""Ruled tables in Word: fixed widths, a head that comes back on every page, rows no page break cuts.

The head goes through python-docx (merged cells), the rows are written directly: a consolidated report has
thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table

from vanban._decree30.compose import GridBlock
from vanban._decree30.document import Align, Span
from vanban._decree30.layout import PARAGRAPH_GAP_PT
from vanban._decree30.word_xml import (
    Element,
    Footnotes,
    add_row,
    add_run,
    cell_margins,
    keep_whole,
    make,
    repeat_as_head,
)

CELL_SIDE_MM = 1.2
TABLE_STYLE = "VB Bảng"
_ALIGN: dict[Align, str] = {"left": "left", "justify": "both", "centre": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class _Look:
    style_id: str
    size_pt: float


def set_grid(
    word: WordDocument, block: GridBlock, *, width_mm: float, size_pt: float, notes: Footnotes
) -> None:
    """Adds the table and a thin paragraph after it (Word joins tables that touch)."""
    table: Table = word.add_table(rows=block.head_rows, cols=len(block.columns))
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell_margins(table._tbl, CELL_SIDE_MM)
    widths = _widths(table, block, width_mm)
    look = _Look(word.styles[TABLE_STYLE].style_id, size_pt)
    _head(table, block, look)
    _rows(table._tbl, block, widths, look, notes)
    word.add_paragraph(style="VB Ngắt").paragraph_format.space_after = Pt(PARAGRAPH_GAP_PT)


def add_spans(paragraph: Element, spans: tuple[Span, ...], notes: Footnotes, size_pt: float = 0) -> None:
    """Runs for the spans at the end of a `w:p`, their bookmarks, and the marks of their notes."""
    for span in spans:
        run = add_run(paragraph, span.text, bold=span.bold, italic=span.italic, size_pt=size_pt)
        if span.anchor:
            notes.anchor(run, span.anchor)
        if span.footnote:
            notes.refer(add_run(paragraph, ""), span.footnote)


def _widths(table: Table, block: GridBlock, width_mm: float) -> list[int]:
    """Sets the widths of columns and head cells; gives them in twips."""
    whole = sum(column.weight for column in block.columns)
    widths = [Mm(width_mm * column.weight / whole) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return [width.twips for width in widths]


def _head(table: Table, block: GridBlock, look: _Look) -> None:
    for row in table.rows:
        keep_whole(row._tr)
        repeat_as_head(row._tr)
    for cell in block.head:
        target = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            target = target.merge(
                table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            )
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]._p
        _shape(paragraph, look.style_id, "centre")
        add_run(paragraph, cell.text, bold=True, size_pt=look.size_pt)


def _rows(table: Element, block: GridBlock, widths: list[int], look: _Look, notes: Footnotes) -> None:
    columns = len(block.columns)
    for kind, cells in block.rows:
        group = kind == "group" and columns > 1
        row, paragraphs = add_row(table, widths, [1, columns - 1] if group else [1] * columns)
        keep_whole(row)
        for index, (paragraph, spans) in enumerate(zip(paragraphs, cells, strict=True)):
            align: Align = "left" if group and index == 1 else block.columns[index].align
            _shape(paragraph, look.style_id, align, keep_with_next=group)  # a group's name never ends a page
            add_spans(paragraph, spans, notes, look.size_pt)


def _shape(paragraph: Element, style_id: str, align: Align, *, keep_with_next: bool = False) -> None:
    properties = make("pPr")
    properties.append(make("pStyle", val=style_id))
    if keep_with_next:
        properties.append(make("keepNext"))
    properties.append(make("jc", val=_ALIGN[align]))
    paragraph.insert(0, properties)
