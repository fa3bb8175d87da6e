"""From which words on a title or key word may be typed: "lua dao qua mang", "dao qua mang", "qua mang" …"""

from __future__ import annotations

from collections.abc import Iterator

from khien.search.rules.habits import is_fill
from khien.search.rules.words import words_of

LONGEST = 80  # characters
MOST = 10  # beginnings of one text


def openings_of(text: str) -> Iterator[tuple[int, str]]:
    """(words before it, folded rest). None begins with a word that says nothing, but the text itself."""
    words = words_of(text)
    found = 0
    for place, word in enumerate(words):
        if place and is_fill(word):
            continue
        yield place, " ".join(w.folded for w in words[place:])[:LONGEST]
        found += 1
        if found == MOST:
            return
