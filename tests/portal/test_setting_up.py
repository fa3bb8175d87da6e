"""The standing office sets the buttons and writes the site's own pages; the access rows hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.models import AuditEntry
from khien.portal.models import ContentPage, HomeButton
from tests.access.portal import ROWS
from tests.people import Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
ARGUMENTS: dict[str, dict[str, str]] = {
    "portal_staff:site": {},
    "portal_staff:button": {"code": "khac"},
    "portal_staff:edit_page": {"code": "about", "language": "vi"},
}
BY_POST = {"portal_staff:edit_page"}
VALUES = {
    "label": "Bị dọa tung ảnh",
    "label_en": "",
    "address": "/tim-kiem/",
    "icon": "lock",
    "position": "5",
    "shown": "on",
    "revision": "0",
}


@pytest.mark.parametrize("route", sorted(ROWS))
def test_the_access_rows_hold(route: str, as_person: Browser) -> None:
    found = {}
    for who in ROWS[route]:
        ask = as_person(who).post if route in BY_POST else as_person(who).get
        found[who] = ask(reverse(route, kwargs=ARGUMENTS[route])).status_code
    assert found == ROWS[route]


def test_hoa_changes_a_button_and_it_is_in_the_audit(as_person: Browser) -> None:
    answer = as_person("standing_office").post(reverse("portal_staff:button", args=["khac"]), VALUES)
    assert answer.status_code == 302
    row = HomeButton.objects.get(code="khac")
    assert (row.label, row.revision, row.changed_by) == ("Bị dọa tung ảnh", 1, "Nguyễn Thị Hoa")
    assert AuditEntry.objects.filter(action="portal.button_changed").count() == 1


@pytest.mark.parametrize(
    "address",
    ["khong-co", "//evil.example/", "https://evil.example/", "/lam-viec/", "/tai-lieu/chua-tung-co/", "/x/"],
)
def test_an_address_that_leads_nowhere_is_refused_and_nothing_typed_is_lost(
    as_person: Browser, address: str
) -> None:
    answer = as_person("standing_office").post(
        reverse("portal_staff:button", args=["khac"]), VALUES | {"address": address}
    )
    assert answer.status_code == 422
    assert "Bị dọa tung ảnh" in answer.content.decode()
    assert HomeButton.objects.get(code="khac").revision == 0


def test_two_officers_at_once_meet_as_a_conflict(as_person: Browser) -> None:
    place = reverse("portal_staff:button", args=["khac"])
    hoa = as_person("standing_office")
    hoa.post(place, VALUES)
    answer = hoa.post(place, VALUES | {"label": "Chuyện của tôi"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "vừa đổi nút này" in page
    assert "Chuyện của tôi" in page


def test_hoa_writes_the_about_page_in_the_editor_and_the_public_reads_it(
    as_person: Browser, client: Client, cast: Cast
) -> None:
    hoa = as_person("standing_office")
    answer = hoa.post(reverse("portal_staff:edit_page", args=["about", "vi"]))
    page = ContentPage.objects.get(code="about", language="vi")
    assert answer["Location"] == f"/soan-thao/pages/{page.pk}/edit/"
    assert hoa.get(answer["Location"]).status_code == 200
    assert "Trang này của ai" in client.get("/gioi-thieu/").content.decode()

    page.title = "Chúng tôi là ai"
    page.save_revision(user=cast["standing_office"]).publish()
    assert "Chúng tôi là ai" in client.get("/gioi-thieu/").content.decode()
    assert AuditEntry.objects.filter(action="portal.page_published").count() == 1
    again = hoa.post(reverse("portal_staff:edit_page", args=["about", "vi"]))
    assert again["Location"] == answer["Location"]


def test_the_editor_shows_a_preview_of_an_own_page(as_person: Browser, cast: Cast) -> None:
    hoa = as_person("standing_office")
    hoa.post(reverse("portal_staff:edit_page", args=["privacy", "vi"]))
    page = ContentPage.objects.get(code="privacy", language="vi")
    answer = hoa.get(f"/soan-thao/pages/{page.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Bạn đọc trang này mà không cần cho biết mình là ai" in answer.content.decode()


def test_other_officers_cannot_write_the_sites_pages(as_person: Browser) -> None:
    as_person("standing_office").post(reverse("portal_staff:edit_page", args=["about", "vi"]))
    page = ContentPage.objects.get(code="about", language="vi")
    for who in ("editor", "approver", "commune_officer"):
        assert as_person(who).get(f"/soan-thao/pages/{page.pk}/edit/").status_code in {302, 403, 404}
