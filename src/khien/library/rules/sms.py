"""Text messages: how much a text takes on its way to a telephone, and how to say a material in one message.

GSM 7-bit default alphabet and its extension table: 3GPP TS 23.038 (GSM 03.38), 6.2.1. Lengths of one and of
concatenated messages: TS 23.040, 9.2.3.24.1 (140 octets, 6 of them the header when a text is in parts). Refuses to
send anything, and to shorten in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from khien.library.rules.content import Content
from khien.library.rules.sentences import collapse, ended, shortened

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")  # an escape before each: two places
_PLAIN = {
    "đ": "d", "Đ": "D", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'",
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "•": "-", "·": "-", "×": "x", "÷": ":", "₫": "d",
    "→": "->", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "`": "'", "´": "'",
}  # fmt: skip
_DOUBLES = GSM_EXTENSION - {"\f"}


class Encoding(StrEnum):
    """How a text travels. One accented letter outside GSM's alphabet makes the whole text UCS-2."""

    GSM = "gsm7"
    UCS2 = "ucs2"


LIMITS = {Encoding.GSM: (160, 153), Encoding.UCS2: (70, 67)}  # alone, in each part


@dataclass(frozen=True, slots=True)
class Count:
    """What a text takes. `characters`: places (GSM extension signs and characters beyond the BMP take two); `parts`:
    messages paid for, 0 for no text; `left`: places left before one more part is needed; `offending`: the characters
    that force UCS-2, each once, in order."""

    encoding: Encoding
    characters: int
    parts: int
    left: int
    offending: tuple[str, ...]

    @property
    def limit(self) -> int:
        """Places of one message, or of each part when there are several."""
        alone, each = LIMITS[self.encoding]
        return alone if self.parts <= 1 else each

    def as_json(self) -> dict[str, object]:
        """For the live counter of a page."""
        return {
            "encoding": str(self.encoding),
            "characters": self.characters,
            "parts": self.parts,
            "limit": self.limit,
            "left": self.left,
            "offending": list(self.offending),
        }


def count(text: str) -> Count:
    """The text as a telephone gets it: NFC first, line breaks as one character."""
    text = _as_sent(text)
    offending = tuple(dict.fromkeys(c for c in text if c not in GSM_BASIC and c not in GSM_EXTENSION))
    encoding = Encoding.UCS2 if offending else Encoding.GSM
    alone, each = LIMITS[encoding]
    places = [_places(character, encoding) for character in text]
    total = sum(places)
    if total <= alone:
        return Count(encoding, total, int(bool(total)), alone - total, offending)
    parts, used = 1, 0
    for taken in places:  # a pair (escape or surrogate) never straddles two parts
        if used + taken > each:
            parts, used = parts + 1, 0
        used += taken
    return Count(encoding, total, parts, each - used, offending)


def _as_sent(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _places(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM:
        return 2 if character in GSM_EXTENSION else 1
    return 2 if ord(character) > 0xFFFF else 1


def unaccented(text: str) -> str:
    """The text without marks, in GSM signs only: "Đừng chuyển tiền…" → "Dung chuyen tien...". Signs of typography
    become their plain twins; what has none (emoji) goes."""
    kept = "".join(_bare(character) for character in _as_sent(text))
    return re.sub(" {2,}", " ", kept).strip(" ")


def _bare(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    marks_apart = unicodedata.normalize("NFKD", character)
    letters = "".join(_PLAIN.get(c, c) for c in marks_apart if not unicodedata.combining(c))
    return "".join(c for c in letters if c in GSM_BASIC or c in _DOUBLES)


class Origin(StrEnum):
    """Where the words of a suggestion come from."""

    OWN = "own"  # the writer's own text message
    POSTER = "poster"  # headline and call of the poster
    SUMMARY = "summary"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One message of one part. `shortened`: something of its origin was left out; a person reads it before use."""

    text: str
    count: Count
    origin: Origin
    marked: bool  # with Vietnamese marks
    shortened: bool = False


def fitting(content: Content, *, short_address: str = "", plain: str = "") -> tuple[Suggestion, ...]:
    """Messages of one part, the best first: with marks (≤ 70), then without (≤ 160).

    `short_address` is added where it fits whole, never at the price of words; `plain` is the writer's own text
    without marks. Never empty for a material with a title.
    """
    found: dict[str, Suggestion] = {}
    for marked in (True, False):
        for origin, words in _origins(content, plain="" if marked else plain):
            made = _suggestion(words, origin, short_address, marked=marked)
            if made is not None and made.text not in found:
                found[made.text] = made
    ordered = sorted(found.values(), key=lambda one: (not one.marked, one.shortened))
    return tuple(ordered)


def _origins(content: Content, *, plain: str) -> Iterator[tuple[Origin, str]]:
    poster = content.poster
    if plain or content.sms:
        yield Origin.OWN, plain or content.sms
    if plain and content.sms:
        yield Origin.OWN, content.sms
    if poster.headline and poster.call:
        yield Origin.POSTER, f"{ended(poster.headline)} {ended(poster.call)}"
    if poster.call:
        yield Origin.POSTER, ended(poster.call)
    yield Origin.SUMMARY, content.summary
    yield Origin.TITLE, ended(content.title)


def _suggestion(words: str, origin: Origin, address: str, *, marked: bool) -> Suggestion | None:
    written = collapse(words) if marked else collapse(unaccented(words))
    limit = LIMITS[Encoding.UCS2 if marked else Encoding.GSM][0]

    def fits(text: str) -> bool:
        return count(text).parts == 1 and (not marked or len(text) <= limit)

    text, cut = (written, False) if fits(written) else shortened(written, fits, mark="…" if marked else "...")
    if not text:
        return None
    if address and address not in text and fits(f"{text} {address}"):
        text = f"{text} {address}"
    return Suggestion(text, count(text), origin, marked, cut)
