"""What counts as English left over on a page: built from the catalogues of the packages and of our own apps.

A text is left over when it is one of their English texts, or when it has a word that English texts use and no
Vietnamese one does. Looks at what people see or hear read out; never at scripts, addresses or people's own words
(boxes that are typed in).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tools import foreign_messages, messages

SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value", "aria-description")
SILENT = {"script", "style", "template", "svg", "textarea", "code", "pre", "option-data"}
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
PLACE = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
# Abbreviations that Vietnamese offices write so, names of keys, and words everybody uses.
NAMES = frozenset(
    {
        "cookie",
        "csv",
        "html",
        "https",
        "ipv",
        "javascript",
        "json",
        "ldap",
        "pdf",
        "pin",
        "qr",
        "rss",
        "url",
        "utc",
    }
    | {"uuid", "xlsx", "zip", "openid", "oauth", "alt", "ctrl", "link", "album"}
)
OWN_NAMES = frozenset({"English"})  # a language is called by its own name where people choose it


class _Seen(HTMLParser):
    """Pieces of a page that people see or hear, in order; scripts of plain data apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.data: list[str] = []
        self.links: list[str] = []
        self._inside: list[str] = []
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.pieces += [given[name] for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.pieces.append(given.get("value", ""))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in SILENT or "data-side-panel-toggle-counter" in given:
            self._inside.append(tag)
            if tag == "script" and given.get("type") == "application/json":
                self._script = ""

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
            if self._script is not None and tag == "script":
                self.data.append(self._script)
                self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data
        elif not self._inside or self._inside == ["template"]:
            self.pieces.append(data)


@dataclass(frozen=True)
class Page:
    """What a page shows and where it leads."""

    pieces: list[str]
    labels: list[str] = field(default_factory=list)  # texts in the data that scripts draw menus from
    links: list[str] = field(default_factory=list)


def read(html: str) -> Page:
    seen = _Seen()
    seen.feed(html)
    labels = [text for data in seen.data for text in _strings_in(json.loads(data or "null"))]
    pieces = [" ".join(piece.split()) for piece in seen.pieces]
    return Page([piece for piece in pieces if piece], labels, seen.links)


def _strings_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _strings_in(one)
    elif isinstance(data, dict):
        for one in data.values():
            yield from _strings_in(one)


class English:
    """Tells what is English. Built once: it reads thirty catalogues."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        shapes: list[str] = []
        english: set[str] = set()
        vietnamese: set[str] = set()
        for source, translation in _pairs():
            vietnamese |= _words(translation)
            if source == translation:
                continue
            english |= _words(source)
            bare = " ".join(TAG.sub(" ", source).split())
            if not PLACE.search(bare):
                self.whole.add(bare)
            elif len(_words(PLACE.sub(" ", bare))) >= 2:
                shapes.append(".+".join(re.escape(part) for part in PLACE.split(bare)))
        self.words = frozenset(word for word in english - vietnamese - NAMES if len(word) > 2)
        self._shape = re.compile("|".join(f"(?:{shape})" for shape in shapes))

    def in_piece(self, piece: str) -> str | None:
        """The piece, when it is English or has English words in it."""
        if piece in OWN_NAMES:
            return None
        bare = piece.strip(" :*.…")
        if piece in self.whole or bare in self.whole or self._shape.fullmatch(piece):
            return piece
        found = [word for word in WORD.findall(ADDRESS.sub(" ", piece)) if word.casefold() in self.words]
        return f"{piece!r} ({', '.join(found)})" if found else None

    def in_label(self, label: str) -> str | None:
        """A label in data is told when it is an English text as it stands: data has many names that nobody sees."""
        return label if label in self.whole and label[:1].isupper() else None


# Addresses, names of files, names of kinds of pages as programs say them (library.material).
ADDRESS = re.compile(
    r"https?://\S+|\S+@\S+|\S+\.(?:html|docx|pdf|png|jpg|vn|com)\b|/[\w/.-]+|\b[a-z]+\.[a-z]+\b"
)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(PLACE.sub(" ", TAG.sub(" ", text)))}


def _pairs() -> Iterator[tuple[str, str]]:
    """(English, Vietnamese) of every text that can show."""
    for domain in foreign_messages.DOMAINS:
        ours = foreign_messages.ours(domain)
        theirs: dict[messages.Key, messages.Message] = {}
        for package in foreign_messages.PACKAGES:
            theirs |= foreign_messages.their_vietnamese(package, domain)
        for key, (message, _packages) in foreign_messages.needed(domain).items():
            said = ours.get(key) or theirs.get(key)
            for text in _forms(message):
                yield text, messages.strings(said)[0] if said else ""
    for app in messages.apps():
        for key, message in messages.texts_of(messages.kept(app)).items():
            yield key[1], messages.strings(message)[0] if messages.translated(message) else ""


def _forms(message: messages.Message) -> Iterable[str]:
    return (message.id,) if isinstance(message.id, str) else message.id
