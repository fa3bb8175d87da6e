"""Reads and writes the table of units and people: CSV (any usual encoding) and XLSX. Refuses other kinds and sizes.

A file is judged by its content, not its name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from khien.base.errors import TooMuch
from khien.base.sheets import MOST_BYTES, NoWorkbook, first_sheet, safe_cell, without_guard
from khien.orgs.errors import BadTable
from khien.orgs.rules.table_rows import (
    COLUMNS,
    KIND_WORDS,
    LEVEL_WORDS,
    ROLE_WORDS,
    TABLE_ROLES,
    TableRow,
    headings,
    read_row,
)

MOST_ROWS = 20_000
_HEADING_LINES = 20


def read_table(data: bytes) -> list[TableRow]:
    """The rows of a CSV or XLSX file, blank lines left out, with their line numbers as a spreadsheet shows them.

    Raises BadTable (no table, no headings), TooMuch (over 10 MB or 20,000 rows).
    """
    if len(data) > MOST_BYTES:
        raise TooMuch(_("The file is larger than 10 MB. Split it and upload the parts one by one."))
    lines = _xlsx(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    start, fields = _find_headings(lines)
    rows = []
    for number, cells in enumerate(lines[start + 1 :], start + 2):
        named = {
            fields[i]: without_guard(cell) for i, cell in enumerate(cells) if i in fields and cell.strip()
        }
        if named:
            rows.append(read_row(number, named))
    if not rows:
        raise BadTable(_("The table has headings but no rows. Fill in at least one unit."))
    return rows


def _find_headings(lines: list[list[str]]) -> tuple[int, dict[int, str]]:
    for number, cells in enumerate(lines[:_HEADING_LINES]):
        found = headings(cells)
        if "name" in found.values() or "code" in found.values():
            return number, found
    raise BadTable(
        _("No row of headings was found. Keep the headings of the template: %(some)s …")
        % {"some": ", ".join(list(COLUMNS.values())[:3])}
    )


def _xlsx(data: bytes) -> list[list[str]]:
    try:
        return first_sheet(data, most_rows=MOST_ROWS)
    except NoWorkbook as error:
        raise BadTable(error.message) from error


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    if "\x00" in text:
        raise BadTable(_("This is neither an Excel workbook (.xlsx) nor a CSV file."))
    head = text[:4000]
    separator = max(";,\t", key=head.count)
    lines = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            lines.append(row)
            _check_rows(len(lines))
    except csv.Error as error:
        raise BadTable(_("The CSV file is damaged. Save it again and upload it.")) from error
    return lines


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise TooMuch(_("The table has more than 20,000 rows. Split it and upload the parts one by one."))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else the Windows code page for Vietnamese."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def write_xlsx(rows: Iterable[Sequence[str]], *, notes: bool = False) -> bytes:
    """A workbook in the layout that `read_table` reads; `notes` adds the sheet that says what may be written."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đơn vị và cán bộ"
    sheet.append(list(COLUMNS.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append([safe_cell(text) for text in row])
    for number, width in enumerate((14, 46, 20, 20, 10, 36, 12, 12, 26, 18, 22, 16, 30), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C2"
    _choices(sheet, "D", KIND_WORDS.values())
    _choices(sheet, "E", LEVEL_WORDS.values())
    if notes:
        _notes(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(sheet: object, column: str, words: Iterable[str]) -> None:
    listed = [word for word in words if "," not in word]
    check = DataValidation(
        type="list", formula1=f'"{",".join(listed)}"', allow_blank=True, showErrorMessage=False
    )
    check.add(f"{column}2:{column}5001")
    sheet.add_data_validation(check)  # type: ignore[attr-defined]


def _notes(book: Workbook) -> None:
    sheet = book.create_sheet("Hướng dẫn")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90
    given = [word for role, word in ROLE_WORDS.items() if role in TABLE_ROLES.values()]
    lines = [
        ("Mỗi dòng", "Một đơn vị và một cán bộ. Đơn vị có nhiều cán bộ: lặp lại mã đơn vị ở nhiều dòng."),
        (
            "Mã đơn vị",
            "Để trống nếu chưa có, hệ thống tự đặt. Đơn vị đã có được nhận ra theo mã, sau đó theo tên.",
        ),
        ("Loại", "; ".join(KIND_WORDS.values())),
        ("Cấp", "; ".join(LEVEL_WORDS.values())),
        ("Đơn vị cấp trên", "Mã hoặc tên đầy đủ. Để trống: trực thuộc Ủy ban nhân dân tỉnh."),
        ("Từ ngày", "Ngày thành lập, dạng 01/07/2025. Để trống: ngày nhập bảng."),
        ("Vai trò", "; ".join(given) + ". Để trống: Cán bộ đầu mối."),
        ("Ô để trống", "Giữ nguyên dữ liệu đang có. Bảng không xóa đơn vị và không kết thúc vai trò của ai."),
    ]
    for line in lines:
        sheet.append(line)
    for row in sheet.iter_rows():
        row[0].font = Font(bold=True)
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with mark and semicolons: a Vietnamese Excel opens it as a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS.values())
    writer.writerows([safe_cell(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
