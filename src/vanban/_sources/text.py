"""Text as people meant it: NFC, without invisible marks, with look-alike letters of bad fonts put right.

Refuses to change words: spelling, case and punctuation stay as the issuer typed them.
"""

from __future__ import annotations

import re
import unicodedata

# Ƣ/ƣ stand where old fonts drew Ư/ư; Ð/ð are Icelandic letters that look like Đ/đ; both are common in
# issued documents and never meant.
_LOOKALIKES = {
    0x01A2: "Ư",
    0x01A3: "ư",
    0x00D0: "Đ",
    0x00F0: "đ",
    0x0110: "Đ",
    0x00A0: " ",
    0x202F: " ",
    0x2007: " ",
    0x3000: " ",
    0x2010: "-",
    0x2011: "-",
    0x0340: "\u0300",
    0x0341: "\u0301",
    0xF02D: "-",
    0xF0B7: "•",
    0xF0A7: "•",
    0x2028: "\n",
    0x2029: "\n",
    0x000B: "\n",
}
_INVISIBLE = [
    0x00AD,
    0xFFFC,
    0x061C,
    0x180E,
    0xFEFF,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
]
_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (9, 10, 0x0B)]
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_INVISIBLE),
    **_LOOKALIKES,
}
_ODD = re.compile("[^\\n -~]")
_STRAY_MARK = re.compile("(?<=[a-zđA-ZĐ\u0300-\u036f]) +([\u0300-\u0323]+)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile("[ \\t]+")


def clean(text: str) -> str:
    """NFC text without control, direction and zero-width marks; keeps "\\n" and "\\t", strips both ends."""
    if not _ODD.search(text):
        return text.strip()
    text = _PRIVATE.sub("", text.translate(_TABLE))
    text = _STRAY_MARK.sub("\\1 ", unicodedata.normalize("NFD", text)) if _has_loose_mark(text) else text
    return unicodedata.normalize("NFC", text).strip()


def _has_loose_mark(text: str) -> bool:
    return any(" " + mark in text for mark in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def one_line(text: str) -> str:
    """The cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split())


def tidy_lines(text: str) -> str:
    """Cleaned text whose lines are stripped and whose runs of spaces are one; empty lines at the ends go."""
    lines = [_SPACES.sub(" ", line).strip() for line in clean(text).split("\n")]
    return "\n".join(lines).strip("\n")
