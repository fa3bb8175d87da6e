"""The Excel workbook of a read plan, on openpyxl; loaded when somebody asks for one (ADR 7).

Refuses formulas: text that begins with "=" stays text, because the words come from documents of strangers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Value = str | int | float | None
Column = tuple[str, float]  # heading, width in characters
Sheet = tuple[str, list[Column], list[Sequence[Value]]]
# XML 1.0, production 2 "Char": the library refuses only some of what its own writer cannot write.
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_TEXT = 32_000  # Excel holds 32,767 characters in a cell
_MONEY = "#,##0"


def write_workbook(sheets: Iterable[Sheet], path: Path | str) -> None:
    """One sheet per section; an existing file is replaced. Raises `OSError` when it can't be written."""
    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        _sheet(book, title, columns, rows)
    whole = io.BytesIO()  # first in memory: a path that cannot be written leaves no half file behind
    book.save(whole)
    Path(path).write_bytes(whole.getvalue())


def _sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    head = []
    for name, _ in columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F0")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        head.append(cell)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: object, value: Value) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=_NO_CHARACTER.sub("", value)[:_MAX_TEXT])  # type: ignore[arg-type]
        cell.data_type = "s"
    else:
        cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]
        cell.number_format = _MONEY if abs(value) >= 10_000 else "General"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
