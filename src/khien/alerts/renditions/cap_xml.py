"""CAP 1.2 as XML (OASIS Standard CAP-V1.2, 1 July 2010), from plain values. Element order is the standard's.

Written without white space between elements: what a receiver strips or adds must not break the signature. Refuses
times without a zone; they are told with "+07:00", never "Z" (section 3.3.2).
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from lxml import etree

from khien.alerts.rules.message import EVENT_CODE, Area, Info, Message
from khien.base.xml_text import xml_text

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def cap_time(at: dt.datetime) -> str:
    """2026-11-24T09:00:00+07:00"""
    if at.tzinfo is None:
        raise ValueError("CAP needs a time with its zone")
    return at.astimezone(ZONE).replace(microsecond=0).isoformat()


def cap_tree(message: Message) -> etree._Element:
    """The unsigned message."""
    root = etree.Element(f"{{{CAP}}}alert", nsmap={None: CAP})  # type: ignore[dict-item]  # lxml takes None for the plain namespace
    _say(root, "identifier", message.identifier)
    _say(root, "sender", message.sender)
    _say(root, "sent", cap_time(message.sent))
    _say(root, "status", message.status)
    _say(root, "msgType", message.kind)
    _say(root, "scope", message.scope)
    _say(root, "restriction", message.restriction)
    _say(root, "note", message.note)
    _say(root, "references", " ".join(_reference(*one) for one in message.references))
    for info in message.infos:
        _info(root, info)
    return root


def _reference(sender: str, identifier: str, sent: dt.datetime) -> str:
    return f"{sender},{identifier},{cap_time(sent)}"


def _info(root: etree._Element, info: Info) -> None:
    node = etree.SubElement(root, f"{{{CAP}}}info")
    _say(node, "language", info.language)
    _say(node, "category", info.category)
    _say(node, "event", info.event)
    _say(node, "responseType", info.response)
    _say(node, "urgency", info.urgency)
    _say(node, "severity", info.severity)
    _say(node, "certainty", info.certainty)
    _say(node, "audience", info.audience)
    _pair(node, "eventCode", EVENT_CODE, info.event_code)
    _say(node, "effective", cap_time(info.effective))
    _say(node, "onset", cap_time(info.onset) if info.onset else "")
    _say(node, "expires", cap_time(info.expires))
    _say(node, "senderName", info.sender_name)
    _say(node, "headline", info.headline)
    _say(node, "description", info.description)
    _say(node, "instruction", info.instruction)
    _say(node, "web", info.web)
    _say(node, "contact", info.contact)
    for name, value in info.parameters:
        if value:
            _pair(node, "parameter", name, value)
    for area in info.areas:
        _area(node, area)


def _area(info: etree._Element, area: Area) -> None:
    node = etree.SubElement(info, f"{{{CAP}}}area")
    _say(node, "areaDesc", area.words)
    for name, value in area.codes:
        _pair(node, "geocode", name, value)


def _pair(parent: etree._Element, tag: str, name: str, value: str) -> None:
    node = etree.SubElement(parent, f"{{{CAP}}}{tag}")
    _say(node, "valueName", name)
    _say(node, "value", value)


def _say(parent: etree._Element, tag: str, words: str) -> None:
    """An element that says nothing is left out: the standard wants no empty ones."""
    words = xml_text(words).strip()
    if words:
        etree.SubElement(parent, f"{{{CAP}}}{tag}").text = words
