"""Feeds of alerts for machines: Atom with a link to each signed CAP message, as CAP readers expect it, RSS 2.0 with
the message as enclosure, and JSON. Refuses to carry anything that is not signed.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from email.utils import format_datetime

from lxml import etree

from khien.alerts.renditions.cap_xml import CAP, cap_time
from khien.alerts.rules.issued import IssuedAlert
from khien.base.xml_text import xml_text

ATOM = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"
MEDIA = {
    "cap.atom": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "canh-bao.json": "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class FeedHead:
    """`base`: the site's address without a slash; `updated`: of the newest item, or of the first day."""

    title: str
    subtitle: str
    base: str
    page: str
    own: str
    author: str
    updated: dt.datetime


def cap_atom(head: FeedHead, alerts: list[IssuedAlert]) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "cap": CAP})  # type: ignore[dict-item]  # lxml takes None for the plain namespace
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _atom(root, "id", head.own)
    _atom(root, "title", head.title)
    _atom(root, "subtitle", head.subtitle)
    _atom(root, "updated", _web_time(head.updated))
    _atom(etree.SubElement(root, f"{{{ATOM}}}author"), "name", head.author)
    _link(root, head.own, "self", "application/atom+xml")
    _link(root, head.page, "alternate", "text/html")
    for alert in alerts:
        _entry(root, alert, head.base)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _entry(root: etree._Element, alert: IssuedAlert, base: str) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _atom(entry, "id", alert.identifier)
    _atom(entry, "title", alert.headline)
    _atom(entry, "updated", _web_time(alert.sent_at))
    _atom(entry, "published", _web_time(alert.sent_at))
    _atom(entry, "summary", alert.long)
    _link(entry, f"{base}{alert.address}cap.xml", "alternate", CAP_TYPE)
    _link(entry, f"{base}{alert.address}", "related", "text/html")
    for name, value in (
        ("msgType", alert.kind.capitalize()),
        ("urgency", alert.urgency),
        ("severity", alert.severity),
        ("certainty", alert.certainty),
        ("expires", cap_time(alert.expires_at)),
        ("areaDesc", alert.area_words),
    ):
        if value:
            etree.SubElement(entry, f"{{{CAP}}}{name}").text = xml_text(value)


def rss(head: FeedHead, alerts: list[IssuedAlert]) -> bytes:
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM})
    channel = etree.SubElement(root, "channel")
    for tag, words in (
        ("title", head.title),
        ("link", head.page),
        ("description", head.subtitle),
        ("language", "vi"),
        ("lastBuildDate", _mail_time(head.updated)),
        ("ttl", "1"),
    ):
        _plain(channel, tag, words)
    link = {"href": head.own, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", link)
    for alert in alerts:
        item = etree.SubElement(channel, "item")
        _plain(item, "title", alert.headline)
        _plain(item, "link", f"{head.base}{alert.address}")
        _plain(item, "description", "\n".join(filter(None, [alert.long, alert.instruction])))
        _plain(item, "guid", alert.identifier).set("isPermaLink", "false")
        _plain(item, "pubDate", _mail_time(alert.sent_at))
        etree.SubElement(
            item,
            "enclosure",
            {"url": f"{head.base}{alert.address}cap.xml", "type": CAP_TYPE, "length": "0"},
        )
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def as_json(head: FeedHead, alerts: list[IssuedAlert]) -> bytes:
    said = {
        "title": head.title,
        "page": head.page,
        "updated": cap_time(head.updated),
        "alerts": [_data(alert, head.base) for alert in alerts],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _data(alert: IssuedAlert, base: str) -> dict[str, object]:
    return {
        "identifier": alert.identifier,
        "kind": alert.kind,
        "event": alert.event,
        "severity": alert.severity,
        "certainty": alert.certainty,
        "urgency": alert.urgency,
        "texts": {
            code: {
                "headline": text.headline,
                "short": text.short,
                "long": text.long,
                "instruction": text.instruction,
            }
            for code, text in alert.texts.items()
        },
        "area": alert.area_words,
        "audiences": list(alert.audiences),
        "sent": cap_time(alert.sent_at),
        "expires": cap_time(alert.expires_at),
        "replaces": [f"urn:uuid:{uuid}" for uuid in alert.replaces],
        "page": f"{base}{alert.address}",
        "cap": f"{base}{alert.address}cap.xml",
    }


def _atom(parent: etree._Element, tag: str, words: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{tag}").text = xml_text(words)


def _plain(parent: etree._Element, tag: str, words: str) -> etree._Element:
    node = etree.SubElement(parent, tag)
    node.text = xml_text(words)
    return node


def _link(parent: etree._Element, address: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": address})


def _mail_time(time: dt.datetime) -> str:
    return format_datetime(time.astimezone(dt.UTC).replace(microsecond=0))


def _web_time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
