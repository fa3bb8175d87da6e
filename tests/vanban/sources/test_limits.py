"""What strangers upload: every bad file ends in one plain Vietnamese sentence that says what to do."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from tools.samples import (
    cell,
    docx,
    locked_pdf,
    ole,
    paragraph,
    pdf,
    plan_docx,
    plan_pdf,
    table,
    xlsx,
    zipped,
)
from vanban._errors import CannotRead, Damaged, Empty, Encrypted, TooBig, UnknownKind
from vanban._limits import MAX_CELLS, MAX_FILE_BYTES, MEGABYTE, Watch
from vanban._sources import archive, building, markdown, pdf_page, plain, take_apart
from vanban._sources.pdf import read_pdf


def refused(data: bytes, error: type[CannotRead], words: str) -> None:
    with pytest.raises(error) as caught:
        take_apart(data)
    message = caught.value.message
    assert words in message
    assert "Hãy" in message, "a refusal says what to do"
    assert message.endswith(".")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x00" * 500])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    refused(data, Empty, "rỗng")


def test_a_document_without_a_letter_is_called_empty() -> None:
    refused(docx(paragraph("- . -")), Empty, "không có chữ")
    refused(pdf(""), Empty, "không có chữ")


def test_a_file_of_two_hundred_megabytes_is_refused_at_once() -> None:
    before = time.process_time()
    refused(bytes(200 * MEGABYTE), TooBig, "200 MB")
    assert time.process_time() - before < 1
    assert MAX_FILE_BYTES < 200 * MEGABYTE


def test_an_unknown_kind_is_told_the_kinds_we_read() -> None:
    refused(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), UnknownKind, ".docx")
    refused(b"{\\rtf1 Ke hoach}", UnknownKind, "RTF")
    refused(zipped({"a.txt": "x"}), UnknownKind, "nén")
    refused(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), UnknownKind, "OpenDocument")
    refused(ole("Workbook"), UnknownKind, ".xls")


def test_the_name_does_not_decide_what_a_file_is() -> None:
    assert take_apart(plan_docx(1), name="ke-hoach.pdf").kind == "docx"
    assert take_apart(plan_pdf(1), name="ke-hoach.docx").kind == "pdf"
    assert take_apart("Kế hoạch".encode(), name="ke-hoach.docx").kind == "txt"
    assert take_apart("Kế hoạch".encode(), name="ke-hoach.md").kind == "md"
    assert take_apart("<p>Kế hoạch</p>".encode(), name="ke-hoach.doc").kind == "html"


def test_a_password_is_named_whatever_the_kind() -> None:
    refused(ole("EncryptionInfo", "EncryptedPackage"), Encrypted, "mật khẩu")
    refused(locked_pdf(), Encrypted, "mật khẩu")
    locked = bytearray(plan_docx(1))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says a part is encrypted
        start = locked.find(mark)
        while start >= 0:
            locked[start + offset] |= 1
            start = locked.find(mark, start + 4)
    refused(bytes(locked), Encrypted, "mật khẩu")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_whose_download_stopped_is_called_damaged(share: float) -> None:
    whole = plan_docx(3)
    refused(whole[: int(share * len(whole))], Damaged, "hỏng")


def test_a_pdf_without_its_pages_is_damaged() -> None:
    refused(b"%PDF-1.7\n% nothing follows\n", Damaged, "hỏng")
    refused(ole("WordDocument"), Damaged, "hỏng")
    refused(docx("", extra={"word/document.xml": "<w:document"}), Damaged, "hỏng")
    refused(docx("", extra={"word/document.xml": "<a/>"}), Damaged, "không phải văn bản Word")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    refused(
        docx(paragraph("a"), extra={"word/media/a.bin": b"\x00" * (40 * MEGABYTE)}), TooBig, "bung ra quá lớn"
    )
    refused(
        docx(paragraph("a"), extra={f"word/{number}": b"" for number in range(5_001)}),
        TooBig,
        "bung ra quá lớn",
    )


def test_a_part_that_is_larger_than_it_says_is_stopped_while_it_unpacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 2_000)
    big = docx(paragraph("a" * 5_000))
    refused(big, TooBig, "lớn hơn")
    liar = bytearray(big)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = liar.find(mark)
        while start >= 0:
            size = struct.unpack_from("<I", liar, start + offset)[0]
            struct.pack_into("<I", liar, start + offset, min(size, 1_999))
            start = liar.find(mark, start + 4)
    with pytest.raises(CannotRead):
        take_apart(bytes(liar))


def test_an_entity_bomb_is_refused_unopened() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    refused(docx("", extra={"word/document.xml": bomb}), Damaged, "DTD")
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    refused(docx("", extra={"word/document.xml": outside}), Damaged, "DTD")


def test_tables_in_tables_are_read_to_a_depth_and_refused_beyond() -> None:
    nested = paragraph("lõi")
    for _ in range(9):
        nested = table([cell(nested + paragraph(""))])
    assert "lõi" in str(take_apart(docx(nested)).blocks[0])
    for _ in range(12):
        nested = table([cell(nested + paragraph(""))])
    refused(docx(nested), TooBig, "lồng")
    for _ in range(200):
        nested = table([cell(nested + paragraph(""))])
    refused(docx(nested), TooBig, "lồng")


def test_spans_that_no_table_has_are_cut() -> None:
    found = take_apart(docx(table([cell("a", span=2_000_000_000), cell("b")])))
    assert found.blocks[0].place.block == 0


def test_more_cells_than_anybody_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    with pytest.raises(TooBig, match="ô bảng"):
        watch.count_cells(MAX_CELLS + 1)
    monkeypatch.setattr(building, "MAX_BLOCKS", 5)
    refused("\n".join("abcdefg").encode(), TooBig, "đoạn")


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_TEXT_CHARS", 10)
    monkeypatch.setattr(markdown, "MAX_MARKDOWN_CHARS", 10)
    refused(("Kế hoạch " * 9).encode(), TooBig, "tách")
    refused("# Kế hoạch\n# a\n# b\n# c\n# d\n".encode(), TooBig, "tách")


def test_more_pages_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban._sources.pdf.MAX_PAGES", 2)
    refused(plan_pdf(4), TooBig, "trang")


def test_when_the_time_is_over_the_reading_stops() -> None:
    with pytest.raises(TooBig, match="giây"):
        read_pdf(plan_pdf(2), Watch(seconds=0.0))
    watch = Watch(seconds=0.0)
    assert watch.left() == 0
    with pytest.raises(TooBig):
        watch.tell("Đang đọc trang", 1, 2)


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[str, int, int]] = []
    found = take_apart(plan_pdf(3), progress=lambda *step: told.append(step))
    assert told == [("Đang đọc trang", number, found.pages) for number in range(found.pages or 0)]


def test_a_drawing_with_endless_lines_is_not_searched_for_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "_MAX_PATHS", 0)
    found = take_apart(pdf("#table(columns: 2, [một], [hai], [ba], [bốn])"))
    assert found.kind == "pdf"


def test_a_zip_with_a_broken_directory_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("word/document.xml", "<a/>")
    spoilt = buffer.getvalue().replace(b"PK\x05\x06", b"PK\x05\x07")
    refused(spoilt, Damaged, "hỏng")


def test_a_workbook_bomb_is_refused() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in (1, 1_048_576))
    book = xlsx({"A": [[1]]})
    with zipfile.ZipFile(io.BytesIO(book)) as source:
        parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{sheet}"><sheetData>{rows}</sheetData>{merge}</worksheet>'
    )
    found = take_apart(zipped(parts))
    assert len(str(found.blocks)) < 2_000
