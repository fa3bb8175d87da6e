"""How alike two stretches of official prose are, by the pairs of words they share.

Word pairs, because Vietnamese writes a syllable a word ("an toàn thông tin" is four). Pairs that many items of
the same document hold weigh little: every item of a plan on information safety says "an toàn thông tin".
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from math import log

from vanban._language.text import words_key

Pair = tuple[str, str]


def pairs(text: str) -> frozenset[Pair]:
    """The neighbouring words of a text, tone placement and case aside."""
    words = words_key(text).split()
    return frozenset(itertools.pairwise(words))


class Likeness:
    """Weighs pairs by how few of `texts` hold them; `covered(a, b)` is the share of `a` that `b` also says."""

    def __init__(self, texts: Iterable[str]) -> None:
        held = [pairs(text) for text in texts]
        self._seen = Counter(pair for one in held for pair in one)
        self._count = len(held) + 1

    def weight(self, pair: Pair) -> float:
        return log(self._count / (1 + self._seen.get(pair, 0))) + 0.1

    def _sum(self, held: Iterable[Pair]) -> float:
        return sum(max(0.05, self.weight(pair)) for pair in held)

    def covered(self, text: str, by: str) -> float:
        """0 to 1: how much of `text`, by weight, stands in `by` too."""
        mine = pairs(text)
        return self._sum(mine & pairs(by)) / self._sum(mine) if mine else 0.0

    def alike(self, left: str, right: str) -> float:
        """0 to 1: the larger of both directions, so that a short item inside a long one counts."""
        return max(self.covered(left, right), self.covered(right, left))
