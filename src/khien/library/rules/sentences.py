"""Where a sentence ends, and how to make a text shorter without tearing one. Pure.

Refuses to shorten inside a word, and to shorten in silence: whoever asks is told that something was left out.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

Fits = Callable[[str], bool]

_END = re.compile(r"(?<=[.!?…])[”\"')\]]*\s+(?=[“\"'(\[]?[A-ZÀ-ỸĐ\d])|\s*\n\s*")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|tp|TX|TT|Q|P|ThS|TS|PGS|GS|ĐT|St|No|Mr|Mrs|Dr|Số|KT|TM|TL|v\.v|đ/c|\d{1,2})\.$"
)
_CLAUSE = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")
_ITEM = re.compile(r"(?:-|\d{1,3}\.) ")
_SPACE = re.compile(r"\s+")


def collapse(text: str) -> str:
    """NFC, every run of white space as one space, none at the ends."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order; a line break ends one, an abbreviation ("TP. Huế") does not."""
    text = unicodedata.normalize("NFC", text).strip()
    found: list[str] = []
    begin = 0
    for match in _END.finditer(text):
        piece = text[begin : match.start()] + match.group().split("\n")[0].rstrip()
        if "\n" not in match.group() and _ABBREVIATED.search(piece[-8:]):
            continue
        found.append(collapse(piece))
        begin = match.end()
    return tuple(one for one in (*found, collapse(text[begin:])) if one)


def ended(text: str) -> str:
    """The text as a sentence: with a full stop unless it has an end of its own."""
    text = text.rstrip(" ,;:")
    return text if not text or text[-1] in ".!?…" or text[-2:] in (".”", '."', "?”", "!”") else f"{text}."


def whole_sentences(text: str, fits: Fits) -> tuple[str, bool]:
    """As many whole sentences from the beginning as fit, and whether something was left out; "" if not even one."""
    said = sentences(text)
    for kept in range(len(said), 0, -1):
        tried = " ".join(said[:kept])
        if fits(tried):
            return tried, kept < len(said)
    return "", bool(said)


def shortened(text: str, fits: Fits, *, mark: str = "…") -> tuple[str, bool]:
    """Whole sentences if one fits; else cut after a clause, else after a word, with `mark` for what is left out.

    The second value says whether something was left out. "" when nothing but the mark would fit.
    """
    kept, cut = whole_sentences(text, fits)
    if kept or not cut:
        return kept, cut
    first = sentences(text)[0]
    for border in (_CLAUSE, _SPACE):
        ends = [match.start() for match in border.finditer(first)]
        for end in reversed(ends):
            tried = first[:end].rstrip(" ,;:–—-") + mark
            if tried != mark and fits(tried):
                return tried, True
    return "", True


def wrapped(text: str, width: int = 72) -> str:
    """Lines of at most `width` characters; words longer than that (addresses) stay whole."""
    return "\n".join(_filled(line, width) if line.strip() else "" for line in text.split("\n"))


def _filled(line: str, width: int) -> str:
    """Lines after the first of an item stand under its words."""
    mark = _ITEM.match(line)
    under = " " * len(mark.group()) if mark else ""
    return textwrap.fill(line, width, subsequent_indent=under, break_long_words=False, break_on_hyphens=False)
