"""The office's synonyms, ready to be looked up: from folded words to the other ways to say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khien.search.rules.words import Word, words_of

LONGEST_PHRASE = 6  # words
MOST_WAYS = 24
Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class SynonymBook:
    """`phrases`: folded words → the phrases of all sets that hold them."""

    phrases: dict[tuple[str, ...], tuple[Phrase, ...]]
    longest: int

    def found_in(self, words: Sequence[Word]) -> list[tuple[int, int, tuple[Phrase, ...]]]:
        """(start, end, other phrases), longest first, none over another.

        A word typed with marks means only what is written with the same marks.
        """
        found, at = [], 0
        while at < len(words):
            step = 1
            for length in range(min(self.longest, len(words) - at), 0, -1):
                span = tuple(words[at : at + length])
                key = tuple(word.folded for word in span)
                if others := self._others(span, key):
                    found.append((at, at + length, others))
                    step = length
                    break
            at += step
        return found

    def _others(self, span: Phrase, key: tuple[str, ...]) -> tuple[Phrase, ...]:
        phrases = self.phrases.get(key, ())
        own = [p for p in phrases if _folded(p) == key]
        if not any(all(_fits(typed, word) for typed, word in zip(span, p, strict=True)) for p in own):
            return ()
        return tuple({_folded(p): p for p in phrases if _folded(p) != key}.values())[:MOST_WAYS]


def _folded(phrase: Phrase) -> tuple[str, ...]:
    return tuple(word.folded for word in phrase)


def _fits(typed: Word, word: Word) -> bool:
    return not typed.marked or typed.sounded == word.sounded


def book_of(sets: Iterable[str]) -> SynonymBook:
    """Of sets as they are kept: phrases by commas. What is longer than six words is not looked for."""
    found: dict[tuple[str, ...], dict[Phrase, None]] = {}
    for line in sets:
        phrases = [p for part in line.split(",") if 0 < len(p := tuple(words_of(part))) <= LONGEST_PHRASE]
        for phrase in phrases:
            known = found.setdefault(_folded(phrase), {})
            known.update(dict.fromkeys(phrases))
    longest = max((len(key) for key in found), default=0)
    return SynonymBook({key: tuple(phrases) for key, phrases in found.items()}, longest)
