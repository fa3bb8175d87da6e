"""Feeds say what is public, to every reader of feeds; a unit that takes one is counted, however often it asks."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from lxml import etree

from khien.library.models import Material, MaterialUse
from khien.library.services.publishing import take_down
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("texts")
def test_every_scope_in_every_format_parses_and_says_whole_addresses(client: Client) -> None:
    topic = Material.objects.get(web_slug="cong-an-gia-goi-dien").topics.first()
    assert topic is not None
    for scope in ("tat-ca", f"chu-de/{topic.slug}", "danh-cho/nguoi-cao-tuoi", "loai/scam"):
        rss, atom = (etree.fromstring(client.get(f"/nguon-tin/{scope}.{s}").content) for s in ("rss", "atom"))
        items = json.loads(client.get(f"/nguon-tin/{scope}.json").content)["items"]
        assert len(rss.findall("channel/item")) == len(atom.findall("{*}entry")) == len(items) > 0
        for item in items:
            assert item["url"].startswith("http://127.0.0.1:8000/tai-lieu/")
            assert 'href="/' not in item["content_html"]
            assert "<script" not in item["content_html"]


@pytest.mark.parametrize(
    "path", ["chu-de/khong-co.rss", "loai/khong-co.rss", "tat-ca.xml", "danh-cho/x.json"]
)
def test_a_feed_that_is_not_there_is_missing(path: str, db: None, client: Client) -> None:
    assert client.get(f"/nguon-tin/{path}").status_code == 404


@pytest.mark.usefixtures("texts")
def test_a_reader_that_has_it_is_told_so(client: Client) -> None:
    first = client.get("/nguon-tin/tat-ca.rss")
    assert first["Last-Modified"]
    again = client.get("/nguon-tin/tat-ca.rss", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("texts")
def test_a_unit_is_counted_once_for_each_material_however_often_it_asks(client: Client, cast: Cast) -> None:
    for number in range(3):
        client.get(f"/nguon-tin/tat-ca.json?dv=XAH&n={number}")
    uses = MaterialUse.objects.filter(how="feed")
    assert uses.count() == 8
    assert {(use.unit_id, use.count, use.officer) for use in uses} == {(cast.units.commune, 1, "")}


@pytest.mark.usefixtures("texts")
def test_a_code_of_no_unit_counts_nowhere(client: Client) -> None:
    assert client.get("/nguon-tin/tat-ca.json?dv=KHONGCO").status_code == 200
    assert not MaterialUse.objects.exists()


@pytest.mark.usefixtures("texts")
def test_what_was_taken_down_leaves_the_feed_and_its_old_link_says_so(client: Client, cast: Cast) -> None:
    material = Material.objects.get(web_slug="cong-an-gia-goi-dien")
    take_down(cast.actor("approver"), material, reason="Sai quy trình", at=AT)
    assert "cong-an-gia-goi-dien" not in client.get("/nguon-tin/tat-ca.rss").content.decode()
    answer = client.get("/tai-lieu/cong-an-gia-goi-dien/")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Bài này đã được gỡ" in page
    assert "Hãy đọc những bài này" in page
    assert "Sai quy trình" not in page
    assert client.get("/tai-lieu/chua-tung-co/").status_code == 404
