"""A page as words and ruling lines with their places, whatever they came from (PDF text or OCR).

Lengths are points (1/72 inch), y grows downwards from the top of the page as people see it. Refuses to know
paragraphs or tables: those are found in `reflow`, `ruled` and `columns`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vanban._sources.syllables import ONSET, is_syllable, part_words, settle_tone
from vanban._sources.text import clean

_MARK_ON_CONSONANT = re.compile("[bcdđghklmnpqrstvx][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_DOUBLED = re.compile(
    "(?<=[bcdđghklmnpqrstvx])[\u0300\u0301\u0303\u0309\u0323]"
)  # a second mark, drawn in a gap
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_AFTER_STOP = re.compile("([,.;:])[\u0300-\u0323]+")
_ONSET = re.compile(f"(?:{ONSET})")
_CODAS = frozenset(["c", "ch", "m", "n", "ng", "nh", "p", "t"])
_LEVEL = 0.4  # of the type size: base lines nearer than this are one line
_NEAR = 2.0  # of the type size: words further apart may belong to two strips
_CLOSING = frozenset(",.;:")
_LETTERS = re.compile(r"[^\W\d_]+[\u0300-\u036f]*(?:[^\W\d_][\u0300-\u036f]*)*")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    mark: str = ""  # of a footnote, set small and raised behind the word

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def base(self) -> float:
        """About where the letters stand: type of different size shares it on one line."""
        return self.bottom - 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line; `along` is where it stands on the other axis."""

    horizontal: bool
    along: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)

    @property
    def text(self) -> str:
        return words_text(self.words)


def words_text(words: Iterable[Word]) -> str:
    """The words as one line of text, marks that slid to a neighbouring letter or over a gap put back."""
    return mend_marks(" ".join(word.text for word in words))


@lru_cache(maxsize=4_096)
def mend_marks(text: str) -> str:
    """ "hê ̣thống" → "hệ thống", "tuc̣" → "tục", "maṇ h" → "mạnh", "triệt ," → "triệt,"; else unchanged."""
    words = _AFTER_STOP.sub("\\1 ", clean(text)).split(" ")
    mended: list[str] = []
    for word in words:
        joined = mended[-1] + word if mended else ""
        if mended and _torn(mended[-1], word) and is_syllable(settle_tone(joined)):
            mended[-1] = joined
        elif mended and word in _CLOSING:
            mended[-1] += word
        else:
            mended.append(word)
    return " ".join(word if word.isascii() else _LETTERS.sub(_settled, word) for word in mended)


def _torn(left: str, right: str) -> bool:
    """A gap inside a syllable: "maṇ h", "tr ực", "thự c". Lone vowels stay apart: "và y tế"."""
    if _slid(left) and not is_syllable(right):
        return True
    return (_ONSET.fullmatch(left) is not None and right[:1].islower()) or (
        right in _CODAS and not left.isascii()
    )


def _settled(match: re.Match[str]) -> str:
    return _mended(match[0])


@lru_cache(maxsize=20_000)
def _mended(word: str) -> str:
    if len(_TONE.findall(unicodedata.normalize("NFD", word))) > 1:
        word = _DOUBLED.sub("", word)
    return part_words(settle_tone(word))


@lru_cache(maxsize=20_000)
def _slid(word: str) -> bool:
    return not word.isascii() and _MARK_ON_CONSONANT.search(decompose(word)) is not None


def decompose(text: str) -> str:
    """NFD, but letters of the alphabet (ă â đ ê ô ơ ư) in one piece: only tone marks come loose."""
    return "".join(_TONED.get(letter, letter) for letter in text)


def _toned() -> dict[str, str]:
    """Also consonants: Unicode has ṇ, ṭ, ḥ … in one piece."""
    pairs = [base + mark for base in _BASES for mark in "\u0300\u0301\u0303\u0309\u0323"]
    return {composed: pair for pair in pairs if len(composed := clean(pair)) == 1}


_BASES = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYbcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"
_TONED = _toned()


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Runs of words on one base line, then runs that stand side by side; top to bottom.

    Runs first, because two strips of a page may have base lines of their own: a word on its own would be
    drawn to the nearer one of a strip it does not belong to.
    """
    rows: list[list[list[Word]]] = []
    for run in sorted(_runs(words), key=lambda one: one[0].base):
        row = rows[-1] if rows else None
        if row is not None and abs(run[0].base - row[0][0].base) < _LEVEL * max(run[0].size, row[0][0].size):
            row.append(run)
        else:
            rows.append([run])
    lines = [
        Line(tuple(sorted((word for run in row for word in run), key=lambda one: one.left))) for row in rows
    ]
    return sorted(lines, key=lambda line: line.words[0].base)


def _runs(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow each other as the file gives them, on one base line and not far apart."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        follows = (
            last is not None
            and abs(word.base - last.base) < 0.25 * max(word.size, last.size)
            and -0.5 * word.size < word.left - last.right < _NEAR * max(word.size, last.size)
        )
        if follows:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
