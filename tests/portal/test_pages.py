"""What a citizen reads: every page of the site, without an account, without a cookie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from khien.library import api as library
from khien.library.models import Material
from khien.portal.models import HomeButton
from tests.people import Cast
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/tai-lieu/",
    "/tai-lieu/?loai=guide&chu-de=lua-dao&danh-cho=cha-me&ngon-ngu=vi&trang=7",
    "/tai-lieu/?loai=%20&trang=x&chu-de=khong",
    "/tai-lieu/cong-an-gia-goi-dien/",
    "/tai-lieu/gio-dau-tien-khi-bi-lua/",
    "/chu-de/",
    "/chu-de/lua-dao/",
    "/danh-cho/nguoi-cao-tuoi/",
    "/thu-doan/",
    "/thu-doan/?q=giu+bi+mat",
    "/thu-doan/?q=khongcotunay",
    "/thu-doan/co-phai-lua-dao/",
    "/thu-doan/co-phai-lua-dao/?dau-hieu=cong-an&dau-hieu=giu-bi-mat&dau-hieu=la",
    "/gioi-thieu/",
    "/lien-he/",
    "/tro-nang/",
    "/quyen-rieng-tu/",
    "/su-dung-lai/",
    "/mat-mang/",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/sw.js",
)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and (href := values.get("href") or "").startswith("/"):
            self.found.append(href)


def links_of(html: str) -> list[str]:
    parser = Links()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_for_everybody_and_leaves_no_cookie(
    client: Client, texts: None, path: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


def test_every_link_of_the_first_page_leads_somewhere(client: Client, texts: None) -> None:
    found = set(links_of(client.get("/").content.decode()))
    assert len(found) > 20
    broken = [href for href in found if client.get(href.partition("#")[0]).status_code >= 400]
    assert broken == []


def test_the_first_page_of_an_empty_installation_still_helps(client: Client, texts: None) -> None:
    Material.objects.update(live=False)
    page = client.get("/").content.decode()
    assert "Có người xưng công an gọi điện" in page
    assert "Tài liệu mới nhất" not in page
    assert all(f'href="tel:{number}"' in page for number in ("113", "156", "111"))


def test_the_six_buttons_lead_to_the_right_guide(client: Client, texts: None) -> None:
    for button in HomeButton.objects.all():
        assert client.get(button.address).status_code == 200, button.address


def test_a_scam_shows_its_signs_what_to_do_and_whom_to_tell(client: Client, texts: None) -> None:
    page = client.get("/tai-lieu/cong-an-gia-goi-dien/").content.decode()
    for words in (
        "Dặn giữ bí mật, không được cúp máy",
        "Làm gì ngay",
        "Báo cho ai",
        "Vũ Quốc Anh",
        "Kế hoạch 05/KH-UBND, mục III.2",
        "116/2025/QH15",
        "<details",
    ):
        assert words in page


def test_links_typed_into_a_table_are_links(client: Client, texts: None) -> None:
    page = client.get("/tai-lieu/gio-dau-tien-khi-bi-lua/").content.decode()
    assert '<a href="/tai-lieu/goi-ngan-hang-gio-vang/">' in page
    assert "](/" not in page


def test_what_a_writer_types_is_never_markup(client: Client, cast: Cast, texts: None) -> None:
    Material.objects.filter(web_slug="cong-an-gia-goi-dien").update(title="<script>alert(1)</script>")
    for path in ("/", "/thu-doan/", "/tai-lieu/", "/chu-de/lua-dao/"):
        assert "<script>alert" not in client.get(path).content.decode()


def test_machines_are_told_what_the_page_is(client: Client, texts: None) -> None:
    page = client.get("/tai-lieu/goi-ngan-hang-gio-vang/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "Article"
    assert data["inLanguage"] == "vi"
    assert 'property="og:title"' in page
    assert 'rel="canonical"' in page


def test_a_draft_and_an_unknown_text_look_alike(client: Client, cast: Cast, texts: None) -> None:
    Material.objects.filter(web_slug="bat-nat-tren-mang").update(live=False, version=0)
    for slug in ("bat-nat-tren-mang", "chua-tung-co"):
        answer = client.get(f"/tai-lieu/{slug}/")
        assert answer.status_code == 404
        assert "Bạn đang gặp chuyện gì?" in answer.content.decode()


def test_a_wrong_address_offers_search_and_the_six_buttons_asking_no_database(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert 'name="q"' in page
    assert "Lỡ bấm vào đường link lạ" in page


def test_nothing_of_wagtails_welcome_page_is_public(client: Client, texts: None) -> None:
    for path in ("/welcome/", "/home/", "/pages/", "/documents/1/x", "/kho-tai-lieu/"):
        assert client.get(path).status_code == 404
    assert "Welcome to your new Wagtail site" not in client.get("/").content.decode()


def test_the_sitemap_names_every_published_text_and_nothing_of_the_workspace(
    client: Client, texts: None
) -> None:
    text = client.get("/sitemap.xml").content.decode()
    assert all(card.address in text for card in library.published(library.Wanted()))
    assert "lam-viec" not in text
    assert 'hreflang="en"' in text


def test_programs_are_kept_out_of_the_workspace(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    for place in ("/lam-viec/", "/soan-thao/", "/tai-khoan/"):
        assert f"Disallow: {place}" in text


def test_the_service_worker_never_touches_the_workspace(client: Client, texts: None) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    assert "lam-viec|soan-thao|tai-khoan" in text
    assert "goi\\u002Dngan\\u002Dhang\\u002Dgio\\u002Dvang" in text


def test_officers_see_a_way_to_their_desk_and_the_page_stays_theirs(
    as_person: Callable[[str], Client], texts: None
) -> None:
    answer = as_person("editor").get("/")
    assert 'href="/lam-viec/"' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"


def test_filters_narrow_the_list_and_stay_in_the_address_of_the_next_page(
    client: Client, cast: Cast, texts: None
) -> None:
    page = client.get("/tai-lieu/?loai=scam").content.decode()
    assert "3 tài liệu" in page
    assert '<option value="scam" selected>' in page


def test_a_new_text_is_on_the_first_page_at_once(client: Client, cast: Cast, texts: None) -> None:
    client.get("/")
    publish(cast, "ma-qr-bi-trao")
    assert "/tai-lieu/ma-qr-bi-trao/" in client.get("/").content.decode()
