"""Reads a table of allocations: pasted from a spreadsheet, or a workbook (.xlsx). Refuses other kinds and sizes.

Columns are found by their headings; without headings they are unit, amount, source, task, note in this order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from khien.base.errors import TooMuch
from khien.base.sheets import NoWorkbook, first_sheet, safe_cell, without_guard
from khien.budget.errors import BadTable
from vanban import fold

MOST_ROWS = 5000
HEADING_LINES = 20
HEADINGS = ("Đơn vị", "Số tiền (đồng)", "Nguồn kinh phí", "Mục nhiệm vụ", "Ghi chú")
_FIELDS = ("unit", "amount", "source", "task", "note")
_HEADS: dict[str, tuple[str, ...]] = {
    "unit": ("don vi", "ten don vi", "co quan, don vi", "co quan don vi", "don vi duoc giao", "ma don vi"),
    "amount": ("so tien", "so tien (dong)", "da giao", "du toan giao", "kinh phi", "thanh tien"),
    "source": ("nguon", "nguon kinh phi"),
    "task": ("nhiem vu", "muc", "muc nhiem vu"),
    "note": ("ghi chu",),
}
_SUMS = ("tong cong", "tong so", "cong", "tong")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as written, with its line as a spreadsheet counts them."""

    line: int
    unit: str = ""
    amount: str = ""
    source: str = ""
    task: str = ""
    note: str = ""


def as_json(rows: Iterable[RawRow]) -> list[dict[str, object]]:
    return [asdict(row) for row in rows]


def read_pasted(text: str) -> list[RawRow]:
    """Cells parted by tabs (or semicolons), one row a line. Raises TooMuch."""
    separator = "\t" if "\t" in text else ";"
    return _rows(list(csv.reader(io.StringIO(text.strip("\n"), newline=""), delimiter=separator)))


def read_workbook(data: bytes) -> list[RawRow]:
    """The first sheet. Raises BadTable, TooMuch."""
    try:
        return _rows(first_sheet(data, most_rows=MOST_ROWS))
    except NoWorkbook as error:
        raise BadTable(error.message) from error


def _rows(lines: list[list[str]]) -> list[RawRow]:
    _check_rows(len(lines))
    start, fields = _heading(lines)
    rows = []
    for number, cells in enumerate(lines[start:], start + 1):
        named = {fields[i]: without_guard(cell.strip()) for i, cell in enumerate(cells) if i in fields}
        if any(named.values()) and fold(named.get("unit", "")) not in _SUMS:
            rows.append(RawRow(number, **{name: text[:500] for name, text in named.items()}))
    return rows


def _heading(lines: list[list[str]]) -> tuple[int, dict[int, str]]:
    """(the first line below the headings, column → field)."""
    for number, cells in enumerate(lines[:HEADING_LINES]):
        found: dict[int, str] = {}
        for column, cell in enumerate(cells):
            words = " ".join(fold(cell).split())
            field = next((name for name, heads in _HEADS.items() if words in heads), None)
            if field and field not in found.values():
                found[column] = field
        if {"unit", "amount"} <= set(found.values()):
            return number + 1, found
    return 0, dict(enumerate(_FIELDS))


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise TooMuch(_("The table has more than 5,000 rows. Split it into several decisions."))


def template(units: Sequence[str]) -> bytes:
    """An empty table in the layout that is read, with the units' names filled in."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Giao kinh phí"
    sheet.append(list(HEADINGS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for name in units:
        sheet.append([safe_cell(name)])
    for number, width in enumerate((46, 20, 28, 16, 40), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in range(2, len(units) + 60):
        sheet.cell(row, 2).number_format = "#,##0"
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
