"""How well each entry of a block answers a question. Whole numbers only, so that every machine and every database
counts the same. One pass over each posting; no entry is looked at that holds none of the terms.

A cell holds two numbers: how much of the question is answered (from bit 40 on) and the score below.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khien.search.rules.postings import Listed, cells_of, lanes_from, lanes_of
from khien.search.rules.question import MASS, Group, Question

COVER = 40
SCORE = (1 << COVER) - 1
WORD = 100  # percent
PAIR = 150  # percent: neighbours found together say more than either alone
FILL = 12  # percent of a word that says nothing by itself
MARKED = 70  # percent of a word typed with marks that only these very marks are worth
INEXACT = 90  # percent lost by an entry that holds none of the marked words with their marks
Lists = Mapping[str, Listed]
NOTHING = Listed(array("H"), array("H"))


@dataclass(frozen=True, slots=True)
class Weighing:
    """The question with its terms' rarity: what a block is scored with. `exact`: folded → term with its marks."""

    question: Question
    rarity: Mapping[str, int]  # hundredths
    exact: Mapping[str, str]


def rarity_of(count: int, entries: int) -> int:
    """Inverse document frequency in hundredths, never below 10."""
    return max(10, round(100 * math.log(1 + (entries - count + 0.5) / (count + 0.5))))


class _Cells:
    """Sums over a block. What many entries hold is added in lanes of one whole number, all places at once; the rest
    place by place at the end."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.lanes = 0
        self.later: list[tuple[Listed, int, int]] = []

    def add(self, posting: Listed | None, worth: int, mass: int) -> None:
        if posting is None or not worth:
            return
        if posting.weight_bytes is None:
            self.later.append((posting, worth, mass << COVER))
            return
        low, high = posting.weight_bytes
        self.lanes += worth * lanes_of({0: low, 1: high}, self.size)
        if mass:
            self.lanes += mass * lanes_of({COVER // 8: posting.there}, self.size)

    def add_cells(self, cells: list[int]) -> None:
        self.lanes += lanes_from(cells)

    def sums(self) -> list[int]:
        cells = cells_of(self.lanes, self.size)
        for posting, worth, cover in self.later:
            for place, weight in zip(posting.places, posting.weights, strict=True):
                cells[place] += cover + weight * worth
        return cells


def scores_of(weighing: Weighing, lists: Lists, size: int) -> list[int]:
    """Cells by place. A word typed with marks weighs mostly where it stands with these marks."""
    cells = _Cells(size)
    for group in weighing.question.groups:
        if not group.ways:
            _add_words(cells, group, MASS, weighing, lists)
        elif best := _best_of(group, weighing, lists, size):
            cells.add_cells(best)
    inner = {pair for group in weighing.question.groups if group.ways for pair in pairs_of(group)}
    for pair, percent in weighing.question.links:
        if pair in inner:
            continue  # weighed with its group
        cells.add(lists.get(pair), _worth(weighing, pair, PAIR * percent // 100), 0)
    return cells.sums()


def _add_words(cells: _Cells, group: Group, mass: int, weighing: Weighing, lists: Lists) -> None:
    for asked in group.words:
        folded = asked.folded
        percent = FILL if asked.fill else WORD
        exact = weighing.exact.get(folded)
        if exact:
            cells.add(lists.get(exact), _worth(weighing, folded, percent * MARKED // 100), 0)
            percent = percent * (100 - MARKED) // 100
        cells.add(lists.get(folded), _worth(weighing, folded, percent), 0 if asked.fill else mass)


def _worth(weighing: Weighing, term: str, percent: int) -> int:
    return weighing.rarity.get(term, 0) * percent // 100


def _best_of(group: Group, weighing: Weighing, lists: Lists, size: int) -> list[int]:
    """For each place the best way to say the group; its own words may be there in part, another way only whole."""
    content = max(group.content, 1)
    words = _Cells(size)
    _add_words(words, group, group.mass // content, weighing, lists)
    for pair in pairs_of(group):
        words.add(lists.get(pair), _worth(weighing, pair, PAIR), 0)
    best = words.sums()
    full = group.mass << COVER
    own = WORD * content + PAIR * (content - 1)  # percent of a word's weight that the own words would get
    for way in group.ways:
        for place, score in _all_of(way.terms, own * way.percent // 100, weighing, lists):
            cell = full + score
            if cell > best[place]:  # noqa: PLR1730 - a call of max() for each place takes twice as long
                best[place] = cell
    return best


def pairs_of(group: Group) -> list[str]:
    """Neighbours within a group."""
    return [f"{a.folded} {b.folded}" for a, b in pairwise(group.words)]


def _all_of(
    terms: Sequence[str], percent: int, weighing: Weighing, lists: Lists
) -> Iterable[tuple[int, int]]:
    """(place, weight) where every term stands; the weight is that of one of them, on average."""
    postings = [(lists.get(term, NOTHING), _worth(weighing, term, percent)) for term in terms]
    postings.sort(key=lambda pair: len(pair[0].places))
    (first, worth), *others = postings
    if not others:
        return [(place, weight * worth) for place, weight in zip(first.places, first.weights, strict=True)]
    found = {place: weight * worth for place, weight in zip(first.places, first.weights, strict=True)}
    for posting, worth in others:
        if found:
            before = found
            pairs = zip(posting.places, posting.weights, strict=True)
            found = {place: before[place] + weight * worth for place, weight in pairs if place in before}
    return [(place, score // len(terms)) for place, score in found.items()]


def unmarked(weighing: Weighing, lists: Lists, places: Iterable[int]) -> dict[int, int]:
    """Place → how many of the words typed with marks it holds only without them."""
    missing = dict.fromkeys(places, 0)
    if missing:
        for folded, exact in weighing.exact.items():
            with_marks_at = frozenset(lists.get(exact, NOTHING).places)
            there = frozenset(lists.get(folded, NOTHING).places)
            for place in missing:
                missing[place] += place in there and place not in with_marks_at
    return missing


def with_marks(score: int, missing: int, words: int) -> int:
    """The score of an entry that holds `missing` of `words` marked words only without their marks."""
    return score * (100 * words - INEXACT * missing) // (100 * words) if missing else score
