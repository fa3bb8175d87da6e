"""Tables of strangers: a damaged or hostile workbook is refused with a sentence; what we write never runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import RequestFactory
from openpyxl import Workbook, load_workbook

from khien.orgs.errors import BadTable
from khien.orgs.services.table_file import read_table, write_csv, write_xlsx
from khien.web.tables import Column, Empty, Table, respond
from tests.plans.conftest import small_plan
from vanban import Task, to_xlsx

Change = Callable[[bytes], bytes | None]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def _table(part: str, change: Change) -> bytes:
    """A good table of units in which one part of the workbook was tampered with."""
    plain, out = io.BytesIO(), io.BytesIO()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã đơn vị", "Tên đơn vị"])
    sheet.append(["SKHCN", "Sở Khoa học và Công nghệ"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            kept = change(data) if name == part else data
            if kept is not None:
                new.writestr(name, kept)
    return out.getvalue()


def _entities(data: bytes) -> bytes:
    """Each entity ten times the one before: a billion of the first."""
    chain = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    return f'<!DOCTYPE l [<!ENTITY a "lol">{chain}]>'.encode() + _with_text(data, b"&j;")


def _outside(data: bytes) -> bytes:
    return b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _with_text(data, b"&a;")


def _with_text(data: bytes, text: bytes) -> bytes:
    cell = b"<row r='1'><c t='inlineStr'><is><t>" + text + b"</t></is></c></row>"
    return data.replace(b"<sheetData>", b"<sheetData>" + cell)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda data: data[: len(data) // 2]),
        (SHEET, lambda data: None),
        (SHEET, _entities),
        (SHEET, _outside),
        (SHEET, lambda data: data.replace(b'r="A1"', b'r="!!"')),
        (SHEET, lambda data: data.replace(b'r="A1"', b'r="ZZZZZZ1"')),
        (BOOK, lambda data: data[:100]),
        (BOOK, lambda data: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", data)),
        ("xl/_rels/workbook.xml.rels", lambda data: b"<a"),
        ("[Content_Types].xml", lambda data: b"<a/>"),
    ],
)
def test_a_damaged_workbook_is_refused_with_a_sentence(part: str, change: Change) -> None:
    with pytest.raises(BadTable):
        read_table(_table(part, change))


def test_a_workbook_without_styles_is_read() -> None:
    assert read_table(_table("xl/styles.xml", lambda data: b"<a/>"))[0].code == "SKHCN"


def test_control_characters_and_formulas_of_names_do_not_stop_or_start_anything() -> None:
    row = ["=cmd|' /C calc'!A1", "Sở\x0bY tế", *[""] * 11]
    sheet = load_workbook(io.BytesIO(write_xlsx([row]))).worksheets[0]
    assert (sheet["A2"].data_type, sheet["B2"].value) == ("s", "SởY tế")
    assert b"\n'=cmd" in write_csv([row]).replace(b"\r\n", b"\n").replace(b'"', b"")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_writes_what_documents_of_strangers_hold(kind: str) -> None:
    column: Column[str] = Column(code="text", label="Text", value=lambda row: row)
    table = Table(code="thu", caption="Thử", columns=(column,), empty=Empty(title="Trống"))
    request = RequestFactory().get("/", {"xuat": kind})
    answer = respond(request, "", table, ["=1+1", "a\x0bb", "\ufffe", "\t=1+1"])
    assert answer.status_code == 200
    if kind == "xlsx":
        cells = [
            row[0] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2)
        ]
        assert all(cell.data_type in {"s", "inlineStr"} for cell in cells)
    else:
        assert b"\r\n'=1+1\r\n" in answer.content
        assert b"\r\n'\t=1+1\r\n" in answer.content


def test_a_read_plan_with_impossible_characters_becomes_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    to_xlsx(small_plan(tasks=(Task("IV.1", "body", None, "=1+1\x0b\ufffe\ud800"),)), path)
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
