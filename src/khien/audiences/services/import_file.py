"""The file of an officer's list: read as lines of text, kept sealed. Judged by content, not by name.

Refuses what is neither an Excel workbook nor a table of text, and more than a hundred thousand rows. The uploaded file
itself is scanned and never kept as it came: it is full of telephone numbers.
"""

from __future__ import annotations

import base64
import csv
import datetime as dt
import hashlib
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from khien.audiences.models import ContactImport
from khien.audiences.rules.columns import has_header
from khien.base import files, scanning
from khien.base.access import Actor
from khien.base.errors import KhienError, Missing, TooMuch
from khien.base.models import StoredFile
from khien.base.sealing import seal, unseal
from khien.base.sheets import MOST_BYTES, MOST_COLUMNS, cell_text, first_sheet

MOST_ROWS = 100_000
SAMPLES = 3
Row = tuple[int, Sequence[str]]


def keep_sealed(data: bytes, *, name: str, actor: Actor, at: dt.datetime) -> StoredFile:
    """Raises Infected, KhienError."""
    if not data:
        raise KhienError(_("The file is empty. Choose the file again."), code="empty-file")
    scanning.scanned(io.BytesIO(data), sha256=hashlib.sha256(data).hexdigest(), name=name, actor=actor, at=at)
    sealed = seal(base64.b85encode(data).decode("ascii")).encode("ascii")
    # A name that says nothing, for the store tells it on.
    return files.keep(
        io.BytesIO(sealed), name="list.sealed", limit_bytes=4 * MOST_BYTES, at=at, made_here=True
    )


def lines_of(data: bytes) -> list[list[str]]:
    """Every line, from the first. Raises KhienError, TooMuch."""
    if len(data) > MOST_BYTES:
        raise TooMuch(_("The file is larger than 10 MB. Split it and upload the parts one by one."))
    if data[:2] == b"PK":
        return first_sheet(data, most_rows=MOST_ROWS + 1)
    return _text_lines(data)


def sealed_lines(brought: ContactImport) -> list[list[str]]:
    """Raises Missing when the file is gone already."""
    if brought.file is None:
        raise Missing
    with files.open_kept(brought.file.sha256) as stored:
        plain = unseal(stored.read().decode("ascii"))
    return lines_of(base64.b85decode(plain))


def rows_of(lines: list[list[str]]) -> list[Row]:
    """(number in the file, cells) of every line with something in it, without the heading."""
    first = 1 if lines and has_header(lines[0]) else 0
    return [(number, line) for number, line in enumerate(lines, 1) if number > first and any(line)]


def head_of(lines: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The heading (or "Column 1" …) and the first rows below it."""
    width = max((len(line) for line in lines[: SAMPLES + 1]), default=0)
    if lines and has_header(lines[0]):
        heading, rest = lines[0], lines[1:]
    else:
        heading, rest = [], lines
    titles = [heading[n] if n < len(heading) else "" for n in range(width)]
    titles = [title or _("Column %(n)s") % {"n": n} for n, title in enumerate(titles, 1)]
    return titles, [line for line in rest if any(line)][:SAMPLES]


def _text_lines(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    mark = max(";\t,", key=first.count)
    lines: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            lines.append([cell_text(cell, longest=500) for cell in line[:MOST_COLUMNS]])
            if len(lines) > MOST_ROWS + 1:
                raise TooMuch(
                    _("The list has more than 100.000 rows. Split it and bring the parts one by one.")
                )
    except csv.Error:
        raise _no_table() from None
    return lines


def _decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _no_table()


def _no_table() -> KhienError:
    return KhienError(
        _(
            "This is neither an Excel workbook nor a table of text (.csv). Save it as .xlsx and bring it again."
        ),
        code="no-table",
    )
