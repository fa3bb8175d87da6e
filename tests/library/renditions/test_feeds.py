"""A newspaper follows the province's warnings by feed: every reader understands it, and nothing in it is markup."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from khien.library.renditions.feeds import ATOM, CONTENT, Feed, FeedItem, atom, json_feed, rss

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
ITEM = FeedItem(
    id="urn:uuid:6f1c1f4e-0000-4000-8000-000000000001",
    url="https://an-binh.example/tai-lieu/a/",
    title="Công an giả & <script>",
    summary="Cúp máy. Gọi 113.",
    published=NOW - dt.timedelta(days=2),
    updated=NOW,
    content_html="<p>Cúp <b>máy</b>.</p>",
    categories=("Lừa đảo qua mạng", "Người cao tuổi"),
    licence="CC BY 4.0",
)
FEED = Feed(
    title="Cảnh báo tỉnh An Bình",
    description="Tài liệu mới",
    address="https://an-binh.example/",
    self_address="https://an-binh.example/feed.xml",
    updated=NOW,
    items=(ITEM, dataclasses.replace(ITEM, id="urn:uuid:2", content_html="", categories=())),
    author="Sở Khoa học và Công nghệ",
    licence="CC BY 4.0",
)


def test_rss_has_what_the_standard_asks_for() -> None:
    root = etree.fromstring(rss(FEED))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root[0]
    assert [channel.findtext(tag) for tag in ("title", "link", "description", "language")] == [
        FEED.title,
        FEED.address,
        FEED.description,
        "vi",
    ]
    link = channel.find(f"{{{ATOM}}}link")
    assert link is not None
    assert (link.get("rel"), link.get("href")) == ("self", FEED.self_address)
    items = channel.findall("item")
    assert len(items) == 2
    first = items[0]
    assert first.findtext("title") == ITEM.title
    assert first.findtext("guid") == ITEM.id
    assert first.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(first.findtext("pubDate")) == ITEM.published
    assert [node.text for node in first.findall("category")] == list(ITEM.categories)
    assert first.findtext(f"{{{CONTENT}}}encoded") == ITEM.content_html
    assert items[1].find(f"{{{CONTENT}}}encoded") is None
    assert channel.index(items[0]) > channel.index(link)


def test_atom_has_what_the_standard_asks_for() -> None:
    root = etree.fromstring(atom(FEED))
    space = {"a": ATOM}
    assert root.tag == f"{{{ATOM}}}feed"
    for tag in ("id", "title", "updated"):
        assert len(root.findall(f"a:{tag}", space)) == 1
    assert root.findtext("a:author/a:name", namespaces=space) == FEED.author
    assert {link.get("rel") for link in root.findall("a:link", space)} == {"self", "alternate"}
    entries = root.findall("a:entry", space)
    assert len(entries) == 2
    for entry in entries:
        for tag in ("id", "title", "updated", "published", "summary"):
            assert len(entry.findall(f"a:{tag}", space)) == 1
        assert [link.get("rel") for link in entry.findall("a:link", space)] == ["alternate"]
    content = entries[0].find("a:content", space)
    assert content is not None
    assert (content.get("type"), content.text) == ("html", ITEM.content_html)
    assert entries[0].findtext("a:updated", namespaces=space) == "2026-11-24T02:30:00Z"
    assert [node.get("term") for node in entries[0].findall("a:category", space)] == list(ITEM.categories)


def test_json_has_what_the_standard_asks_for() -> None:
    said = json.loads(json_feed(FEED))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert (said["title"], said["home_page_url"], said["feed_url"]) == (
        FEED.title,
        FEED.address,
        FEED.self_address,
    )
    first, second = said["items"]
    assert first["id"] == ITEM.id
    assert first["content_html"] == ITEM.content_html
    assert second["content_text"] == ITEM.summary
    assert first["date_published"].endswith("Z")
    assert first["_khien"] == {"licence": "CC BY 4.0"}


@pytest.mark.parametrize("write", [rss, atom, json_feed])
def test_the_same_feed_gives_the_same_bytes_and_an_empty_one_is_a_feed(write: object) -> None:
    assert callable(write)
    assert write(FEED) == write(FEED)
    assert write(dataclasses.replace(FEED, items=()))
    with pytest.raises(ValueError, match="zone"):
        write(dataclasses.replace(FEED, updated=dt.datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(ValueError, match="address"):
        write(dataclasses.replace(FEED, items=(dataclasses.replace(ITEM, url="/tai-lieu/a/"),)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_leave_it_well_formed(title: str, html: str) -> None:
    feed = dataclasses.replace(FEED, items=(dataclasses.replace(ITEM, title=title, content_html=html),))
    assert len(etree.fromstring(rss(feed)).findall("channel/item")) == 1
    assert len(etree.fromstring(atom(feed)).findall(f"{{{ATOM}}}entry")) == 1
    assert json.loads(json_feed(feed))["items"][0]["title"] == title
