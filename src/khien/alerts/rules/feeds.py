"""Foreign lists of warnings, CAP, Atom or RSS, as plain entries. Bytes in, values out.

Refuses document types and entities; what cannot be read is left out, what is no list raises NoFeed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urljoin

from lxml import etree

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
CAP_OLD = "{urn:oasis:names:tc:emergency:cap:1.1}"
ATOM = "{http://www.w3.org/2005/Atom}"
DS_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
CAP_MEDIA = "application/cap+xml"
MOST_ENTRIES = 200
MOST_BYTES = 2_000_000


class Trouble(StrEnum):
    """Why a source could not be read."""

    ADDRESS = "address"
    NAME = "name"
    DOWN = "down"
    SLOW = "slow"
    LARGE = "large"
    REFUSED = "refused"
    REDIRECT = "redirect"
    NO_FEED = "no-feed"


class NoFeed(ValueError):
    """What came is no list of warnings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One foreign warning. `cap_address`: where its CAP message stands, when the list only points at it."""

    key: str
    title: str
    text: str = ""
    instruction: str = ""
    link: str = ""
    sender: str = ""
    area: str = ""
    language: str = ""
    severity: str = ""
    certainty: str = ""
    urgency: str = ""
    drill: bool = False
    cap: bool = False
    signed: bool = False
    sent_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    cap_address: str = ""


def read_feed(xml: bytes, *, address: str) -> list[Entry]:
    """Newest as the list has them, each once. Raises NoFeed."""
    root = tree_of(xml)
    if root.tag in (f"{CAP}alert", f"{CAP_OLD}alert"):
        return [cap_entry(root)]
    if root.tag == f"{ATOM}feed":
        found = [_atom(node, address) for node in root.findall(f"{ATOM}entry")[:MOST_ENTRIES]]
    elif _name(root) in ("rss", "RDF"):
        items = [node for node in root.iter() if _name(node) == "item"]
        found = [_rss(node, address) for node in items[:MOST_ENTRIES]]
    else:
        raise NoFeed
    return list({entry.key: entry for entry in found if entry.title}.values())


def read_cap(xml: bytes) -> Entry:
    """Raises NoFeed for anything but one CAP message."""
    root = tree_of(xml)
    if root.tag not in (f"{CAP}alert", f"{CAP_OLD}alert"):
        raise NoFeed
    return cap_entry(root)


def is_message(xml: bytes) -> bool:
    return tree_of(xml).tag in (f"{CAP}alert", f"{CAP_OLD}alert")


def tree_of(xml: bytes) -> etree._Element:
    if len(xml) > MOST_BYTES or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise NoFeed
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoFeed from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoFeed
    return root


def cap_entry(root: etree._Element) -> Entry:
    ns = str(root.tag).removesuffix("alert")
    infos = root.findall(f"{ns}info")
    info = next((one for one in infos if _says(one, f"{ns}language").lower().startswith("vi")), None)
    info = info if info is not None else (infos[0] if infos else root)
    identifier, sent = _says(root, f"{ns}identifier"), _says(root, f"{ns}sent")
    areas = [_says(area, f"{ns}areaDesc") for area in info.findall(f"{ns}area")]
    return Entry(
        key=_key("cap", _says(root, f"{ns}sender"), identifier, sent),
        title=(_says(info, f"{ns}headline") or _says(info, f"{ns}event") or identifier)[:300],
        text=_says(info, f"{ns}description")[:10_000],
        instruction=_says(info, f"{ns}instruction")[:4000],
        link=_web(_says(info, f"{ns}web")),
        sender=(_says(info, f"{ns}senderName") or _says(root, f"{ns}sender"))[:200],
        area="; ".join(filter(None, areas))[:300],
        language=(_says(info, f"{ns}language") or "en")[:2].lower(),
        severity=_says(info, f"{ns}severity")[:10],
        certainty=_says(info, f"{ns}certainty")[:10],
        urgency=_says(info, f"{ns}urgency")[:10],
        drill=_says(root, f"{ns}status") not in ("Actual", ""),
        cap=True,
        signed=any(child.tag == DS_SIGNATURE for child in root),
        sent_at=_time(sent),
        expires_at=_time(_says(info, f"{ns}expires")),
    )


def _atom(node: etree._Element, base: str) -> Entry:
    inside = next((one for one in node.iter(f"{CAP}alert", f"{CAP_OLD}alert")), None)
    if inside is not None:
        return cap_entry(inside)
    links = node.findall(f"{ATOM}link")
    cap = next((one.get("href", "") for one in links if one.get("type", "").startswith(CAP_MEDIA)), "")
    page = next((one.get("href", "") for one in links if one.get("rel", "alternate") == "alternate"), "")
    identifier = _says(node, f"{ATOM}id") or page
    return Entry(
        key=_key("guid", identifier),
        title=_plain(_says(node, f"{ATOM}title"))[:300],
        text=_plain(_says(node, f"{ATOM}summary") or _says(node, f"{ATOM}content"))[:10_000],
        link=_web(urljoin(base, page)) if page else "",
        sender=_says(node, f"{ATOM}author/{ATOM}name")[:200],
        sent_at=_time(_says(node, f"{ATOM}published") or _says(node, f"{ATOM}updated")),
        cap_address=urljoin(base, cap) if cap else "",
    )


def _rss(node: etree._Element, base: str) -> Entry:
    said = {_name(child): (child.text or "").strip() for child in node}
    cap = next(
        (
            child.get("url", "")
            for child in node
            if _name(child) == "enclosure" and child.get("type", "").startswith(CAP_MEDIA)
        ),
        "",
    )
    link = said.get("link", "")
    return Entry(
        key=_key("guid", said.get("guid") or link or said.get("title", "")),
        title=_plain(said.get("title", ""))[:300],
        text=_plain(said.get("description", ""))[:10_000],
        link=_web(urljoin(base, link)) if link else "",
        sender=(said.get("creator") or said.get("author", ""))[:200],
        sent_at=_time(said.get("pubDate") or said.get("date", "")),
        cap_address=urljoin(base, cap) if cap else "",
    )


def _key(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _says(node: etree._Element, path: str) -> str:
    found = node.find(path)
    return "" if found is None else "".join(str(part) for part in found.itertext()).strip()


def _name(node: etree._Element) -> str:
    """ "" for comments and instructions, whose tag is a function."""
    tag: object = node.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _plain(text: str) -> str:
    """Without tags: what came as HTML is shown as words."""
    bare = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", text, flags=re.I | re.S)
    bare = re.sub(r"</(p|div|li)\s*>|<br\s*/?>", "\n", bare, flags=re.I)
    bare = html.unescape(re.sub(r"<[^<>]*>", "", bare)).replace("\xa0", " ")
    return "\n".join(filter(None, (" ".join(line.split()) for line in bare.splitlines())))


def _web(address: str) -> str:
    return address[:1000] if address.lower().startswith(("https://", "http://")) else ""


def _time(text: str) -> dt.datetime | None:
    """Any of the two ways feeds write it; None without a zone, or out of all reason."""
    if not text:
        return None
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    return at if at.tzinfo is not None and 1990 <= at.year <= 2100 else None
