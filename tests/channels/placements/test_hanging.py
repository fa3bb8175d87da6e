"""Places and what hangs there: the photo and the ledger, the code on the poster, the due list, the workbook."""

from __future__ import annotations

import datetime as dt
import io
import re
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.files import path_of
from khien.base.models import StoredFile
from khien.channels.models import ChannelAccount, Hanging, Placement, ScanDay
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.placements import HangingState, PlaceKind, PrintSize
from khien.channels.selectors import placements as reads
from khien.channels.services import placements as services
from khien.channels.services.placements import PlaceWords, What
from khien.channels.services.placements_campaign import put_posters
from khien.channels.services.placements_import import keep_places, read_places
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.library.models import Material
from khien.programme import api as programme
from tests.library.conftest import anh, chau, edition_of, published, write
from tests.people import AT, Cast

__all__ = ["anh", "chau", "published", "write"]
pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 13) Mobile Safari/537.36"}


def a_photo(name: str = "anh.jpg", colour: str = "green") -> SimpleUploadedFile:
    held = io.BytesIO()
    picture = Image.new("RGB", (800, 600), colour)
    exif = picture.getexif()
    exif[0x8825] = {1: "N", 2: (14.0, 21.0, 0.0)}  # where it was taken
    picture.save(held, "JPEG", exif=exif)
    return SimpleUploadedFile(name, held.getvalue(), "image/jpeg")


@pytest.fixture
def binh(cast: Cast) -> Actor:
    return cast.actor("commune_officer")


@pytest.fixture
def market(binh: Actor, cast: Cast) -> Placement:
    words = PlaceWords(name="Chợ An Hòa", kind=PlaceKind.MARKET, size=PrintSize.A3, consent="Ban quản lý chợ")
    return services.open_placement(binh, cast.units.commune, words, at=AT)


@pytest.fixture
def what(published: Material) -> What:
    return What(first=TODAY, last=TODAY + dt.timedelta(days=30), edition_id=edition_of(published).pk)


def _ledger(cast: Cast) -> list[programme.ActivityLine]:
    found = programme.activities(unit_ids=[cast.units.commune])
    return [line for line in found if line.kind == programme.ActivityKind.DISPLAY]


def test_binh_hangs_with_a_photo_and_the_ledger_has_it_once_with_evidence(
    binh: Actor, market: Placement, what: What, cast: Cast
) -> None:
    key = uuid4()
    made = services.hang_at_once(binh, market, what, photo=a_photo(), key=key, at=AT)
    assert services.hang_at_once(binh, market, what, photo=a_photo(), key=key, at=AT) == made
    lines = _ledger(cast)
    assert [(line.starts_on, line.chain) for line in lines] == [(TODAY, made.activity_uuid)]
    assert len(programme.evidence_of([made.activity_uuid])[made.activity_uuid]) == 1
    services.hang(binh, made, photo=a_photo(colour="red"), on=TODAY, at=AT)
    assert len(_ledger(cast)) == 1
    assert len(programme.evidence_of([made.activity_uuid])[made.activity_uuid]) == 2


def test_the_photo_keeps_no_place_where_it_was_taken(binh: Actor, market: Placement, what: What) -> None:
    made = services.hang_at_once(binh, market, what, photo=a_photo(), key=uuid4(), at=AT)
    assert made.photo is not None
    with Image.open(path_of(made.photo.sha256)) as kept:
        assert not kept.getexif()


def test_without_a_photo_nothing_is_counted_and_the_due_list_asks(
    binh: Actor, market: Placement, what: What, cast: Cast
) -> None:
    services.hang_at_once(binh, market, what, photo=None, key=uuid4(), at=AT)
    assert _ledger(cast) == []
    due = reads.due_lines(Hanging.objects.all(), today=TODAY)
    assert [line.state for line in due] == [HangingState.NO_PHOTO]


def test_a_document_is_no_photo_and_nothing_is_kept_of_it(binh: Actor, market: Placement, what: What) -> None:
    for bad in (
        SimpleUploadedFile("a.jpg", b"%PDF-1.4 \n%%EOF"),
        SimpleUploadedFile("a.jpg", b"<script>1</script>"),
        SimpleUploadedFile("a.jpg", b""),
    ):
        with pytest.raises(KhienError):
            services.hang_at_once(binh, market, what, photo=bad, key=uuid4(), at=AT)
    assert not Hanging.objects.exists()


def test_the_due_list_names_what_ends_and_what_is_over(binh: Actor, market: Placement, what: What) -> None:
    made = services.hang_at_once(binh, market, what, photo=a_photo(), key=uuid4(), at=AT)
    days = {
        TODAY: None,
        what.last - dt.timedelta(days=5): HangingState.ENDS_SOON,
        what.last + dt.timedelta(days=1): HangingState.OVER,
    }
    for day, state in days.items():
        assert [line.state for line in reads.due_lines(Hanging.objects.all(), today=day)] == (
            [state] if state else []
        )
    services.take_down(binh, made, on=what.last, at=AT)
    assert reads.due_lines(Hanging.objects.all(), today=what.last + dt.timedelta(days=1)) == []
    assert [line.hanging for line in reads.place_lines(Placement.objects.all(), today=TODAY)] == [0]


