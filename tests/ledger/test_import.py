"""Bình takes in a month's activities from a table: every row's fate first, then each is recorded once."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from khien.base.access import Actor
from khien.programme.models import Activity, ActivityImport, Evidence, Programme
from khien.programme.rules.activity import NewActivity, Product, Reach
from khien.programme.rules.activity_rows import COLUMNS, Known, RowFault, frozen, read_row, thawed
from khien.programme.rules.ledger import ActivityKind, Audience, Basis
from khien.programme.services import activity_imports, lock_days
from tests.ledger.conftest import AT, DAY, workbook
from tests.people import Cast

KNOWN = Known({"xah": 7, "an hoa": 7}, {"iv.1": 3, "iv.3": 5}, 7, dt.date(2026, 11, 24))


@pytest.fixture
def at_an_hoa(as_person: Callable[[str], Client]) -> Client:
    return as_person("commune_officer")


def _upload(browser: Client, data: bytes) -> str:
    file = SimpleUploadedFile("thang-11.xlsx", data)
    answer = browser.post(reverse("ledger:import"), {"table": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_full_row_is_a_full_activity() -> None:
    cells = {
        "title": "Tập huấn ở trường", "starts_on": "2026-11-19", "ends_on": "20/11/2026", "unit": "XAH",
        "task": "IV.1", "more_tasks": "IV.3; ", "product": "lớp", "quantity": "2", "people_pupils": "1.200",
        "people_teachers": "35", "basis": "Ước lượng", "spent": "3 triệu", "links": "https://a.vn/1 https://a.vn/2",
    }  # fmt: skip
    row = read_row(5, cells, KNOWN)
    assert row.faults == []
    assert row.links == ("https://a.vn/1", "https://a.vn/2")
    assert row.new == NewActivity(
        unit_id=7,
        kind=ActivityKind.CLASS,
        title="Tập huấn ở trường",
        starts_on=dt.date(2026, 11, 19),
        ends_on=dt.date(2026, 11, 20),
        task_ids=(3, 5),
        products=(Product("lớp", 2),),
        reach=(Reach(Audience.PUPILS, 1200, Basis.ESTIMATED), Reach(Audience.TEACHERS, 35, Basis.ESTIMATED)),
        spent_vnd=3_000_000,
    )
    assert thawed(frozen(row.new)) == row.new


@pytest.mark.parametrize(
    ("cell", "typed", "why"),
    [
        ("title", "", RowFault.EMPTY),
        ("starts_on", "", RowFault.EMPTY),
        ("starts_on", "tháng 11", RowFault.NO_DAY),
        ("starts_on", "25/12/2026", "future"),
        ("unit", "Phường Khác", RowFault.NO_UNIT),
        ("task", "Việc lạ", RowFault.NO_TASK),
        ("kind", "Múa lân", RowFault.NO_KIND),
        ("basis", "đoán", RowFault.NO_BASIS),
        ("people_women", "nhiều", RowFault.NO_NUMBER),
        ("spent", "miễn phí", RowFault.NO_MONEY),
        ("links", "javascript:alert(1)", RowFault.NO_LINK),
    ],
)
def test_each_wrong_cell_is_named_with_its_reason(cell: str, typed: str, why: str) -> None:
    cells = {"title": "Nói chuyện", "starts_on": "20/11/2026"} | {cell: typed}
    row = read_row(5, cells, KNOWN)
    assert (cell, why) in row.faults
    assert row.new is None


def test_a_day_as_excel_counts_days_is_read() -> None:
    row = read_row(5, {"title": "Nói chuyện", "starts_on": "46346"}, KNOWN)
    assert row.new is not None
    assert row.new.starts_on == dt.date(2026, 11, 20)


def test_rows_are_looked_at_first_and_the_good_ones_recorded(at_an_hoa: Client, programme: Programme) -> None:
    task = programme.tasks.all()[0]
    data = workbook([{"task": task.path, "people_women": 40, "links": "https://a.vn/1"}, {"spent": "x"}, {}])
    review = _upload(at_an_hoa, data)
    page = at_an_hoa.get(review).content.decode()
    assert page.count("Sẽ ghi") >= 2
    assert "Kinh phí (đồng)" in page
    assert not Activity.objects.exists()
    at_an_hoa.post(review, {"confirm": "1"})
    assert Activity.objects.count() == 2
    assert list(Activity.objects.filter(tasks=task).values_list("title", flat=True)) == [
        "Nói chuyện ở thôn 0"
    ]
    assert Evidence.objects.get().url == "https://a.vn/1"
    assert ActivityImport.objects.get().rows == []  # what was typed is not kept


def test_the_same_file_and_the_same_activities_are_there_already(
    at_an_hoa: Client, programme: Programme
) -> None:
    data = workbook([{}, {}])
    at_an_hoa.post(_upload(at_an_hoa, data), {"confirm": "1"})
    again = _upload(at_an_hoa, data)
    mended = _upload(at_an_hoa, workbook([{}, {}, {}]))  # another file, one row more
    at_an_hoa.post(again, {"confirm": "1"})
    assert Activity.objects.count() == 2
    at_an_hoa.post(mended, {"confirm": "1"})
    assert Activity.objects.count() == 3


def test_one_table_sent_to_two_units_is_each_ones_own(
    at_an_hoa: Client, programme: Programme, as_person: Callable[[str], Client], cast: Cast
) -> None:
    data = workbook([{"links": "https://a.vn/1"}])
    at_an_hoa.post(_upload(at_an_hoa, data), {"confirm": "1"})
    at_binh_minh = as_person("other_unit")
    at_binh_minh.post(_upload(at_binh_minh, data), {"confirm": "1"})
    assert {(row.unit_id, row.evidence.count()) for row in Activity.objects.all()} == {
        (cast.units.commune, 1),
        (cast.units.other_commune, 1),
    }


def test_twice_in_one_table_locked_days_and_another_unit_are_wrong(
    at_an_hoa: Client, programme: Programme, hoa: Actor, cast: Cast
) -> None:
    lock_days(hoa, cast.units.commune, first=DAY, last=DAY, code="K", label="Báo cáo tháng 11", at=AT)
    rows = [
        {"title": "A", "starts_on": "10/11/2026"},
        {"title": "a", "starts_on": "10/11/2026"},
        {"title": "B"},
        {"title": "C", "unit": "Ủy ban nhân dân phường Bình Minh"},
    ]
    review = _upload(at_an_hoa, workbook(rows))
    page = at_an_hoa.get(review).content.decode()
    assert "Giống hoạt động ở dòng 3" in page
    assert "Báo cáo tháng 11" in page
    assert "không ghi được cho đơn vị tên này" in page
    at_an_hoa.post(review, {"confirm": "1"})
    assert [row.title for row in Activity.objects.all()] == ["A"]


def test_a_killed_worker_goes_on_and_records_nothing_twice(
    binh: Actor, programme: Programme, at_an_hoa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = workbook([{} for _ in range(activity_imports.AT_ONCE_ROWS + 5)])
    at_an_hoa.post(_upload(at_an_hoa, many), {"confirm": "1"})
    table = ActivityImport.objects.get()
    assert table.state == ActivityImport.State.RUNNING  # too many for one request: the job's
    written = activity_imports.record_activity

    def killed_at_ten(*args: object, **kwargs: object) -> object:
        if Activity.objects.count() == 10:
            raise KeyboardInterrupt
        return written(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(activity_imports, "record_activity", killed_at_ten)
    with pytest.raises(KeyboardInterrupt):
        activity_imports.record_rows(table.pk, at=AT)
    monkeypatch.setattr(activity_imports, "record_activity", written)
    activity_imports.record_rows(table.pk, at=AT)
    table.refresh_from_db()
    assert (Activity.objects.count(), table.recorded, table.state) == (35, 35, "done")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", b"Ten hoat dong;Tu ngay", workbook([])], ids=["damaged", "csv", "empty"]
)
def test_what_is_no_table_is_refused_with_a_sentence(at_an_hoa: Client, data: bytes) -> None:
    answer = at_an_hoa.post(reverse("ledger:import"), {"table": SimpleUploadedFile("a.xlsx", data)})
    assert answer.status_code == 422
    assert "form-error" in answer.content.decode()


def test_the_template_offers_my_tasks_and_units_and_comes_back_in(
    at_an_hoa: Client, programme: Programme
) -> None:
    answer = at_an_hoa.get(reverse("ledger:import_template"))
    book = load_workbook(io.BytesIO(answer.content))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads == list(COLUMNS.values())
    listed = {cell.value for row in book["Danh mục"] for cell in row}
    assert "XAH · Ủy ban nhân dân xã An Hòa" in listed
    assert any(programme.tasks.all()[0].path in str(value) for value in listed)
    assert book.worksheets[0].data_validations.dataValidation
