"""What is seen, as a file: the same rows, order and columns, all pages. .xlsx for people, .csv for programs.

A workbook is made whole, so it has a limit of rows; a .csv can be sent while it is written. A text that a spreadsheet would run as a formula is written as text (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from khien.base.errors import TooMuch
from khien.base.xml_text import xml_text
from khien.web.tables.view import TableView, shown

FORMATS = {
    "money": "#,##0",
    "number": "#,##0.##",
    "percent": '0.00" %"',
    "date": "dd/mm/yyyy",
    "datetime": "hh:mm dd/mm/yyyy",
}
WIDTHS = {"money": 18, "number": 12, "percent": 12, "date": 12, "datetime": 18, "text": 36}  # characters
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE = 64 * 1024  # characters of a .csv that are sent at once
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 50_000  # of a workbook: more takes minutes to write and longer to open
SHEET_NAME = 31  # characters a spreadsheet allows
CSV = "text/csv; charset=utf-8"
Answer = TypeVar("Answer", bound=HttpResponseBase)
Value = str | int | float | Decimal | dt.date | dt.datetime | None


def export(view: TableView) -> HttpResponse:
    """The answer to `?xuat=xlsx` or `?xuat=csv`, made whole. Raises TooMuch for more than 50,000 rows."""
    if Paginator(view.rows, 1).count > MOST_ROWS:
        raise TooMuch(
            _("A workbook holds at most 50,000 rows. Filter the table first, or take the data file (.csv).")
        )
    if view.address.export == "xlsx":
        return _named(HttpResponse(_xlsx(view), content_type=XLSX), view)
    return _named(HttpResponse(b"".join(_csv(view)), content_type=CSV), view)


def stream(view: TableView) -> StreamingHttpResponse:
    """The .csv sent while it is written, for tables without a limit of rows."""
    parts = _in_language(_csv(view), translation.get_language())
    return _named(StreamingHttpResponse(parts, content_type=CSV), view)


def _in_language(parts: Iterator[bytes], language: str) -> Iterator[bytes]:
    """The middleware that chose the language is done before a stream begins."""
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _named(response: Answer, view: TableView) -> Answer:
    name = f"{view.table.code}.{view.address.export}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(view: TableView) -> Iterator[list[tuple[str, Value]]]:
    for row in view.rows:
        yield [(column.kind, _value(column.value(row))) for column in view.chosen]


def _value(value: object) -> Value:
    if isinstance(value, dt.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, int | float | Decimal | dt.date):
        return value
    return str(value)


def _csv(view: TableView) -> Iterator[bytes]:
    stream = io.StringIO()
    writer = csv.writer(stream)
    stream.write("\ufeff")  # with the mark, spreadsheets here read Vietnamese right
    writer.writerow([str(column.label) for column in view.chosen])
    for line in _lines(view):
        writer.writerow([_harmless(value, kind) for kind, value in line])
        if stream.tell() > PIECE:
            yield _taken(stream)
    yield _taken(stream)


def _taken(stream: io.StringIO) -> bytes:
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text.encode()


def _harmless(value: Value, kind: str) -> object:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return shown(value, kind) if isinstance(value, dt.date) else value


def _xlsx(view: TableView) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(
        str(view.table.caption)[:SHEET_NAME].translate(dict.fromkeys(map(ord, "[]:*?/\\")))
    )
    sheet.freeze_panes = "A2"
    for number, column in enumerate(view.chosen, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[column.kind]
    sheet.append([_cell(sheet, str(column.label), "text", bold=True) for column in view.chosen])
    for line in _lines(view):
        sheet.append([_cell(sheet, value, kind) for kind, value in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value, kind: str, *, bold: bool = False) -> Any:
    if isinstance(value, str):
        value = xml_text(value)
    cell: Any = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stubs forget date and Decimal
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif kind in FORMATS:
        cell.number_format = FORMATS[kind]
    if bold:
        cell.font = Font(bold=True)
    return cell
