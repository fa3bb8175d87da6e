"""Workbooks that people upload: the first sheet as lines of text, within limits. Judged by content, not by name.

Refuses what is no .xlsx, what unpacks to more than a table could hold, and more lines than the caller takes. A cell
that begins like a formula is text, both ways.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from khien.base.errors import KhienError, TooMuch
from khien.base.xml_text import xml_text

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_WHOLE = 5 * 1024 * 1024  # of what is taken into memory whole: formats, names, the theme
MOST_COLUMNS = 60
LONGEST_CELL = 5000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@")  # OWASP, "CSV Injection"
# Whatever a library says of a damaged or hostile workbook; XML errors of both parsers are SyntaxErrors.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError,
    EOFError, RuntimeError, OverflowError,
)  # fmt: skip


class NoWorkbook(KhienError):
    """What was sent is no .xlsx that can be opened."""

    code = "no-workbook"

    def __init__(self) -> None:
        super().__init__(_("The file cannot be opened as an Excel workbook. Save it again as .xlsx."))


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[Workbook]:
    """The workbook, for reading cells one by one; what breaks while they are read is told like what cannot be opened.

    Raises NoWorkbook, TooMuch.
    """
    if len(data) > MOST_BYTES:
        raise TooMuch(_("The file is larger than 10 MB. Split it and upload the parts one by one."))
    try:
        check_parts(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a workbook without styles is a table all the same
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except _BROKEN as error:
        raise NoWorkbook from error


def first_sheet(data: bytes, *, most_rows: int) -> list[list[str]]:
    """Every line of the first sheet, dates as 2026-11-24, whole numbers without a point. Raises NoWorkbook, TooMuch."""
    with opened(data) as book:
        return _lines(book, most_rows)


def check_parts(data: bytes) -> None:
    """Cells are read one by one; everything else whole, each mark of it a thousand times as large in memory.

    Raises TooMuch, zipfile.BadZipFile.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise TooMuch(_("The file unpacks to more than 200 MB. Save only the table and upload it again."))
        whole = [
            part.file_size
            for part in packed.infolist()
            if part.filename.endswith((".xml", ".rels"))
            and not part.filename.endswith("sharedStrings.xml")
            and "worksheets/sheet" not in part.filename
        ]
    if sum(whole) > MOST_WHOLE:
        raise TooMuch(_("The workbook carries too many formats. Copy only the table into a new workbook."))


def _lines(book: Workbook, most_rows: int) -> list[list[str]]:
    lines: list[list[str]] = []
    blank = 0
    for row in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS):
        line = [cell_text(value) for value in row]
        lines.append(line)
        blank = 0 if any(line) else blank + 1
        if len(lines) - blank > most_rows:
            raise TooMuch(
                _("The table has more than %(most)s rows. Split it and upload the parts one by one.")
                % {"most": f"{most_rows:,}".replace(",", ".")}
            )
        if blank > most_rows:
            break  # formatted to the last line of the sheet, and empty
    return lines


def cell_text(value: object, *, longest: int = LONGEST_CELL) -> str:
    """A cell as text: what a person would have typed."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return without_guard(str(value).replace("\x00", "").strip()[:longest])


def without_guard(text: str) -> str:
    """What stood there before `safe_cell`."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


def safe_cell(text: str) -> str:
    """A text for a cell that no spreadsheet runs as a formula."""
    plain = xml_text(text)
    return f"'{plain}" if plain[:1] in FORMULA_STARTS else plain
