"""Pages are made once and sent many times; what was taken down is gone at once; nobody gets another's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from khien.library.models import Material
from khien.library.services.publishing import take_down
from khien.portal.models import HomeButton
from tests.people import Cast
from tests.portal.conftest import AT

pytestmark = pytest.mark.django_db


def test_the_second_visitor_costs_no_query(
    client: Client, texts: None, django_assert_num_queries: Any
) -> None:
    first = client.get("/")
    with django_assert_num_queries(0):
        again = Client().get("/")
    assert again.content == first.content
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_browser_that_has_the_page_is_told_so(client: Client, texts: None) -> None:
    tag = client.get("/")["ETag"]
    answer = client.get("/", headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.content == b""


def test_a_text_that_was_taken_down_is_gone_at_once(client: Client, cast: Cast, texts: None) -> None:
    path = "/tai-lieu/bat-nat-tren-mang/"
    assert client.get(path).status_code == 200
    take_down(
        cast.actor("approver"), Material.objects.get(web_slug="bat-nat-tren-mang"), reason="Sai số", at=AT
    )
    assert client.get(path).status_code == 410


def test_nobody_gets_an_officers_page(
    client: Client, as_person: Callable[[str], Client], texts: None
) -> None:
    as_person("editor").get("/")
    assert "/lam-viec/" not in client.get("/").content.decode()


def test_large_text_and_dark_have_pages_of_their_own(client: Client, texts: None) -> None:
    client.get("/")
    dark = Client()
    dark.cookies["khien_theme"] = "dark"
    assert 'data-theme="dark"' in dark.get("/").content.decode()
    assert 'data-theme="dark"' not in client.get("/").content.decode()


def test_a_changed_button_shows_at_once(
    client: Client, as_person: Callable[[str], Client], texts: None
) -> None:
    client.get("/")
    button = HomeButton.objects.get(code="khac")
    answer = as_person("standing_office").post(
        f"/lam-viec/trang-cong-khai/nut/{button.code}/",
        {
            "label": "Chuyện gì đó khác",
            "label_en": "Something else",
            "address": "/thu-doan/",
            "icon": "search",
            "position": "60",
            "shown": "on",
            "revision": "0",
        },
    )
    assert answer.status_code == 302
    assert "Chuyện gì đó khác" in client.get("/").content.decode()
