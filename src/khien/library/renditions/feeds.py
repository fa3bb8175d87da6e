"""Feeds of materials: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. The same items give the same bytes.

Refuses relative addresses and times without a zone: a feed is read far from here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from lxml import etree

from khien.library.renditions.mail_body import xml_words

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """`id` never changes ("urn:uuid:…"); `url` absolute; `content_html` safe HTML; `categories` names people read."""

    id: str
    url: str
    title: str
    summary: str
    published: dt.datetime
    updated: dt.datetime
    content_html: str = ""
    categories: tuple[str, ...] = ()
    author: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`address`: the page the feed stands for; `self_address`: of the feed itself, in the format asked for."""

    title: str
    description: str
    address: str
    self_address: str
    updated: dt.datetime
    items: tuple[FeedItem, ...]
    author: str
    language: str = "vi"
    licence: str = ""


def rss(feed: Feed) -> bytes:
    """RSS 2.0 with the whole text (content:encoded) and its own address (atom:link)."""
    _sound(feed)
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "content": CONTENT, "dc": DC})
    channel = etree.SubElement(root, "channel")
    _say(channel, "title", feed.title)
    _say(channel, "link", feed.address)
    _say(channel, "description", feed.description or feed.title)
    _say(channel, "language", feed.language)
    if feed.licence:
        _say(channel, "copyright", feed.licence)
    _say(channel, "lastBuildDate", _mail_time(feed.updated))
    _say(channel, "ttl", "60")
    link = {"href": feed.self_address, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", link)
    for item in feed.items:
        _rss_item(channel, item, feed.author)
    return _xml(root)


def _rss_item(channel: etree._Element, item: FeedItem, author: str) -> None:
    node = etree.SubElement(channel, "item")
    _say(node, "title", item.title)
    _say(node, "link", item.url)
    _say(node, "description", item.summary)
    _say(node, f"{{{DC}}}creator", item.author or author)
    for category in item.categories:
        _say(node, "category", category)
    _say(node, "guid", item.id).set("isPermaLink", "false")
    _say(node, "pubDate", _mail_time(item.published))
    if item.licence:
        _say(node, f"{{{DC}}}rights", item.licence)
    if item.content_html:
        _say(node, f"{{{CONTENT}}}encoded", item.content_html)


def atom(feed: Feed) -> bytes:
    """Atom 1.0: every required element, the feed's author for entries without one."""
    _sound(feed)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # lxml takes None for the plain namespace
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _atom(root, "id", feed.self_address)
    _atom(root, "title", feed.title)
    if feed.description:
        _atom(root, "subtitle", feed.description)
    _atom(root, "updated", _web_time(feed.updated))
    _atom(etree.SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    _link(root, feed.self_address, "self", "application/atom+xml")
    _link(root, feed.address, "alternate", "text/html")
    if feed.licence:
        _atom(root, "rights", feed.licence)
    for item in feed.items:
        _atom_entry(root, item)
    return _xml(root)


def _atom_entry(root: etree._Element, item: FeedItem) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _atom(entry, "id", item.id)
    _atom(entry, "title", item.title)
    _atom(entry, "updated", _web_time(item.updated))
    _atom(entry, "published", _web_time(item.published))
    if item.author:
        _atom(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", item.author)
    _link(entry, item.url, "alternate", "text/html")
    for category in item.categories:
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": xml_words(category)})
    if item.licence:
        _atom(entry, "rights", item.licence)
    _atom(entry, "summary", item.summary)
    if item.content_html:
        _atom(entry, "content", item.content_html).set("type", "html")


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1; the licence of each item in the extension `_khien`."""
    _sound(feed)
    said: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.self_address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_json_item(item, feed.author) for item in feed.items],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _json_item(item: FeedItem, author: str) -> dict[str, object]:
    said: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "date_published": _web_time(item.published),
        "date_modified": _web_time(item.updated),
        "authors": [{"name": item.author or author}],
        "tags": list(item.categories),
    }
    # One of the two is required: who gives no HTML gives the summary as text.
    said["content_html" if item.content_html else "content_text"] = item.content_html or item.summary
    if item.licence:
        said["_khien"] = {"licence": item.licence}
    return said


def _sound(feed: Feed) -> None:
    times: Sequence[dt.datetime] = [
        feed.updated,
        *(t for item in feed.items for t in (item.published, item.updated)),
    ]
    if any(time.tzinfo is None for time in times):
        raise ValueError("a feed needs times with their zone")
    addresses = [feed.address, feed.self_address, *(item.url for item in feed.items)]
    if not all(address.startswith(("https://", "http://")) for address in addresses):
        raise ValueError("a feed needs whole addresses")


def _say(parent: etree._Element, tag: str, words: str) -> etree._Element:
    node = etree.SubElement(parent, tag)
    node.text = xml_words(words)
    return node


def _atom(parent: etree._Element, tag: str, words: str) -> etree._Element:
    return _say(parent, f"{{{ATOM}}}{tag}", words)


def _link(parent: etree._Element, address: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": address})


def _mail_time(time: dt.datetime) -> str:
    return format_datetime(time.astimezone(dt.UTC).replace(microsecond=0))


def _web_time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
