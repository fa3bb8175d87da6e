"""A material in a frame on another site: nothing runs, nothing is remembered; the unit is counted once a day."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from lxml import etree

from khien.library.models import MaterialUse
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]
FRAME = "/nhung/cong-an-gia-goi-dien/"
PAGE = "http://127.0.0.1:8000/tai-lieu/cong-an-gia-goi-dien/"


def test_only_the_frame_may_stand_in_a_frame_and_runs_nothing(client: Client) -> None:
    answer = client.get(FRAME)
    page = answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert "<script" not in page
    assert "<form" not in page
    assert PAGE in page
    other = client.get("/tai-lieu/cong-an-gia-goi-dien/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_a_frame_counts_once_a_day_for_its_unit(client: Client, cast: Cast) -> None:
    for number in range(3):
        client.get(f"{FRAME}?dv=XAH&n={number}")
    client.get(f"{FRAME}?dv=")
    client.get(f"{FRAME}?dv=KHONGCO")
    use = MaterialUse.objects.get()
    assert (use.how, use.unit_id, use.count) == ("embed", cast.units.commune, 1)


def test_oembed_answers_in_both_formats(client: Client) -> None:
    said = json.loads(client.get("/oembed", {"url": f"{PAGE}?dv=XAH", "maxwidth": "500"}).content)
    assert (said["type"], said["width"]) == ("rich", 500)
    assert f'src="http://127.0.0.1:8000{FRAME}?dv=XAH"' in said["html"]
    root = etree.fromstring(client.get("/oembed", {"url": PAGE, "format": "xml"}).content)
    assert root.findtext("title") == said["title"]


@pytest.mark.parametrize(
    "address",
    ["", "https://evil.example/tai-lieu/cong-an-gia-goi-dien/", "http://127.0.0.1:8000/lam-viec/", "x" * 3000,
     "http://127.0.0.1:8000/tai-lieu/khong-co/"],
)  # fmt: skip
def test_oembed_knows_no_other_address(address: str, client: Client) -> None:
    assert client.get("/oembed", {"url": address}).status_code == 404
    assert client.get("/oembed", {"url": PAGE, "format": "yaml"}).status_code == 501


def test_the_code_to_copy_carries_the_units_code_and_nothing_else(client: Client) -> None:
    page = client.get(f"{FRAME}cach-nhung/", {"dv": 'XAH"><script>'}).content.decode()
    assert "?dv=XAHscript" in page
    assert "<script>" not in page
