"""English lives under /en/: the address alone says the language of a public page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.web.languages import address_in, split

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("/", "vi", "/"),
        ("/en/", "en", "/"),
        ("/en/tai-lieu/x/", "en", "/tai-lieu/x/"),
        ("/english/", "vi", "/english/"),
        ("/tai-lieu/en/", "vi", "/tai-lieu/en/"),
    ],
)
def test_the_language_is_the_first_part_of_the_path(path: str, language: str, rest: str) -> None:
    assert split(path) == (language, rest)


def test_the_switch_keeps_page_and_question() -> None:
    assert address_in("en", "/tim-kiem/?q=x") == "/en/tim-kiem/?q=x"
    assert address_in("vi", "/en/tim-kiem/?q=x") == "/tim-kiem/?q=x"
    assert address_in("en", "/lam-viec/") == "/lam-viec/"


def test_a_visitor_reads_the_english_home_with_english_links(client: Client, texts: None) -> None:
    page = client.get("/en/").content.decode()
    assert '<html lang="en"' in page
    assert "What is happening to you?" in page
    assert 'href="/en/tai-lieu/cong-an-gia-goi-dien/"' in page
    assert 'hreflang="vi"' in page


def test_her_cookie_does_not_turn_the_vietnamese_address_english(client: Client, texts: None) -> None:
    client.cookies["django_language"] = "en"
    assert '<html lang="vi"' in client.get("/").content.decode()


def test_a_text_without_english_is_shown_in_vietnamese_with_a_note(client: Client, texts: None) -> None:
    page = client.get("/en/tai-lieu/gio-dau-tien-khi-bi-lua/").content.decode()
    assert "no English version yet" in page
    assert '<h1 lang="vi">' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/tai-lieu/gio-dau-tien-khi-bi-lua/"' in page


def test_the_address_without_a_slash_leads_to_the_english_home(client: Client, db: None) -> None:
    answer = client.get("/en")
    assert answer.status_code == 301
    assert answer["Location"] == "/en/"


def test_the_workspace_has_one_address_and_goes_on_in_english(
    as_person: Callable[[str], Client], db: None
) -> None:
    browser = as_person("editor")
    answer = browser.get("/en/lam-viec/")
    assert answer.status_code == 302
    assert answer["Location"] == "/lam-viec/"
    assert '<html lang="en"' in browser.get("/lam-viec/").content.decode()


def test_addresses_made_after_an_english_page_are_vietnamese_again(client: Client, texts: None) -> None:
    client.get("/en/")
    assert reverse("portal:home") == "/"
    assert reverse("portal:topics") == "/chu-de/"
