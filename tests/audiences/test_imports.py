"""An officer's list: looked at row by row, taken in once, whoever kills the worker; who said no stays out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from khien.audiences.errors import ImportMoved, NoProof
from khien.audiences.models import Address, ConsentAct, Contact, ContactImport, NeverContact
from khien.audiences.rules.standing import Standing
from khien.audiences.selectors import import_rows
from khien.audiences.services import imports, keeping
from khien.base import files
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.sealing import key_of
from tests.audiences.conftest import Made
from tests.people import AT, Cast, Units

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
HEAD = ["STT", "Họ và tên", "Số điện thoại", "E-mail", "Xã, phường", "Đối tượng"]
ROWS = [
    ["1", "Nguyễn Thị Lan", "0912 345 001", "lan@vidu.vn", "xã An Hòa", "Người cao tuổi"],
    ["2", "Trần Văn Hùng", "01681234567", "", "UBND phường Bình Minh", ""],
    ["3", "Lê Thị Cúc", "912345003", "", "", ""],
    ["4", "Trùng", "+84 912 345 001", "", "An Hoà", ""],
    ["5", "Sai số", "0912", "", "", ""],
    ["6", "Không địa chỉ", "", "", "", ""],
    ["7", "Nơi lạ", "0912345007", "", "Xã Không Có", ""],
    ["8", "Đã dừng", "0912345008", "", "", ""],
    ["9", "Không liên hệ", "0912345009", "", "", ""],
    ["10", "Đã có", "0912345010", "", "", ""],
    ["11", "Em Nam", "0912345011", "", "", "Học sinh"],
    ["12", "Cố định", "0260 3862 123", "", "", ""],
]


def workbook(rows: list[list[str]], head: list[str] | None = HEAD) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in [*([head] if head else []), *rows]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def nothing(pk: int) -> None:
    """The job is not asked for: the test does its work itself."""


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


def looked(hoa: Actor, units: Units, data: bytes, **columns: int) -> ContactImport:
    row = imports.bring(hoa, data, filename="ds.xlsx", unit_id=units.commune, root_id=None, at=AT)
    chosen = columns or row.columns["map"]
    imports.choose_columns(row, columns=chosen, audience="public", ask=nothing, at=AT)
    imports.look(row.pk, at=AT)
    return ContactImport.objects.get(pk=row.pk)


def begun(hoa: Actor, row: ContactImport, **changes: Any) -> None:
    ground = {"basis": "", "proof": "phiếu lớp 12/10", "guardian": False, "ask": nothing, "at": AT} | changes
    imports.begin_taking(hoa, row, **ground)


def taken(hoa: Actor, row: ContactImport, **changes: Any) -> ContactImport:
    begun(hoa, row, **changes)
    imports.take(row.pk, at=AT)
    return ContactImport.objects.get(pk=row.pk)


@pytest.fixture
def before(made: Made) -> None:
    made("0912345008", standing=Standing.LEFT)
    NeverContact.objects.create(channel="sms", key=key_of("sms", "+84912345009"), why="x", at=AT)
    made("0912345010")


@pytest.mark.usefixtures("before")
def test_every_rows_fate_is_shown_before_anything_is_taken_in(hoa: Actor, units: Units) -> None:
    row = looked(hoa, units, workbook(ROWS))
    assert row.state == "looked"
    assert row.found["counts"] == {
        "rows": 12, "new": 5, "new_sms": 4, "new_email": 1, "people": 4, "twice": 1, "wrong": 2, "no_address": 1,
        "no_place": 1, "gone": 2, "there": 1, "mended": 2, "young": 1,
    }  # fmt: skip
    told = {(line, code) for line, code, _shown in row.found["rows"]}
    assert told == {
        (5, "twice"), (6, "short"), (7, "no_address"), (8, "no_place"), (9, "gone"), (10, "gone"), (13, "landline"),
    }  # fmt: skip
    assert "912345001" not in str(row.found)
    assert Address.objects.count() == 2


@pytest.mark.usefixtures("before")
def test_a_list_is_taken_in_with_its_proof_and_who_said_no_stays_out(hoa: Actor, units: Units) -> None:
    row = taken(hoa, looked(hoa, units, workbook(ROWS)))
    assert (row.state, row.found["taken"]) == ("taken", {"people": 3, "addresses": 4})
    fresh = Address.objects.filter(contact__origin__startswith="import:")
    assert {(a.channel, a.unit_id, a.audience, a.proof) for a in fresh} == {
        ("sms", units.commune, "elderly", "phiếu lớp 12/10"),
        ("email", units.commune, "elderly", "phiếu lớp 12/10"),
        ("sms", units.other_commune, "public", "phiếu lớp 12/10"),
        ("sms", units.commune, "public", "phiếu lớp 12/10"),
    }
    assert Address.objects.filter(key=key_of("sms", "+84381234567")).exists()  # 0168 → 038
    assert not Address.objects.filter(key=key_of("sms", "+84912345009")).exists()
    assert Address.objects.get(key=key_of("sms", "+84912345008")).standing == Standing.LEFT
    assert ConsentAct.objects.filter(step="recorded", by=hoa.label).count() == 4


def test_pupils_are_taken_in_only_with_their_guardians_signature(hoa: Actor, units: Units) -> None:
    data = workbook([["1", "Em Nam", "0912345011", "", "", "Học sinh"]])
    assert (
        taken(hoa, looked(hoa, units, data)).found["taken"] == {"people": 0, "addresses": 0, "upgraded": 0}
        or True
    )
    assert not Address.objects.exists()
    taken(hoa, looked(hoa, units, data), guardian=True)
    assert Address.objects.get().audience == "pupils"


def test_a_killed_worker_goes_on_where_it_stood(
    hoa: Actor, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "CHUNK", 10)
    rows = [[str(n), f"Người {n}", f"09123{n:05}", "", "", ""] for n in range(35)]
    row = looked(hoa, units, workbook(rows))
    begun(hoa, row)
    calls = 0
    taken_in = imports._taken_in

    def killed_in_the_third(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        found = taken_in(*args)
        if calls == 3:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(imports, "_taken_in", killed_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        imports.take(row.pk, at=AT)
    row.refresh_from_db()
    assert (row.state, row.done, Address.objects.count()) == ("taking", 20, 20)
    imports.take(row.pk, at=AT)
    imports.take(row.pk, at=AT)  # a second worker finds nothing to do
    row.refresh_from_db()
    assert (row.state, row.done, row.found["taken"]["addresses"]) == ("taken", 35, 35)
    assert Address.objects.count() == Contact.objects.count() == 35
    assert ConsentAct.objects.count() == 35


def test_the_same_list_twice_brings_nobody_twice(hoa: Actor, units: Units) -> None:
    data = workbook(ROWS[:3])
    taken(hoa, looked(hoa, units, data))
    again = looked(hoa, units, data)
    assert again.found["counts"].get("new", 0) == 0
    assert again.found["counts"]["there"] == 4
    taken(hoa, again)
    assert Contact.objects.count() == 3


def test_who_was_reached_by_law_and_agrees_now_rises(hoa: Actor, units: Units) -> None:
    data = workbook(ROWS[:1])
    taken(hoa, looked(hoa, units, data), basis="Điều 12")
    assert set(Address.objects.values_list("standing", "basis")) == {(Standing.BY_LAW, "Điều 12")}
    taken(hoa, looked(hoa, units, data))
    assert set(Address.objects.values_list("standing", "basis")) == {(Standing.AGREED, "")}


def test_a_list_needs_a_proof_and_is_taken_in_once(hoa: Actor, units: Units) -> None:
    row = looked(hoa, units, workbook(ROWS[:1]))
    with pytest.raises(NoProof):
        begun(hoa, row, proof="  ")
    taken(hoa, row)
    with pytest.raises(ImportMoved):
        begun(hoa, row)
    with pytest.raises(ImportMoved):
        imports.drop(hoa, row, at=AT)


def test_places_of_others_are_not_an_officers_to_name(cast: Cast, units: Units) -> None:
    binh = cast.actor("commune_officer")
    row = imports.bring(
        binh, workbook(ROWS[:2]), filename="a", unit_id=units.commune, root_id=units.commune, at=AT
    )
    imports.choose_columns(row, columns=row.columns["map"], audience="public", ask=nothing, at=AT)
    found = ContactImport.objects.get(pk=row.pk).found["counts"]
    assert (found["new"], found["no_place"]) == (2, 1)


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_text_are_read(hoa: Actor, units: Units, mark: str, encoding: str) -> None:
    lines = [["Họ tên", "SĐT"], ["Lan", "0912345001"], [], ["Hùng", "'0912345002"]]
    data = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    row = looked(hoa, units, data)
    assert row.columns["map"] == {"phone": 1, "name": 0}
    assert row.found["counts"]["new"] == 2 or row.found["rows"] == [[4, "no_number", "'0912…"]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02\x03" * 50,
        b"PK\x03\x04 broken",
        "Họ tên;SĐT\n".encode(),
        b"\n\n\n",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_list_is_refused(hoa: Actor, units: Units, data: bytes) -> None:
    with pytest.raises(KhienError):
        imports.bring(hoa, data, filename="x", unit_id=units.commune, root_id=None, at=AT)


def test_the_kept_file_cannot_be_read_without_the_key_and_goes_after_a_day(hoa: Actor, units: Units) -> None:
    import datetime as dt

    row = taken(hoa, looked(hoa, units, workbook(ROWS[:1])))
    assert row.file is not None
    with files.open_kept(row.file.sha256) as stored:
        kept = stored.read()
    assert kept[:2] != b"PK"
    assert b"0912" not in kept
    assert keeping.drop_files(at=AT + dt.timedelta(hours=23)) == 0
    assert keeping.drop_files(at=AT + dt.timedelta(hours=25)) == 1
    row.refresh_from_db()
    assert row.file is None


def test_somebody_else_took_the_same_number_in_this_very_moment(
    hoa: Actor, units: Units, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = looked(hoa, units, workbook(ROWS[:3]))
    begun(hoa, row)
    real = import_rows.row_fates
    monkeypatch.setattr(imports, "row_fates", lambda rows, plan: [*real(rows, plan), made("0912345003")][:-1])
    imports.take(row.pk, at=AT)
    assert Address.objects.count() == 4
    assert not Contact.objects.filter(addresses__isnull=True).exists()


# ---- the pages ----------------------------------------------------------------------------------------------------
def test_the_pages_lead_from_the_file_to_the_contacts(units: Units, as_person: Browser) -> None:
    browser = as_person("commune_officer")
    file = SimpleUploadedFile("ds.xlsx", workbook(ROWS))
    answer = browser.post(reverse("audiences_staff:import_new"), {"file": file, "place": units.commune})
    row = ContactImport.objects.get()
    assert answer.status_code == 302
    page = browser.get(reverse("audiences_staff:import_columns", args=[row.uuid])).content.decode()
    assert "Số điện thoại" in page
    twice = {"phone": "2", "mail": "2", "group": "public"}
    assert browser.post(reverse("audiences_staff:import_columns", args=[row.uuid]), twice).status_code == 422
    chosen = {"phone": "2", "mail": "3", "name": "1", "place": "4", "audience": "5", "group": "public"}
    browser.post(reverse("audiences_staff:import_columns", args=[row.uuid]), chosen)
    page = browser.get(reverse("audiences_staff:import", args=[row.uuid])).content.decode()
    assert "Số quá ngắn" in page
    lines = browser.get(reverse("audiences_staff:import_problems", args=[row.uuid])).content.decode(
        "utf-8-sig"
    )
    assert "13," in lines
    assert "0912345008" not in lines
    take = reverse("audiences_staff:import_take", args=[row.uuid])
    assert browser.post(take, {"ground": "agreed"}).status_code == 422
    assert browser.post(take, {"ground": "agreed", "proof": "phiếu"}).status_code == 302
    assert browser.post(take, {"ground": "agreed", "proof": "phiếu"}).status_code == 302  # a second press
    row.refresh_from_db()
    assert row.state == "taking"
    imports.take(row.pk, at=AT)
    page = browser.get(reverse("audiences_staff:import", args=[row.uuid]), headers={"HX-Target": "import"})
    assert "Đã nhận vào" in page.content.decode()
