"""“Was this useful?”: totals of a day, one vote a ticket, nobody known."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from khien.library.models import DayCount

pytestmark = pytest.mark.django_db
PATH = "/tai-lieu/goi-ngan-hang-gio-vang/huu-ich/"


def ticket(client: Client) -> str:
    page = client.get(f"{PATH}?tra-loi=co")
    assert not page.cookies
    found = re.search(r'name="ve" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def counted() -> dict[str, int]:
    return dict(DayCount.objects.values_list("what", "count"))


def test_mr_ba_says_it_was_useful_without_script(client: Client, texts: None) -> None:
    answer = client.post(PATH, {"ve": ticket(client), "tra-loi": "co"})
    assert "Cảm ơn bạn" in answer.content.decode()
    assert not answer.cookies
    assert counted() == {"useful": 1}


def test_pressing_twice_counts_once(client: Client, texts: None) -> None:
    one = ticket(client)
    for _time in range(3):
        assert client.post(PATH, {"ve": one, "tra-loi": "khong"}).status_code == 200
    assert counted() == {"useless": 1}


def test_two_people_of_one_school_both_count(client: Client, texts: None) -> None:
    client.post(PATH, {"ve": ticket(client), "tra-loi": "co"})
    client.post(PATH, {"ve": ticket(Client()), "tra-loi": "co"})
    assert counted() == {"useful": 2}


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "é" * 200])
def test_a_forged_ticket_counts_nothing(client: Client, texts: None, forged: str) -> None:
    assert client.post(PATH, {"ve": forged, "tra-loi": "co"}).status_code == 200
    assert counted() == {}


def test_a_ticket_of_another_text_and_an_unknown_answer_count_nothing(client: Client, texts: None) -> None:
    other = "/tai-lieu/bat-nat-tren-mang/huu-ich/"
    client.post(other, {"ve": ticket(client), "tra-loi": "co"})
    client.post(PATH, {"ve": ticket(client), "tra-loi": "rat-co"})
    assert counted() == {}


def test_opening_the_page_of_the_answer_counts_nothing(client: Client, texts: None) -> None:
    ticket(client)
    assert counted() == {}
