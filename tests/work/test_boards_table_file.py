"""Tasks changed in Excel: the file out and in again, every difference shown, nothing taken in behind anybody's back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from khien.base import sheets
from khien.base.errors import KhienError, TooMuch
from khien.base.models import AuditEntry
from khien.programme.models import Programme
from khien.work.models import Batch, Statement, WorkItem
from khien.work.rules.item_table import COLUMNS, OPEN, row_of
from khien.work.services import table_file, table_in
from khien.work.services.table_file import read_items, write_items
from tests.people import Cast, Units
from tests.work.test_boards import many_communes

Browser = Callable[[str], Client]
PLACE = {code: place for place, code in enumerate(COLUMNS, 1)}
LATER = dt.date(2027, 6, 30)


def book_of(browser: Client, **query: str) -> Any:
    answer = browser.get(reverse("work:table_out"), query)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def bytes_of(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def change(book: Any, uuid: object, **cells: object) -> None:
    sheet = book.worksheets[0]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == str(uuid))
    for code, value in cells.items():
        row[PLACE[code] - 1].value = value


def bring(browser: Client, data: bytes) -> tuple[str, str]:
    """(address, page) after the upload."""
    file = SimpleUploadedFile("viec.xlsx", data)
    answer = browser.post(reverse("work:table_upload"), {"table": file}, follow=True)
    address = answer.redirect_chain[-1][0] if answer.redirect_chain else ""
    return address, answer.content.decode()


def take(browser: Client, address: str) -> str:
    return browser.post(address, {"do": "1"}, follow=True).content.decode()


@pytest.fixture
def coming(opened: Programme) -> list[WorkItem]:
    WorkItem.objects.exclude(due_on=None).update(due_on=dt.date(2026, 12, 31))
    return list(WorkItem.objects.order_by("pk"))


@pytest.mark.django_db
def test_what_comes_out_goes_in_again_and_changes_nothing(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    _address, shown = bring(office, bytes_of(book_of(office)))
    assert "Không dòng nào làm đổi gì" in shown
    assert f"{len(coming)} dòng giống hệt" in shown


@pytest.mark.django_db
def test_only_the_open_columns_can_be_typed_into(coming: list[WorkItem], as_person: Browser) -> None:
    sheet = book_of(as_person("standing_office")).worksheets[0]
    assert sheet.protection.sheet
    free = {code for code in COLUMNS if not sheet.cell(2, PLACE[code]).protection.locked}
    assert free == set(OPEN)


@pytest.mark.django_db
def test_every_difference_is_shown_before_and_taken_in_once(
    coming: list[WorkItem], as_person: Browser, cast: Cast, units: Units
) -> None:
    office, mine = as_person("standing_office"), coming[0]
    WorkItem.objects.filter(pk=mine.pk).update(unit_id=units.department)
    officer = cast["focal_officer"]
    book = book_of(office)
    change(book, mine.uuid, due=LATER, said="Đang làm", note="Đã ký hợp đồng", person=officer.name)
    change(book, coming[1].uuid, stop="Trùng nhiệm vụ")
    data = bytes_of(book)
    address, shown = bring(office, data)
    assert "2 việc sẽ đổi" in shown
    for words in ("31/12/2026", "30/06/2027", "Đang làm. Đã ký hợp đồng", "Lê Thị Mai", "Trùng nhiệm vụ"):
        assert words in shown
    assert not WorkItem.objects.filter(due_on=LATER).exists()
    take(office, address)
    mine.refresh_from_db()
    assert (mine.due_on, mine.person_id) == (LATER, officer.person_id)
    assert Statement.objects.get(item=mine).note == "Đã ký hợp đồng"
    assert WorkItem.objects.get(pk=coming[1].pk).stop_reason == "Trùng nhiệm vụ"
    assert AuditEntry.objects.filter(action="work.table_taken_in").count() == 1
    entries = AuditEntry.objects.count()
    take(office, address)
    assert AuditEntry.objects.count() == entries
    _again, shown = bring(office, data)  # the same file once more: everything stands there already
    assert "Không dòng nào làm đổi gì" in shown


@pytest.mark.django_db
def test_what_somebody_changed_since_is_a_conflict_and_stays(
    coming: list[WorkItem], as_person: Browser
) -> None:
    office = as_person("standing_office")
    book = book_of(office)
    change(book, coming[0].uuid, due=LATER)
    change(book, coming[1].uuid, due=LATER)
    WorkItem.objects.filter(pk=coming[0].pk).update(revision=7)
    address, shown = bring(office, bytes_of(book))
    assert "có người đã sửa việc này" in shown
    WorkItem.objects.filter(pk=coming[1].pk).update(revision=8)  # and after looking, too
    take(office, address)
    assert not WorkItem.objects.filter(due_on=LATER).exists()


@pytest.mark.django_db
def test_an_emptied_reason_lets_the_task_go_on(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    book = book_of(office)
    change(book, coming[0].uuid, stop="Trùng")
    take(office, bring(office, bytes_of(book))[0])
    book = book_of(office)
    change(book, coming[0].uuid, stop=None)
    take(office, bring(office, bytes_of(book))[0])
    assert WorkItem.objects.get(pk=coming[0].pk).stopped_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"due": dt.date(2026, 1, 1)}, "hạn chỉ được lùi"),
        ({"due": "mai"}, "ngày chưa viết dạng"),
        ({"due": None}, "hạn chỉ được lùi"),
        ({"said": "Xong rồi nhé"}, "không thuộc các lựa chọn"),
        ({"person": "Người Lạ"}, "đơn vị không có ai là"),
        ({"id": "abc"}, "không nhận ra dòng này"),
        ({"id": "00000000-0000-0000-0000-000000000000"}, "không nhận ra dòng này"),
        ({"stop": "x" * 501}, "nội dung quá dài"),
        ({"note": "Chỉ ghi chú"}, "phải đi kèm ý kiến"),
    ],
)
def test_a_wrong_cell_is_told_and_left_out(
    cells: dict[str, object], words: str, coming: list[WorkItem], as_person: Browser
) -> None:
    office = as_person("standing_office")
    book = book_of(office)
    change(book, coming[0].uuid, **cells)
    address, shown = bring(office, bytes_of(book))
    assert words in shown
    take(office, address)
    assert WorkItem.objects.filter(revision__gt=1).count() == 0


@pytest.mark.django_db
def test_a_commune_changes_its_own_rows_and_decides_nothing(
    coming: list[WorkItem], as_person: Browser, units: Units
) -> None:
    officer = as_person("commune_officer")
    mine = WorkItem.objects.filter(unit_id=units.commune).first()
    other = WorkItem.objects.filter(unit_id=units.other_commune).first()
    assert mine
    assert other
    book = book_of(as_person("standing_office"))
    change(book, mine.uuid, said="Đang làm")
    change(book, other.uuid, said="Đã xong")
    _address, shown = bring(officer, bytes_of(book))
    assert "1 việc sẽ đổi" in shown
    assert "Ủy ban nhân dân phường Bình Minh" not in shown
    book = book_of(officer)
    assert {row[PLACE["unit"] - 1].value for row in book.worksheets[0].iter_rows(min_row=2)} == {
        "Ủy ban nhân dân xã An Hòa"
    }
    change(book, mine.uuid, due=LATER)
    assert "anh/chị không được sửa cột Hạn" in bring(officer, bytes_of(book))[1]


@pytest.mark.django_db
def test_a_batch_of_rows_is_its_makers_own(coming: list[WorkItem], as_person: Browser) -> None:
    address, _shown = bring(as_person("standing_office"), bytes_of(book_of(as_person("standing_office"))))
    assert as_person("commune_officer").get(address).status_code == 404
    office = as_person("standing_office")
    office.post(address, {"drop": "1"})
    assert Batch.objects.get().rows == []


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04rubbish", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_told_at_the_field(
    data: bytes, coming: list[WorkItem], as_person: Browser
) -> None:
    file = SimpleUploadedFile("viec.xlsx", data)
    answer = as_person("standing_office").post(reverse("work:table_upload"), {"table": file})
    assert answer.status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_looking_asks_a_fixed_number_of_questions(
    coming: list[WorkItem], as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_communes(Programme.objects.get(), 90)
    office = as_person("standing_office")
    book = book_of(office)
    for one in WorkItem.objects.all():
        change(book, one.uuid, said="Đang làm")
    address, _shown = bring(office, bytes_of(book))
    with django_assert_max_num_queries(30):
        assert office.get(address).status_code == 200


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooMuch, match="10 MB"):
        read_items(b"PK\x03\x04" + b"x" * sheets.MOST_BYTES)
    row: dict[str, object] = {"id": "00000000-0000-0000-0000-000000000000", "revision": 1}
    monkeypatch.setattr(table_file, "MOST_ROWS", 2)
    assert len(read_items(write_items([row] * 2))) == 2
    with pytest.raises(TooMuch):
        read_items(write_items([row] * 3))


def test_a_missing_column_is_named() -> None:
    book = load_workbook(io.BytesIO(write_items([{"id": "x"}])))
    book.worksheets[0].cell(1, PLACE["due"]).value = "Ngày"
    with pytest.raises(KhienError, match="Hạn"):
        read_items(bytes_of(book))


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    book = load_workbook(io.BytesIO(write_items([{"id": "x", "title": "=HYPERLINK(1)", "note": "+1"}])))
    sheet = book.worksheets[0]
    assert [sheet.cell(2, PLACE[code]).data_type for code in ("title", "note")] == ["s", "s"]


@given(st.dictionaries(st.sampled_from([*COLUMNS]), st.text(max_size=60)))
def test_no_cell_breaks_the_reading_of_a_row(named: dict[str, str]) -> None:
    row = row_of(2, named)
    assert row.faults or row.id


@pytest.mark.django_db
def test_more_changes_than_one_person_can_answer_for_are_not_taken_in(
    coming: list[WorkItem], as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, book = as_person("standing_office"), book_of(as_person("standing_office"))
    change(book, coming[0].uuid, stop="Trùng")
    change(book, coming[1].uuid, stop="Trùng")
    monkeypatch.setattr(table_in, "MOST_ITEMS", 1)
    address, _shown = bring(office, bytes_of(book))
    assert office.post(address, {"do": "1"}).status_code == 413
    assert not WorkItem.objects.exclude(stopped_at=None).exists()
