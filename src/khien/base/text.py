"""Vietnamese text for comparing: folded (no marks), and with marks but blind to where the tone is written.

Refuses to correct spelling: what differs stays different, likeness is measured elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_WORD = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d, words one space apart: "Sở Y tế" → "so y te"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.replace("đ", "d")).strip()


@lru_cache(maxsize=50_000)
def sounded(text: str) -> str:
    """Lower case with vowel marks; the tone moved behind its word, so that hoà and hòa are one."""
    words = (sounded_word(word) for word in _NOT_WORD.sub(" ", tidy(text).casefold()).split())
    return " ".join(words)


def sounded_word(word: str) -> str:
    """One word in small letters: "hòa" and "hoà" → "hoa1"."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def tidy(text: str) -> str:
    """NFC, invisible marks dropped, white space collapsed."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
