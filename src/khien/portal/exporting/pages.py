"""A page of the live site made into one that stands alone: its links lead to files, what only a server can do is left out.

What is left out: the desk and sign-in, the vote, the choice of appearance, filters. Search stays as a form that a small
script answers from the index beside it; without script the lists lead everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles.storage import staticfiles_storage
from lxml import html

from khien.portal.exporting.addresses import place_of

LINKS = ("href", "src", "action", "data-suggest", "poster")
MANY = 5  # ticks in a form that is a page's whole purpose
LIVE_NOTE = {
    "vi": "Phần này chỉ dùng được trên trang trực tiếp. Ở đây bạn vẫn đọc được mọi tài liệu.",
    "en": "This part works on the live site only. All materials can be read here.",
}
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
QUOTED_PATH = re.compile(r'"(/(?!/)[^"\s]*)"')


@dataclass(frozen=True, slots=True)
class Target:
    """`old`: how whole addresses begin on the live site; `new`: on the static one ("https://host" or
    "https://host/folder"); `prefix`: the folder part of it, "" at the root."""

    old: str
    new: str

    @property
    def prefix(self) -> str:
        return urlsplit(self.new).path.rstrip("/")


@dataclass(slots=True)
class Rewritten:
    """The bytes to write, and the addresses of this site they name."""

    body: bytes
    found: set[str] = field(default_factory=set)


def page(body: bytes, *, at: str, target: Target) -> Rewritten:
    """An HTML page. `at`: its own path on the live site."""
    tree = html.document_fromstring(body.decode("utf-8"))
    _leave_out(tree, at)
    found: set[str] = set()
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        for name in LINKS:
            if node.get(name):
                node.set(name, _led(node.get(name, ""), at, target, found))
        if node.get("srcset"):
            node.set("srcset", _srcset(node.get("srcset", ""), at, target, found))
        for name in ("content", "value", "data-address"):
            if target.old in (node.get(name) or ""):
                node.set(name, _whole(node.get(name, ""), target, found))
        if node.tag == "a" and node.get("href") == "":
            node.tag = "span"
            del node.attrib["href"]
    for node in tree.iter():
        if node.text and target.old in node.text:
            node.text = _whole(node.text, target, found)
        if node.tail and target.old in node.tail:
            node.tail = _whole(node.tail, target, found)
    if at.endswith("/tim-kiem/"):
        _own_search(tree, at, target, found)
    text = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    return Rewritten(text.encode(), found)


def unlinked(body: bytes, lost: set[str]) -> bytes:
    """The page without links to what is not there: their words stay."""
    said = body.decode("utf-8")
    if not any(f'href="{link}' in said for link in lost):
        return body
    tree = html.document_fromstring(said)
    for node in list(tree.iter("a")):
        if (node.get("href") or "").partition("#")[0] in lost:
            node.tag = "span"
            del node.attrib["href"]
    return html.tostring(tree, encoding="unicode", doctype="<!doctype html>").encode()


def text(body: bytes, *, at: str, target: Target, quoted: bool = False) -> Rewritten:
    """Feeds, calendars, maps; with `quoted` also manifests and scripts, whose paths stand in double quotes."""
    said, found = body.decode("utf-8"), set[str]()
    if target.old != target.new or not quoted:
        said = _whole(said, target, found)
    if quoted:
        said = said.replace("\\u002D", "-")  # as Django escapes scripts
        said = QUOTED_PATH.sub(lambda m: f'"{_led(m[1], at, target, found) or target.prefix + m[1]}"', said)
    return Rewritten(said.encode(), found)


def style(body: bytes, *, at: str, target: Target) -> Rewritten:
    """A style sheet: the files it names; relative ones stay as they are."""
    del target
    found = {
        urljoin(at, name) for name in CSS_URL.findall(body.decode("utf-8")) if not name.startswith("data:")
    }
    return Rewritten(body, {name for name in found if name.startswith("/")})


def _leave_out(tree: html.HtmlElement, at: str) -> None:
    for form in list(tree.iter("form")):
        action, method = form.get("action") or at, (form.get("method") or "get").lower()
        if method == "get" and action.endswith("/tim-kiem/"):
            form.attrib.pop("data-suggest", None)
            continue
        section = form.getparent()
        whole = section is not None and "useful" in (section.get("class") or "")
        if method == "get" and len(form.xpath(".//input[@type='checkbox']")) >= MANY:
            english = (tree.get("lang") or "vi") == "en"
            note = html.Element("p", {"class": "muted"})
            note.text = LIVE_NOTE["en" if english else "vi"]
            form.addprevious(note)
        (section if whole else form).drop_tree()
    for node in list(tree.iter("a", "link")):
        address = urlsplit(node.get("href") or "").path
        if node.tag == "a" and address.startswith(("/tai-khoan/", "/lam-viec/", "/soan-thao/")):
            parent = node.getparent()
            (parent if parent is not None and parent.tag == "li" else node).drop_tree()
        elif node.tag == "link" and "oembed" in (node.get("type") or ""):
            node.drop_tree()


def _own_search(tree: html.HtmlElement, at: str, target: Target, found: set[str]) -> None:
    main = next(iter(tree.iter("main")), None)
    if main is None:
        return
    place = html.fragment_fromstring('<div id="static-results" role="status"></div>')
    place.set("data-index", f"{target.prefix}{at}index.json")
    main.append(place)
    script = html.fragment_fromstring("<span></span>")
    script.tag = "script"
    script.set("type", "module")
    script.set("src", _led(staticfiles_storage.url("portal/static-search.js"), at, target, found))
    tree.body.append(script)


def _led(address: str, at: str, target: Target, found: set[str]) -> str:
    """The link as the static page says it; "" when only the live site can answer it."""
    if address.startswith(target.old):
        inner = _led(address[len(target.old) :] or "/", at, target, found)
        return f"{target.new}{inner.removeprefix(target.prefix)}" if inner else ""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("#") or not address:
        return address
    whole = urljoin(at, address)
    place = place_of(whole)
    if place is None:
        return ""
    found.add(place.path)
    mark = f"#{parts.fragment}" if parts.fragment else ""
    return f"{target.prefix}{place.link}{mark}"


def _srcset(value: str, at: str, target: Target, found: set[str]) -> str:
    pieces = [piece.strip().partition(" ") for piece in value.split(",") if piece.strip()]
    return ", ".join(f"{_led(one, at, target, found)} {size}".strip() for one, _space, size in pieces)


def _whole(said: str, target: Target, found: set[str]) -> str:
    """Whole addresses of the live site, wherever they stand in a text."""
    pattern = re.compile(re.escape(target.old) + r"(/[^\s\"'<>\\)&;]*)?")

    def new(match: re.Match[str]) -> str:
        path = match[1] or ""
        place = place_of(path) if path else None
        if place is not None:
            found.add(place.path)
            return f"{target.new}{place.link}"
        return f"{target.new}{path}"

    return pattern.sub(new, said)
