"""A small file that would fill the memory when opened is refused by whoever reads workbooks, with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from openpyxl import Workbook

from khien.base.errors import TooMuch
from khien.base.sheets import MOST_WHOLE, first_sheet
from khien.budget.services.table_file import read_workbook
from khien.orgs.services.table_file import read_table
from khien.reports.services.paper_book import read_book
from khien.work.services.table_file import read_items

STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'


def _with_formats(count: int) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name != "xl/styles.xml":
                made.writestr(name, source.read(name))
        made.writestr("xl/styles.xml", STYLES + b"<xf/>" * count + b"</cellXfs></styleSheet>")
    return out.getvalue()


@pytest.mark.parametrize(
    "read",
    [partial(first_sheet, most_rows=10), read_workbook, read_table, read_items, read_book],
    ids=["base", "budget", "orgs", "work", "reports"],
)
def test_formats_without_end_are_refused_before_they_are_read(read: Callable[[bytes], object]) -> None:
    bomb = _with_formats(MOST_WHOLE // 5 + 1)
    assert len(bomb) < 100_000
    with pytest.raises(TooMuch):
        read(bomb)
