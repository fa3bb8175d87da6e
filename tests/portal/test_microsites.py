"""The standing office opens a unit's site, the unit dresses it, people read common materials under its name."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from khien.library.api import contrast, mixed
from khien.portal.models import Event, Microsite, PublicDocument
from khien.portal.rules.colours import DARK_PAGE, LIGHT_PAGE, WHITE, style_sheet, tokens
from tests.access.portal_sites import ROWS
from tests.people import Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
DRESS = {
    "name": "An toàn mạng xã An Hòa",
    "tagline": "Hỏi trước khi chuyển tiền",
    "contact": "Trụ sở UBND xã, giờ hành chính",
    "colour": "#7a1f3d",
    "shares": "all",
}


@pytest.fixture
def site(as_person: Browser) -> Microsite:
    """An Hòa's, open and on."""
    hoa = as_person("standing_office")
    hoa.post(reverse("site_staff:sites"), {"unit": "XAH", "slug": "xa-an-hoa"})
    hoa.post(reverse("site_staff:switch", args=["xa-an-hoa"]), {"revision": "1", "shown": "on", "host": ""})
    return Microsite.objects.get()


def dress(browser: Client, site: Microsite, **more: object):  # type: ignore[no-untyped-def]
    site.refresh_from_db()
    sent = {**DRESS, "revision": site.revision, **more}
    return browser.post(reverse("site_staff:site", args=[site.slug]), sent)


def png(size: tuple[int, int] = (300, 300)) -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", size, "#7a1f3d").save(stream, "PNG")
    return SimpleUploadedFile("logo.png", stream.getvalue(), "image/png")


@pytest.mark.usefixtures("texts")
def test_common_materials_stand_under_the_units_name_and_name_their_main_address(
    site: Microsite, as_person: Browser, client: Client
) -> None:
    assert dress(as_person("standing_office"), site, logo=png()).status_code == 302
    page = client.get("/don-vi/xa-an-hoa/").content.decode()
    assert DRESS["name"] in page
    assert "/don-vi/xa-an-hoa/tai-lieu/" in page
    text = client.get("/don-vi/xa-an-hoa/tai-lieu/cong-an-gia-goi-dien/").content.decode()
    assert DRESS["name"] in text
    assert '<link rel="canonical" href="http://127.0.0.1:8000/tai-lieu/cong-an-gia-goi-dien/">' in text
    assert " style=" not in text
    revision = Microsite.objects.get().revision
    css = client.get(f"/don-vi/xa-an-hoa/mau-{revision}.css")
    assert css["Content-Type"].startswith("text/css")
    assert "--k-primary" in css.content.decode()
    assert client.get(f"/don-vi/xa-an-hoa/bieu-trung-{revision}.png")["Content-Type"] == "image/png"


@pytest.mark.usefixtures("texts")
def test_a_site_shows_what_was_chosen_and_nothing_else(
    site: Microsite, as_person: Browser, client: Client
) -> None:
    hoa = as_person("standing_office")
    assert dress(hoa, site, shares="own").status_code == 302
    assert client.get("/don-vi/xa-an-hoa/tai-lieu/cong-an-gia-goi-dien/").status_code == 404
    assert dress(hoa, site, shares="chosen").status_code == 422
    assert dress(hoa, site, shares="chosen", audiences=["parents"]).status_code == 302
    assert client.get("/don-vi/xa-an-hoa/tai-lieu/bat-nat-tren-mang/").status_code == 200
    assert client.get("/don-vi/xa-an-hoa/tai-lieu/viec-nhe-luong-cao-nhiem-vu/").status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"colour": "#ffee88"}, "Hãy chọn màu đậm hơn"),
        ({"colour": "red"}, "#0b5563"),
        ({"name": ""}, "bắt buộc"),
        ({"logo": SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")}, "x.png"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    more: dict[str, object], words: str, site: Microsite, as_person: Browser
) -> None:
    answer = dress(as_person("standing_office"), site, **more)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert DRESS["contact"] in answer.content.decode()


def test_two_who_dress_it_at_once_meet_as_a_conflict(site: Microsite, as_person: Browser) -> None:
    assert dress(as_person("standing_office"), site, revision=0).status_code == 409


@pytest.mark.parametrize("host", ["http://x.vn", "x", "a b.vn", "x.vn/don-vi", "-x.vn"])
def test_a_host_is_a_name_alone(host: str, site: Microsite, as_person: Browser) -> None:
    sent = {"revision": site.revision, "shown": "on", "host": host}
    answer = as_person("standing_office").post(reverse("site_staff:switch", args=[site.slug]), sent)
    assert answer.status_code == 422
    assert Microsite.objects.get().host == ""


@pytest.mark.parametrize(
    "colour", ["#0b5563", "#000000", "#7a1f3d", "#c2410c", "#1d4ed8", "#4d7c0f", "#737373"]
)
def test_every_pair_that_carries_text_has_contrast(colour: str) -> None:
    light, dark = tokens(colour, contrast=contrast, mixed=mixed)
    for names, page in ((light, LIGHT_PAGE), (dark, DARK_PAGE)):
        assert contrast(names["--k-on-primary"], names["--k-primary"]) >= 4.5
        assert contrast(names["--k-link"], page) >= 4.5
        assert contrast(names["--k-link"], names["--k-primary-soft"]) >= 4.5
    assert light["--k-on-primary"] == WHITE
    assert "contrast" in style_sheet(colour, contrast=contrast, mixed=mixed)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_the_access_rows_hold(route: str, site: Microsite, cast: Cast, as_person: Browser) -> None:
    from_binh = as_person("commune_officer")
    from_binh.post(reverse("site_staff:event_add"), {
        "unit": "XAH", "title": "Nói chuyện", "starts_on": "20/12/2026", "place": "Nhà văn hóa",
        "key": "5b1f6c6e-0000-4000-8000-000000000009",
    })  # fmt: skip
    found = {who: _asked(as_person(who), route) for who in ROWS[route]}
    assert found == ROWS[route]


def _asked(browser: Client, route: str) -> int:
    name = route.partition(":")[2]
    if name in {"site", "switch", "preview"}:
        arguments: list[object] = ["xa-an-hoa"]
    elif name in {"event", "event_show", "event_cancel"}:
        arguments = [Event.objects.get().uuid]
    elif name in {"document", "document_withdraw"}:
        row = PublicDocument.objects.first()
        arguments = [row.uuid if row else "5b1f6c6e-0000-4000-8000-000000000000"]
    else:
        arguments = []
    return browser.get(reverse(route, args=arguments)).status_code
