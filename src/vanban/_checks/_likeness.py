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
    """Weighs pairs by how few of `texts` hold them."""

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

    def nearest(self, text: str, among: Among) -> tuple[float, int]:
        """How alike the most alike of `among` is, 0 to 1, and its index; (0.0, -1) where nothing is shared.

        The larger of both shares counts (of `text` in the other, of the other in `text`), so that a short item
        inside a long one is found.
        """
        shared: dict[int, float] = {}
        for pair in self._of(text):
            weight = self._weights.get(pair, self._unseen)
            for index in among.held.get(pair, ()):
                shared[index] = shared.get(index, 0.0) + weight
        whole = self._whole(text)
        scores = (
            (weight / min(whole, self._whole(among.texts[index])), -index) for index, weight in shared.items()
        )
        best, index = max(scores, default=(0.0, 1))
        return best, -index


class Among:
    """Texts to look for a likeness among, by the pairs they hold."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.held: dict[Pair, list[int]] = {}
        for index, text in enumerate(self.texts):
            for pair in pairs(text):
                self.held.setdefault(pair, []).append(index)
