"""Which part of a saved web page is the document itself.

A legal portal wraps the document in menus, lists of related texts, comments and banners. What a browser
would not show and what is mostly links goes; then the smallest box is taken that holds most of the plain
text and every mark of an official document that the page has (the motto, "Số:", "Nơi nhận").
"""

from __future__ import annotations

import re

from lxml import etree

from vanban._errors import TooBig
from vanban._limits import MAX_XML_DEPTH, Watch

_NEVER_SHOWN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "button",
        "input",
        "textarea",
        "link",
        "meta",
    ]
)
_AROUND = frozenset(["nav", "aside", "footer", "menu", "dialog"])
_BOXES = frozenset(["div", "article", "section", "main", "td", "form", "center", "body"])
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|footer|comments?|related|share|social|ads?|advert\w*|banner|"
    r"login|search|toolbar|popup|modal|cookies?|pagination|lienquan|vanbanlienquan|binhluan)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MARKS = (
    re.compile(r"độc\s+lập\s*[-–—]\s*tự\s+do", re.IGNORECASE),
    re.compile(r"\bsố\s*:\s*\S*/", re.IGNORECASE),
    re.compile(r"nơi\s+nhận\s*:", re.IGNORECASE),
    re.compile(r"\bphụ\s+lục\b.{0,80}kèm\s+theo", re.IGNORECASE | re.DOTALL),
)
_MOST = 0.6  # of the page's plain text
_LINKS = 0.6  # of a list's or box's text inside links: a menu
_LONG_CELL = 500  # letters
_MENU = 2_000  # letters; a longer box full of links may be a document with cross references


def choose_content(body: etree._Element, watch: Watch) -> etree._Element:
    """Remove what is not shown or not the document, and return the element that holds the document."""
    weights = _Weights(body)
    _prune(body, weights, watch)
    weights = _Weights(body)
    return _smallest_box(body, weights)


class _Weights:
    """Letters of plain text and of link text under every element, counted once from the leaves up."""

    def __init__(self, body: etree._Element) -> None:
        self.plain: dict[etree._Element, int] = {}
        self.linked: dict[etree._Element, int] = {}
        for _, node in etree.iterwalk(body, events=("end",)):
            plain = len((node.text or "").strip())
            linked = 0
            for child in node:
                plain += self.plain.get(child, 0) + len((child.tail or "").strip())
                linked += self.linked.get(child, 0)
            if node.tag == "a" and node.get("href", "#").lstrip()[:1] != "#":
                plain, linked = 0, linked + plain
            self.plain[node], self.linked[node] = plain, linked


def _prune(body: etree._Element, weights: _Weights, watch: Watch) -> None:
    total = weights.plain.get(body, 0)
    doomed: list[etree._Element] = []
    depth = 0
    for event, node in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_XML_DEPTH:
            raise TooBig(
                f"Trang web lồng quá {MAX_XML_DEPTH} lớp nên không đọc được. Hãy chép văn bản sang Word rồi tải lên."
            )
        if event == "start" and _unwanted(node, weights, total):
            doomed.append(node)
    watch.check()
    for node in doomed:
        _remove(node)


def _unwanted(node: etree._Element, weights: _Weights, total: int) -> bool:
    tag = node.tag
    if tag in _NEVER_SHOWN:
        return True
    if node.get("hidden") is not None or _HIDDEN.search(node.get("style", "")):
        return True
    plain, linked = weights.plain.get(node, 0), weights.linked.get(node, 0)
    if plain > total / 2 or tag == "body":
        return False
    if tag in _AROUND or _ASIDE.search(f"{node.get('id', '')} {node.get('class', '')}"):
        return True
    menu = tag in ("ul", "ol", "div", "table", "section", "header")
    return menu and plain + linked < _MENU and linked > _LINKS * (plain + linked)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    previous = node.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _smallest_box(body: etree._Element, weights: _Weights) -> etree._Element:
    total = weights.plain.get(body, 0)
    whole = _text(body)
    wanted = [mark for mark in _MARKS if mark.search(whole)]
    best = body
    for node in body.iter(*_BOXES):
        fits = weights.plain.get(node, 0) >= _MOST * total and weights.plain[node] <= weights.plain[best]
        if fits and _is_box(node, weights) and all(mark.search(_text(node)) for mark in wanted):
            best = node
    return best


def _is_box(node: etree._Element, weights: _Weights) -> bool:
    """A table cell only counts when it wraps whole paragraphs, as old portals lay their pages out."""
    if node.tag != "td":
        return True
    return weights.plain[node] > _LONG_CELL and next(node.iter("p", "div", "table"), None) is not None


def all_text(node: etree._Element) -> str:
    return "".join(str(piece) for piece in node.itertext())


def _text(node: etree._Element) -> str:
    return " ".join(all_text(node).split())
