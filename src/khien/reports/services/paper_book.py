"""The workbook for a unit without an account: written with its tasks and stable row ids, read back cell by cell.

Judged by its content, not its name. Refuses other kinds, sizes and workbooks of another round or unit.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from khien.base.errors import KhienError, TooMuch
from khien.base.sheets import NoWorkbook, cell_text, opened, safe_cell
from khien.reports.rules.official_words import AUDIENCES, BASES, KINDS_OF_ACTIVITY
from khien.reports.rules.paper_rows import (
    COLUMNS,
    MOST_ROWS,
    PARTS,
    PaperRow,
    heading_fields,
    part_named,
    read_rows,
)

BLANK_ROWS = 60
LONGEST_CELL = 20_000
_REPORT, _ACTIVITIES, _LISTS = "Báo cáo", "Hoạt động", "Danh mục"
_ROUND_LABEL, _UNIT_LABEL = "Mã kỳ báo cáo", "Mã đơn vị"
_WIDTHS = (10, 13, 13, 24, 46, 26, 14, 26, 11, 14, 22, 10, 18, 22, 30)


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What a filled workbook says."""

    round_code: str
    unit_uuid: str
    narrative: Mapping[str, str]
    rows: tuple[PaperRow, ...]


def write_book(
    *, title: str, round_code: str, unit_uuid: str, unit: str, tasks: Sequence[tuple[int, str]]
) -> bytes:
    """`tasks`: (number, text) as the sheet of lists shows them."""
    book = Workbook()
    report = book.active
    assert report is not None
    _write_report(report, title, round_code, unit_uuid, unit)
    _write_activities(book.create_sheet(_ACTIVITIES))
    _write_lists(book.create_sheet(_LISTS), tasks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_report(sheet: Any, title: str, round_code: str, unit_uuid: str, unit: str) -> None:
    sheet.title = _REPORT
    rows: list[tuple[str, str]] = [
        (title, unit),
        (_ROUND_LABEL, round_code),
        (_UNIT_LABEL, unit_uuid),
        ("", "Không sửa hai mã ở trên. Viết vào cột B; hoạt động ghi ở trang “Hoạt động”."),
        *((label, "") for label in PARTS.values()),
    ]
    for label, text in rows:
        sheet.append([safe_cell(label), safe_cell(text)])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 100
    for cell in sheet["A"]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for cell in sheet["B"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(5, 5 + len(PARTS)):
        sheet.row_dimensions[number].height = 80


def _write_activities(sheet: Any) -> None:
    sheet.append(list(COLUMNS.values()))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8EC")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(1, BLANK_ROWS + 1):
        sheet.append([f"R{number:03d}"])
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    letters = {code: get_column_letter(n) for n, code in enumerate(COLUMNS, 1)}
    _choices(sheet, letters["kind"], "A", len(KINDS_OF_ACTIVITY))
    _choices(sheet, letters["audience"], "B", len(AUDIENCES))
    _choices(sheet, letters["basis"], "C", len(BASES))


def _choices(sheet: Any, column: str, list_column: str, count: int) -> None:
    choice = DataValidation(
        type="list", formula1=f"='{_LISTS}'!${list_column}$2:${list_column}${count + 1}", allow_blank=True
    )
    sheet.add_data_validation(choice)
    choice.add(f"{column}2:{column}{MOST_ROWS + 1}")


def _write_lists(sheet: Any, tasks: Sequence[tuple[int, str]]) -> None:
    sheet.append(["Loại hoạt động", "Nhóm đối tượng", "Cách tính", "Nhiệm vụ số", "Nhiệm vụ"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    columns = [list(KINDS_OF_ACTIVITY.values()), list(AUDIENCES.values()), list(BASES.values())]
    for n in range(max(*(len(c) for c in columns), len(tasks))):
        named = [column[n] if n < len(column) else "" for column in columns]
        task = [tasks[n][0], safe_cell(tasks[n][1])] if n < len(tasks) else ["", ""]
        sheet.append([*named, *task])
    for letter, width in zip("ABCDE", (30, 30, 16, 14, 100), strict=True):
        sheet.column_dimensions[letter].width = width


def read_book(data: bytes) -> ReadBook:
    """Raises KhienError("bad-table"), TooMuch."""
    try:
        with opened(data) as book:
            return _read(book)
    except NoWorkbook as error:
        raise _bad() from error


def _bad() -> KhienError:
    return KhienError(
        _("This is not the table that was given out. Download it again, fill it in and save it as .xlsx."),
        code="bad-table",
    )


def _read(book: Workbook) -> ReadBook:
    labels: dict[str, str] = {}
    narrative: dict[str, str] = {}
    for cells in book[_REPORT].iter_rows(values_only=True, max_col=2, max_row=60):
        label, text = (_text(cells[0]), _text(cells[1]) if len(cells) > 1 else "")
        labels.setdefault(label, text)
        if part := part_named(label):
            narrative[part] = text
    rows = _activity_rows(book[_ACTIVITIES])
    return ReadBook(labels.get(_ROUND_LABEL, ""), labels.get(_UNIT_LABEL, ""), narrative, tuple(rows))


def _activity_rows(sheet: Any) -> list[PaperRow]:
    fields: dict[int, str] = {}
    found: list[tuple[int, dict[str, str]]] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=30), 1):
        if number > MOST_ROWS + 50:
            raise TooMuch(_("The table has more than 500 rows. Split it into several reports."))
        texts = [_text(cell) for cell in cells]
        if not fields:
            fields = heading_fields(texts)
            continue
        named = {fields[n]: text for n, text in enumerate(texts) if n in fields and text}
        if set(named) - {"row"}:
            found.append((number, named))
    if not fields:
        raise _bad()
    if len(found) > MOST_ROWS:
        raise TooMuch(_("The table has more than 500 rows. Split it into several reports."))
    return read_rows(found)


def _text(value: object) -> str:
    return cell_text(value, longest=LONGEST_CELL)
