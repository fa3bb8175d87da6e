"""How much a word says about the thing it stands in: one whole number per term, made when the thing is put in.

BM25F (Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple weighted fields") with fixed pivots for the
lengths, so that no other thing's weight moves when one is added. The rarity of a term is reckoned when it is asked
for. Terms are folded syllables, pairs of neighbours ("lua dao": a Vietnamese word has mostly two syllables), and
syllables with their marks (`EXACT` before them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khien.search.rules.shapes import LONGEST_BODY
from khien.search.rules.words import Word, joined_words, words_of

VERSION = 1  # another number: every index is made anew
EXACT = "="
FULL = 1000  # the weight of a term that fills the thing
SATURATION = 1.4


@dataclass(frozen=True, slots=True)
class Field:
    """`weight` against the body's 1; `usual` length in words; `blind`: how much a longer field is forgiven (0-1)."""

    weight: float
    usual: float
    blind: float


FIELDS = {
    "title": Field(5.0, 9, 0.6),
    "keywords": Field(4.0, 20, 0.8),
    "summary": Field(2.0, 30, 0.6),
    "headings": Field(1.6, 20, 0.6),
    "body": Field(1.0, 350, 0.5),
}


def fields_of(
    *, title: str, keywords: Sequence[str], summary: str, headings: Sequence[str], body: str
) -> dict[str, tuple[str, ...]]:
    """Field → its pieces; words of two pieces are no neighbours."""
    return {
        "title": (title,),
        "keywords": tuple(keywords),
        "summary": (summary,),
        "headings": tuple(headings),
        "body": tuple(body[:LONGEST_BODY].splitlines()),
    }


def terms_of(fields: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Term → its weight, 1 to FULL + 1."""
    sums: dict[str, float] = {}
    for name, pieces in fields.items():
        field = FIELDS[name]
        counts: Counter[str] = Counter()
        length = 0
        for piece in pieces:
            words = words_of(piece)
            length += len(words)
            counts.update(_terms(words))
            counts.update(joined_words(piece))
        each = field.weight / (field.blind + (1 - field.blind) * length / field.usual)
        for term, count in counts.items():
            sums[term] = sums.get(term, 0.0) + count * each
    return {term: int(FULL * sum_ / (sum_ + SATURATION)) + 1 for term, sum_ in sums.items()}


def _terms(words: Sequence[Word]) -> list[str]:
    folded = [word.folded for word in words]
    marked = [EXACT + word.sounded for word in words if word.sounded != word.folded]
    return [*folded, *marked, *map(" ".join, pairwise(folded))]
