"""How alike two texts are, and how one became the other, word by word."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words, counted once, to be compared with many others."""

    counts: dict[str, int]
    total: int

    @classmethod
    def of(cls, text: str) -> Words:
        words = text.split()
        return cls(dict(Counter(words)), len(words))

    def likeness(self, other: Words, *, at_least: float = 0.0) -> float:
        """Shared words over all words (0…1), order ignored; 0 at once where lengths rule `at_least` out."""
        small, large = (self, other) if self.total <= other.total else (other, self)
        if not large.total or small.total < at_least * large.total:
            return 0.0
        theirs = large.counts
        both = 0
        for word, count in small.counts.items():
            held = theirs.get(word)
            if held:
                both += count if count < held else held
        return both / (small.total + large.total - both)


def likeness(one: str, other: str) -> float:
    """The same for two texts; equal ones, even empty, are wholly alike."""
    return 1.0 if one == other else Words.of(one).likeness(Words.of(other))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went out or came in."""

    how: Literal["same", "out", "in"]
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new` in runs of whole words; joined by blanks, `same`+`in` give `new`."""
    before, after = old.split(), new.split()
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(before[a1:a2])))
            continue
        if a2 > a1:
            pieces.append(Piece("out", " ".join(before[a1:a2])))
        if b2 > b1:
            pieces.append(Piece("in", " ".join(after[b1:b2])))
    return tuple(pieces)
