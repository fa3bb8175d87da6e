"""A text as words: folded for finding, sounded (with marks) for finding exactly, with their places for highlights.

Refuses to know which words matter: that is `rules.habits` and the index's own counting.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from khien.base.text import fold, sounded_word, tidy

LONGEST_WORD = 40  # letters; what is longer is no word but a key or a line of signs
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ .\-]?\d){7,14}(?!\w)")  # a telephone or account number in groups
_HYPHENED = re.compile(r"(?<![\w-])([A-Za-z]{1,4})-([A-Za-z]{2,8})(?![\w-])")  # wi-fi, e-mail


@dataclass(frozen=True, slots=True)
class Word:
    """`folded`: "lua"; `sounded`: "lưa1", the same as `folded` for a word without marks."""

    folded: str
    sounded: str

    @property
    def marked(self) -> bool:
        return self.sounded != self.folded


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and where it stands in the text it was read from."""

    word: Word
    start: int
    end: int


@lru_cache(maxsize=65_536)
def word_of(text: str) -> Word:
    """A word written in NFC, in any case."""
    small = text.casefold()[:LONGEST_WORD]
    return Word(fold(small), sounded_word(small))


def words_of(text: str) -> list[Word]:
    """The words in order. Any Unicode form; signs part words."""
    return [word_of(match) for match in _WORD.findall(_composed(text))]


def placed_words(text: str) -> Iterator[Placed]:
    """The words with their places. `text` is NFC (`display`)."""
    for match in _WORD.finditer(text):
        yield Placed(word_of(match.group()), match.start(), match.end())


class _Flat(dict[int, str]):
    """Character → its folded letter, where that is one letter too; places stay what they are."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        flat = fold(char) if char.isalpha() else char.casefold()
        self[code] = flat = flat if len(flat) == 1 else char
        return flat


_FLAT = _Flat()


def flattened(text: str) -> str:
    """NFC text folded letter by letter, as long as it was: what is found in it stands at the same place."""
    return text.translate(_FLAT)


def joined_words(text: str) -> list[str]:
    """What is written apart but looked for together: "0912 345 678", "wi-fi"."""
    numbers = ["".join(c for c in found if c.isdigit()) for found in _NUMBER.findall(text)]
    return numbers + ["".join(pair).casefold() for pair in _HYPHENED.findall(text)]


def display(text: str) -> str:
    """As it is kept for screens: NFC, invisible marks dropped, one space between words."""
    return tidy(text.replace("\x00", " "))


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