def test_the_code_leads_on_and_counts_people_with_telephones_only(
    client: Client, binh: Actor, market: Placement, what: What
) -> None:
    made = services.plan_hanging(binh, market, what, key=uuid4(), at=AT)
    address = f"/kenh/d/{made.code}/"
    answer = client.get(address, **PHONE)  # type: ignore[arg-type]
    assert (answer.status_code, answer["Location"]) == (302, made.target)
    assert not answer.cookies
    client.get(f"/kenh/d/{made.code.upper()}/", **PHONE)  # type: ignore[arg-type]
    client.head(address, **PHONE)  # type: ignore[arg-type]
    client.get(address, HTTP_USER_AGENT="facebookexternalhit/1.1")
    client.get(address, HTTP_USER_AGENT="Googlebot/2.1")
    client.get(address, HTTP_SEC_PURPOSE="prefetch", **PHONE)  # type: ignore[arg-type]
    client.get(address)
    assert [row.count for row in ScanDay.objects.all()] == [2]
    assert client.get("/kenh/d/khongco/", **PHONE).status_code == 404  # type: ignore[arg-type]
    columns = {field.name for field in ScanDay._meta.get_fields()}
    assert columns == {"id", "hanging", "on", "count"}


def test_the_poster_of_a_place_carries_its_own_code(binh: Actor, market: Placement, what: What) -> None:
    made = services.plan_hanging(binh, market, what, key=uuid4(), at=AT)
    name, data = services.poster_for(made, template="bold", size="a3")
    assert name.startswith(made.code)
    page = pypdfium2.PdfDocument(data)[0]
    text = re.sub(r"\s|\u200b|\xad", "", page.get_textpage().get_text_bounded())
    assert f"/kenh/d/{made.code}" in text


def test_a_campaign_plans_each_place_once(binh: Actor, market: Placement, what: What, cast: Cast) -> None:
    account = ChannelAccount.objects.get(kind=ChannelKind.PRINT)
    assert account.unit_id == cast.units.province
    data = AccountData(str(account.uuid), ChannelKind.PRINT, account.name, {}, {})
    parcel = Parcel(ref="p7", to="", text="Cúp máy", extra={"edition_id": what.edition_id})
    assert [put_posters(data, parcel, at=AT).fate for _ in range(2)] == [Fate.TAKEN] * 2
    assert [row.placement for row in Hanging.objects.all()] == [market]
    away = Parcel(ref="p8", to="", text="Cúp máy", extra={"unit_ids": [cast.units.other_commune]})
    assert put_posters(data, away, at=AT).fate is Fate.REFUSED


def _workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


HEADS = ("Tên điểm đặt", "Loại", "Đơn vị", "Địa chỉ", "Khổ", "Đồng ý")


def test_a_workbook_is_looked_at_then_kept_and_twice_is_once(
    binh: Actor, market: Placement, cast: Cast
) -> None:
    data = _workbook(
        HEADS,
        ("Bến xe xã", "bus", "XAH", "Quốc lộ 1", "a3", "Văn bản 12/BX"),
        ("CHO AN HOA", "", "XAH", "", "", ""),
        ("Nhà văn hóa thôn 3", "", "", "", "A4", ""),
    )
    rows = read_places(binh, data, on=TODAY)
    assert [(row.problem, row.known) for row in rows] == [("", False), ("", True), ("", False)]
    assert Placement.objects.count() == 1
    assert keep_places(binh, rows, at=AT) == 2
    assert keep_places(binh, read_places(binh, data, on=TODAY), at=AT) == 0


def test_a_row_that_is_wrong_keeps_all_back(binh: Actor, cast: Cast) -> None:
    data = _workbook(HEADS, ("Chợ", "chợ tình", "XAH", "", "", ""), ("", "", "XAH", "x", "", ""),
                     ("Chợ Bình Minh", "market", "PBM", "", "", ""), ("Tốt", "market", "XAH", "", "a7", ""))  # fmt: skip
    rows = read_places(binh, data, on=TODAY)
    assert all(row.problem for row in rows)
    with pytest.raises(KhienError):
        keep_places(binh, rows, at=AT)
    assert not Placement.objects.exists()
    for bad in (b"not a workbook", _workbook(("a", "b"))):
        with pytest.raises(KhienError):
            read_places(binh, bad, on=TODAY)


def test_on_a_telephone_photo_where_what_keep(
    client: Client, cast: Cast, market: Placement, published: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khien.channels.views.placements.today", lambda: TODAY)
    monkeypatch.setattr("khien.channels.views.placements.now", lambda: AT)
    client.force_login(cast["commune_officer"])
    address = reverse("placements:hang_new")
    page = client.get(address).content.decode()
    assert page.index('name="photo"') < page.index('name="placement"') < page.index('name="edition"')
    sent = {
        "key": str(UUID(int=7)), "placement": str(market.uuid), "edition": str(edition_of(published).pk),
        "on": "24/11/2026", "until": "24/12/2026", "title": "",
    }  # fmt: skip
    wrong = client.post(address, sent | {"until": "1/1/2020"})
    assert wrong.status_code == 422
    assert "1/1/2020" in wrong.content.decode()
    answer = client.post(address, sent | {"photo": a_photo()})
    made = Hanging.objects.get()
    assert answer["Location"] == reverse("placements:hanging", args=[made.uuid])
    assert made.told
    assert StoredFile.objects.filter(pk=made.photo_id).exists()
