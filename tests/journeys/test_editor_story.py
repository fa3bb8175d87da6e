"""Châu writes a material, Anh approves it, Bình of the commune has the poster in her hand: in a browser, to the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from khien.base.files import open_kept
from khien.base.jobs.execution import run_pending
from khien.library.models import Material, MaterialUse, RenditionFile
from khien.library.rules.kinds import MaterialKind
from khien.library.services import drafting, ledger
from khien.programme import api as programme
from tests.journeys.conftest import DESK, PHONE
from tests.library.conftest import complete
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
Open = Callable[..., BrowserContext]
SignIn = Callable[[Page, Any], None]


def _pdf_words(row: RenditionFile) -> str:
    assert row.stored is not None
    with open_kept(row.stored.sha256) as file:
        document = pdfium.PdfDocument(file.read())
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_from_the_first_word_to_the_poster_in_hand(
    cast: Cast, open_context: Open, sign_in: SignIn, axe: Callable[[Page], None], shot: Any
) -> None:
    assert cast["approver"]  # she is named to the writer
    draft = drafting.begin(
        cast.actor("editor"),
        cast.units.department,
        kind=MaterialKind.ARTICLE,
        title="Cúp máy khi có người xưng công an",
    )
    complete(draft, by=cast["editor"])
    here = reverse("library:material", args=[draft.uuid])

    desk = open_context(DESK).new_page()
    sign_in(desk, cast["editor"])
    desk.goto(here)
    expect(desk.get_by_text("Bản nháp, chưa được dùng")).to_be_visible()
    expect(desk.locator("#dang-sms")).to_contain_text("/70 · 1 tin")
    run_pending()
    expect(desk.locator("#nhap-poster img")).to_be_visible()
    axe(desk)
    shot(desk, "library-draft")
    desk.locator("#gui").get_by_role("button", name="Gửi soát").click()
    expect(desk.get_by_text("Vũ Quốc Anh").first).to_be_visible()
    expect(desk.get_by_role("button", name="Phê duyệt và công bố")).to_have_count(0)

    other = open_context(DESK).new_page()
    sign_in(other, cast["approver"])
    other.goto(here)
    other.get_by_role("button", name="Phê duyệt và công bố").click()
    expect(other.locator(".error-summary")).to_be_visible()  # without a basis
    other.get_by_label("Căn cứ phê duyệt").fill("Kế hoạch 05/KH-UBND, mục III.2")
    other.get_by_role("button", name="Phê duyệt và công bố").click()
    expect(other.get_by_text("Đã phê duyệt.")).to_be_visible()
    axe(other)

    citizen = open_context(PHONE).new_page()
    citizen.goto("/tai-lieu/cup-may-khi-co-nguoi-xung-cong-an/")
    expect(citizen.locator("h1")).to_have_text("Cúp máy khi có người xưng công an")

    run_pending()
    phone = open_context(PHONE, has_touch=True, is_mobile=True).new_page()
    sign_in(phone, cast["commune_officer"])
    phone.goto(here)
    expect(phone.locator("#dang-sound audio")).to_have_count(1)
    seconds = RenditionFile.objects.get(form="sound", state="ready").facts["seconds"]
    assert 5 < seconds <= 62
    poster = phone.locator("#dang-poster")
    poster.get_by_text("Lựa chọn khác").click()
    poster.get_by_label("Mang tên").select_option(label="Ủy ban nhân dân xã An Hòa")
    poster.get_by_role("button", name="Làm theo lựa chọn này").click()
    expect(poster.locator("progress")).to_be_visible()
    run_pending()
    expect(phone.locator("#dang-poster").get_by_text("Tải về")).to_be_visible()
    with phone.expect_download() as taken:
        phone.locator("#dang-poster").get_by_text("Tải về").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    mine = RenditionFile.objects.get(form="poster", unit_id=cast.units.commune, state="ready")
    words = " ".join(_pdf_words(mine).split()).casefold()
    assert "xã an hòa" in words
    phone.locator("#dang-poster").get_by_role("link", name="Dùng").click()
    phone.get_by_label("Ở đâu").fill("Nhà văn hóa thôn 3")
    phone.get_by_role("button", name="Ghi việc dùng").click()
    expect(phone.get_by_text("Nhà văn hóa thôn 3")).to_be_visible()
    axe(phone)
    shot(phone, "library-material-phone")

    made = Material.objects.get(pk=draft.pk)
    uses = MaterialUse.objects.filter(material=made).order_by("how").values_list("how", "form", "count")
    assert list(uses) == [("download", "poster", 1), ("hung", "poster", 1)]
    day = MaterialUse.objects.filter(material=made)[0].on
    later = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(1), tzinfo=dt.UTC)
    ledger.tell_of_uses(before=day + dt.timedelta(days=1), since=day, at=later)
    assert len(programme.activities(unit_ids=[cast.units.department])) == 1
    assert len(programme.activities(unit_ids=[cast.units.commune])) == 2
