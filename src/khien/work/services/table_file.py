"""Writes items as a workbook with locked columns, and reads one back. Judged by its content, not its name.

Refuses more than 10 MB and 10,000 rows, files that unpack to more than 200 MB, and whatever is no workbook.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from khien.base.errors import KhienError, TooMuch
from khien.base.sheets import first_sheet
from khien.base.xml_text import xml_text
from khien.work.rules.item_table import COLUMNS, ID, OPEN, SAID_CHOICES, WIDTHS, ItemRow, headings, row_of

MOST_ROWS = 10_000
HEADING_LINES = 10
SHADE = PatternFill("solid", fgColor="EEF1F2")
NOTES = (
    ("Cột được sửa", "Người làm, Hạn, Cán bộ nói, Ghi chú của cán bộ, Lý do dừng. Các cột khác chỉ để xem."),
    (
        "Mã dòng, Lần sửa",
        "Giữ nguyên. Nhờ hai cột này hệ thống nhận ra việc và biết có ai sửa trong lúc chờ.",
    ),
    ("Người làm", "Số điện thoại hoặc họ tên người có vai trò trong đơn vị. Để trống: không giao riêng ai."),
    (
        "Hạn",
        "Dạng 24/11/2026. Chỉ lùi, không rút ngắn; cơ quan thường trực hoặc đơn vị cấp trên mới sửa được.",
    ),
    ("Cán bộ nói", "Chưa bắt đầu, Đang làm, Đã xong. Ý kiến này đứng cạnh trạng thái tính từ sổ hoạt động."),
    ("Lý do dừng", "Điền lý do để dừng việc; xóa lý do để cho việc tiếp tục."),
    ("Dòng", "Có thể xóa bớt dòng. Dòng không có trong tệp thì giữ nguyên; không thêm được việc mới."),
)


def write_items(rows: Iterable[dict[str, object]]) -> bytes:
    """A workbook: `rows` by column code, days as dates."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Việc"
    sheet.append(list(COLUMNS.values()))
    for number, (cell, width) in enumerate(zip(sheet[1], WIDTHS, strict=True), 1):
        cell.font, cell.fill = Font(bold=True), SHADE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in rows:
        sheet.append([_safe(row.get(code)) for code in COLUMNS])
        for cell, code in zip(sheet[sheet.max_row], COLUMNS, strict=True):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            if code == "due":
                cell.number_format = "dd/mm/yyyy"
            if code in OPEN:
                cell.protection = Protection(locked=False)
            else:
                cell.fill = SHADE
    _finish(sheet)
    _notes(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(value: object) -> str | int | dt.date | None:
    if value is None or isinstance(value, int | dt.date):
        return value
    return xml_text(str(value))


def _finish(sheet: Worksheet) -> None:
    sheet.freeze_panes = "E2"
    sheet.protection.sheet = True  # without a password: against slips, not against people
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = sheet.protection.sort = sheet.protection.deleteRows = False
    sheet.auto_filter.ref = sheet.dimensions
    letter = get_column_letter(list(COLUMNS).index("said") + 1)
    check = DataValidation(type="list", formula1=f'"{",".join(SAID_CHOICES)}"', allow_blank=True)
    check.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(check)


def _notes(book: Workbook) -> None:
    sheet = book.create_sheet("Hướng dẫn")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    for line in NOTES:
        sheet.append(line)
    for row in sheet.iter_rows():
        row[0].font = Font(bold=True)


def read_items(data: bytes) -> list[ItemRow]:
    """The rows, blank lines left out, with the line numbers a spreadsheet shows. Raises NoWorkbook, TooMuch, KhienError."""
    return _rows(first_sheet(data, most_rows=MOST_ROWS + HEADING_LINES))


def _rows(lines: list[list[str]]) -> list[ItemRow]:
    start = 0
    for start, cells in enumerate(lines[:HEADING_LINES]):  # noqa: B007 - where the headings stand
        places = headings(cells)
        if ID in places.values():
            break
    else:
        raise KhienError(_("No row of headings was found. Upload the file that was downloaded here."))
    missing = [COLUMNS[code] for code in ("revision", *OPEN) if code not in places.values()]
    if missing:
        raise KhienError(
            _("Columns are missing: %(names)s. Keep all of them.") % {"names": ", ".join(missing)}
        )
    rows = []
    for number, cells in enumerate(lines[start + 1 :], start + 2):
        named = {places[place]: cell for place, cell in enumerate(cells) if place in places}
        if any(cell.strip() for cell in named.values()):
            rows.append(row_of(number, named))
    if len(rows) > MOST_ROWS:
        raise TooMuch(_("The table has more than 10,000 rows. Split it and upload the parts one by one."))
    if not rows:
        raise KhienError(_("The table has headings but no rows."))
    return rows
