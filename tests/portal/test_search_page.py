"""Search for everybody: with or without marks, with facets, and with help when nothing is found."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_grandmother_types_without_marks_and_finds_the_guide(client: Client, texts: None) -> None:
    page = client.get("/tim-kiem/?q=goi+ngan+hang+gio+vang").content.decode()
    assert 'href="/tai-lieu/goi-ngan-hang-gio-vang/"' in page
    assert "<mark>" in page


def test_nothing_found_offers_buttons_and_numbers(client: Client, texts: None) -> None:
    page = client.get("/tim-kiem/?q=zzqqxx").content.decode()
    assert "Chưa tìm thấy" in page
    assert 'href="tel:113"' in page
    assert "Có người xưng công an gọi điện" in page


@pytest.mark.parametrize("query", ["", "q=", "q=" + "a" * 5000, "q=lua&loai=x&trang=99999", "q=<b>"])
def test_odd_questions_get_a_page(client: Client, texts: None, query: str) -> None:
    answer = client.get(f"/tim-kiem/?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().split("<main")[1].replace("<b>1", "")


def test_a_facet_narrows_and_can_be_taken_off(client: Client, texts: None) -> None:
    page = client.get("/tim-kiem/?q=ngan+hang&loai=guide").content.decode()
    assert 'href="/tai-lieu/goi-ngan-hang-gio-vang/"' in page
    assert 'href="/tai-lieu/ngan-hang-gia-goi-dien/"' not in page
    assert "chip-on" in page


def test_suggestions_are_data(client: Client, texts: None) -> None:
    answer = client.get("/tim-kiem/goi-y.json?q=gio")
    assert answer.json()["q"] == "gio"
    assert any("Giờ" in one["text"] for one in answer.json()["suggestions"])
