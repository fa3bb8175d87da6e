"""The table of activities as a workbook: read from what people upload, and the template with its drop-downs.

Refuses other kinds of file, tables without headings and more than 5,000 rows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from khien.base.errors import KhienError
from khien.base.sheets import first_sheet, safe_cell
from khien.programme.rules.activity_rows import BASES, COLUMNS, KINDS, NEEDED, headings

MOST_ROWS = 5000
_HEADING_LINES = 15
_WIDTHS = {"title": 48, "unit": 30, "task": 40, "more_tasks": 24, "kind": 26, "place": 24, "product": 18, "note": 30, "links": 30}  # fmt: skip
LISTS = "Danh mục"


def read_table(data: bytes) -> list[dict[str, object]]:
    """[{"line": 5, "cells": {"title": "…"}}]; blank lines left out. Raises KhienError, TooMuch."""
    lines = first_sheet(data, most_rows=MOST_ROWS + _HEADING_LINES)
    for number, cells in enumerate(lines[:_HEADING_LINES]):
        fields = headings(cells)
        if fields:
            return _rows(lines, number, fields)
    raise KhienError(
        _("No row of headings was found on the first sheet. Keep the headings of the template: %(some)s …")
        % {"some": ", ".join(COLUMNS[name] for name in NEEDED)},
        code="no-headings",
    )


def _rows(lines: list[list[str]], start: int, fields: dict[int, str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, cells in enumerate(lines[start + 1 :], start + 2):
        named = {fields[n]: cell for n, cell in enumerate(cells) if n in fields and cell}
        if named:
            rows.append({"line": number, "cells": named})
    if not rows:
        raise KhienError(
            _("The table has headings but no rows. Fill in at least one activity."), code="no-rows"
        )
    if len(rows) > MOST_ROWS:
        raise KhienError(
            _("The table has more than 5.000 activities. Split it and upload the parts one by one."),
            code="too-many-rows",
            status=413,
        )
    return rows


def template(*, units: Sequence[str], tasks: Sequence[str], money_sources: Sequence[str]) -> bytes:
    """The empty table; kinds, tasks, units and sources of money are chosen from lists."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Hoạt động"
    sheet.append(list(COLUMNS.values()))
    for number, name in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if name in NEEDED:
            cell.fill = PatternFill("solid", fgColor="FFE9B8")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 13)
        if name in ("starts_on", "ends_on"):
            for line in range(2, 202):
                sheet[f"{letter}{line}"].number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "B2"
    lists = {
        "kind": list(KINDS.values()),
        "basis": list(BASES.values()),
        "task": list(tasks),
        "unit": list(units),
        "money_source": list(money_sources),
    }
    _add_lists(book, lists)
    _add_notes(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_lists(book: Workbook, lists: dict[str, list[str]]) -> None:
    side = book.create_sheet(LISTS)
    sheet = book.worksheets[0]
    names = list(COLUMNS)
    for number, (name, values) in enumerate(lists.items(), 1):
        side.cell(1, number, COLUMNS[name]).font = Font(bold=True)
        for line, value in enumerate(values, 2):
            side.cell(line, number, safe_cell(value))
        if not values:
            continue
        letter = get_column_letter(number)
        check = DataValidation(
            type="list",
            formula1=f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}",
            allow_blank=True,
            showErrorMessage=False,
        )
        column = get_column_letter(names.index(name) + 1)
        check.add(f"{column}2:{column}{MOST_ROWS + 1}")
        sheet.add_data_validation(check)
        side.column_dimensions[letter].width = 50


def _add_notes(book: Workbook) -> None:
    sheet = book.create_sheet("Hướng dẫn")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90
    for line in (
        ("Mỗi dòng", "Một hoạt động đã làm. Chỉ cần Tên hoạt động và Từ ngày, các cột khác điền khi có."),
        ("Từ ngày, Đến ngày", "Dạng 24/11/2026. Đến ngày để trống nếu làm trong một ngày."),
        ("Đơn vị thực hiện", "Chọn trong danh sách, hoặc gõ mã hay tên. Để trống: đơn vị của người nhập."),
        ("Nhiệm vụ", "Chọn trong danh sách. Nhiệm vụ chính: kinh phí tính vào nhiệm vụ này."),
        ("Nhiệm vụ khác", "Mục của nhiệm vụ, cách nhau dấu chấm phẩy, ví dụ IV.1; IV.3."),
        ("Người dân … Nhà báo", "Số người của từng nhóm. Không ghi họ tên ai."),
        ("Cách tính số người", "; ".join(BASES.values()) + ". Để trống: đếm được."),
        (
            "Liên kết minh chứng",
            "Địa chỉ bắt đầu bằng https://, cách nhau dấu cách. Ảnh thêm sau trên trang.",
        ),
        ("Nhập lại tệp này", "Dòng đã ghi không ghi lần nữa. Dòng sai sửa trong tệp rồi nhập lại."),
    ):
        sheet.append(line)
    for row in sheet.iter_rows():
        row[0].font = Font(bold=True)
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
