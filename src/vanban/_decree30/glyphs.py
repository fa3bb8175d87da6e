"""What the faces of a print can show. PDF/A refuses a whole document for one sign without a glyph, so such signs are
taken out before: a smiley in one activity must not cost an office its report. Refuses to touch Vietnamese."""

from __future__ import annotations

import unicodedata
from typing import Any

# Ranges that the face inside the engine shows whole (tried sign by sign); the wanted face stands before it.
_SHOWN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F), (0x2B0, 0x2E4), (0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE),
    (0x400, 0x477), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2037), (0x2039, 0x203E),
    (0x2044, 0x2044), (0x2070, 0x2071), (0x2074, 0x208E), (0x20AB, 0x20AC), (0x2100, 0x2103), (0x2113, 0x2113),
    (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126), (0x2153, 0x2184), (0x2190, 0x219B), (0x2200, 0x220D),
    (0x220F, 0x222E), (0x2245, 0x2245), (0x2248, 0x2248), (0x2260, 0x2262), (0x2264, 0x2265), (0x22C5, 0x22C5),
    (0x2460, 0x2487), (0x25A0, 0x25A1), (0x25B2, 0x25B3), (0x25B6, 0x25B7), (0x25BC, 0x25BD), (0x25C6, 0x25C7),
    (0x25CB, 0x25CB), (0x25CE, 0x25CF), (0x2605, 0x2605), (0x2639, 0x263B), (0x2714, 0x2714), (0x2718, 0x2718),
)  # fmt: skip
_KEPT = frozenset("\n\u200b").union(chr(code) for first, last in _SHOWN for code in range(first, last + 1))
_LIKE = str.maketrans("\uf0b7\uf0a7\uf0d8\u27a2\u25aa\u2713\u2611", "••••■✔✔")  # bullets of Word, ticks


def printable(text: str) -> str:
    """`text` without signs no face shows; a letter of another script stays visible as "?"."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFC", text).translate(_LIKE)
    return "".join(sign if sign in _KEPT else _instead(sign) for sign in plain)


def printable_in(data: Any) -> Any:
    """The same for every text in lists and dicts, as JSON takes them; keys stay."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: printable_in(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_in(value) for value in data]
    return data


def _instead(sign: str) -> str:
    return "?" if unicodedata.category(sign)[0] in "LN" else ""
