"""Excel task lists."""

from __future__ import annotations

import datetime

import pytest

from tools.samples import xlsx, zipped
from vanban._blocks import Paragraph, Table
from vanban._errors import Damaged, Empty
from vanban._sources import take_apart


def test_each_used_sheet_is_its_name_and_a_table_with_blank_cells_kept() -> None:
    rows = [
        ["DANH MỤC NHIỆM VỤ"],
        [],
        ["TT", "Nhiệm vụ", "Hạn"],
        [1, "Mở lớp", datetime.date(2026, 12, 15)],
        [2, None, 0.5],
    ]
    found = take_apart(xlsx({"Trống": [], "Nhiệm vụ": rows}, merge={"Nhiệm vụ": ["A1:C1"]}))
    name, table = found.blocks
    assert isinstance(name, Paragraph)
    assert isinstance(table, Table)
    assert (name.text, name.heading, found.kind) == ("Nhiệm vụ", True, "xlsx")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["DANH MỤC NHIỆM VỤ"],
        ["TT", "Nhiệm vụ", "Hạn"],
        ["1", "Mở lớp", "15/12/2026"],
        ["2", "", "0,5"],
    ]
    assert table.rows[0][0].column_span == 3


def test_a_table_that_begins_in_the_middle_of_the_sheet_begins_at_zero() -> None:
    found = take_apart(xlsx({"A": [[], [], [None, None, "x"], [None, None, "y"]]}))
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert (table.columns, [[cell.text for cell in row] for row in table.rows]) == (1, [["x"], ["y"]])


def test_a_cell_merged_over_rows_reaches_down() -> None:
    found = take_apart(xlsx({"A": [["nhóm", "a"], [None, "b"]]}, merge={"A": ["A1:A2"]}))
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert (table.rows[0][0].row_span, [cell.text for cell in table.rows[1]]) == (2, ["b"])


def test_a_workbook_without_content_is_empty_and_one_without_a_book_is_damaged() -> None:
    with pytest.raises(Empty):
        take_apart(xlsx({"A": []}))
    with pytest.raises(Damaged, match="Excel"):
        take_apart(zipped({"xl/worksheets/sheet1.xml": "<worksheet/>"}))


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_texts_results_errors_and_truths_are_shown_as_excel_shows_them() -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>Sở </t></r><r><t>A</t></r></is></c><c r="B1" t="str"><f>A1</f><v>kết quả</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="s"><v>99</v></c><c r="F1"><v>lạ</v></c>'
        "<c><v>742000000</v></c>"
    )
    found = take_apart(
        zipped(
            {
                "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{relations}"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
                "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData><row>{cells}</row></sheetData></worksheet>',
            }
        )
    )
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["Sở A", "kết quả", "Có", "", "", "lạ", "742000000"]
