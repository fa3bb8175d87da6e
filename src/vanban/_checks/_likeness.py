"""How alike two stretches of official prose are, by the pairs of words they share.

Word pairs, because Vietnamese writes a syllable a word ("an toàn thông tin" is four). Pairs that many items of
the same document hold weigh little: every item of a plan on information safety says "an toàn thông tin".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log

from vanban._language.text import words_key

Pair = tuple[str, str]


def pairs(text: str) -> frozenset[Pair]:
    """The neighbouring words of a text, tone placement and case aside."""
    return frozenset(pairwise(words_key(text).split()))


class Likeness:
    """Weighs pairs by how few of `texts` hold them; `covered(a, b)` is the share of `a` that `b` also says."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: dict[str, frozenset[Pair]] = {}
        self._sums: dict[str, float] = {}
        held = [self._of(text) for text in texts]
        seen = Counter(pair for one in held for pair in one)
        self._weights = {
            pair: max(0.05, log((len(held) + 1) / (1 + count)) + 0.1) for pair, count in seen.items()
        }
        self._unseen = log(len(held) + 1) + 0.1

    def _of(self, text: str) -> frozenset[Pair]:
        if text not in self._pairs:
            self._pairs[text] = pairs(text)
        return self._pairs[text]

    def _sum(self, held: Iterable[Pair]) -> float:
        return sum(self._weights.get(pair, self._unseen) for pair in held)

    def _whole(self, text: str) -> float:
        if text not in self._sums:
            self._sums[text] = self._sum(self._of(text))
        return self._sums[text]

    def covered(self, text: str, by: str) -> float:
        """0 to 1: how much of `text`, by weight, stands in `by` too."""
        whole = self._whole(text)
        return self._sum(self._of(text) & self._of(by)) / whole if whole else 0.0

    def alike(self, left: str, right: str) -> float:
        """0 to 1: the larger of both directions, so that a short item inside a long one counts."""
        return max(self.covered(left, right), self.covered(right, left))
