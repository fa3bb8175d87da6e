"""How well each entry of a block answers a question. Whole numbers only, so that every machine and every database
counts the same. One pass over each posting; no entry is looked at that holds none of the terms.

A cell holds two numbers: how much of the question is answered (from bit 40 on) and the score below.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khien.search.rules.question import MASS, Group, Question

COVER = 40
SCORE = (1 << COVER) - 1
WORD = 100  # percent
PAIR = 150  # percent: neighbours found together say more than either alone
FILL = 12  # percent of a word that says nothing by itself
INEXACT = 90  # percent lost by an entry that holds none of the marked words with their marks
Lists = Mapping[str, tuple["array[int]", "array[int]"]]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The question with its terms' rarity: what a block is scored with. `exact`: folded → term with its marks."""

    question: Question
    rarity: Mapping[str, int]  # hundredths
    exact: Mapping[str, str]


def rarity_of(count: int, entries: int) -> int:
    """Inverse document frequency in hundredths, never below 10."""
    return max(10, round(100 * math.log(1 + (entries - count + 0.5) / (count + 0.5))))


def scores_of(weighing: Weighing, lists: Lists, size: int) -> tuple[list[int], list[int]]:
    """(cells by place, mass of words found only without their marks by place); the second is [] when none is."""
    cells = [0] * size
    for group in weighing.question.groups:
        if group.ways:
            for place, cell in _best_of(group, weighing, lists).items():
                cells[place] += cell
            continue
        for asked in group.words:
            _add(cells, lists.get(asked.folded), _worth(weighing, asked.folded, FILL if asked.fill else WORD),
                 0 if asked.fill else MASS)  # fmt: skip
    for pair, percent in weighing.question.links:
        _add(cells, lists.get(pair), _worth(weighing, pair, PAIR * percent // 100), 0)
    return cells, _unmarked(weighing, lists, size)


def _add(cells: list[int], posting: tuple[array[int], array[int]] | None, worth: int, mass: int) -> None:
    if posting is None:
        return
    cover = mass << COVER
    for place, weight in zip(*posting, strict=True):
        cells[place] += cover + weight * worth


def _worth(weighing: Weighing, term: str, percent: int) -> int:
    return weighing.rarity.get(term, 0) * percent // 100


def _best_of(group: Group, weighing: Weighing, lists: Lists) -> dict[int, int]:
    """For each place the best way to say the group; its own words may be there in part, another way only whole."""
    best: dict[int, int] = {}
    content = max(group.content, 1)
    for asked in group.words:
        worth = _worth(weighing, asked.folded, FILL if asked.fill else WORD)
        cover = 0 if asked.fill else group.mass // content << COVER
        places, weights = lists.get(asked.folded, ((), ()))
        for place, weight in zip(places, weights, strict=True):
            best[place] = best.get(place, 0) + cover + weight * worth
    pairs = _own_pairs(group, weighing, lists)
    full = group.mass << COVER
    own = WORD * content + PAIR * (content - 1)  # percent of a word's weight that the own words would get
    for way in group.ways:
        for place, score in _all_of(way.terms, own * way.percent // 100, weighing, lists).items():
            # neighbours of the own words are counted with the links: level the ways with what they will get
            cell = full + max(0, score - pairs.get(place, 0))
            if cell > best.get(place, 0):
                best[place] = cell
    return best


def _own_pairs(group: Group, weighing: Weighing, lists: Lists) -> dict[int, int]:
    found: dict[int, int] = {}
    for a, b in pairwise(group.words):
        pair = f"{a.folded} {b.folded}"
        worth = _worth(weighing, pair, PAIR)
        places, weights = lists.get(pair, ((), ()))
        for place, weight in zip(places, weights, strict=True):
            found[place] = found.get(place, 0) + weight * worth
    return found


def _all_of(terms: Sequence[str], percent: int, weighing: Weighing, lists: Lists) -> dict[int, int]:
    """Places that hold every term, and what one of them weighs there on average."""
    found: dict[int, int] | None = None
    for term in terms:
        worth = _worth(weighing, term, percent)
        places, weights = lists.get(term, ((), ()))
        if found is None:
            found = {place: weight * worth for place, weight in zip(places, weights, strict=True)}
        else:
            before = found
            pairs = zip(places, weights, strict=True)
            found = {place: before[place] + weight * worth for place, weight in pairs if place in before}
    return {place: score // len(terms) for place, score in (found or {}).items()}


def _unmarked(weighing: Weighing, lists: Lists, size: int) -> list[int]:
    if not weighing.exact:
        return []
    missing = [0] * size
    for folded, exact in weighing.exact.items():
        for place in lists.get(folded, ((),))[0]:
            missing[place] += MASS
        for place in lists.get(exact, ((),))[0]:
            missing[place] -= MASS
    return missing


def with_marks(score: int, missing: int, words: int) -> int:
    """The score of an entry that holds `missing` mass of `words` marked words only without their marks."""
    return score * (100 * MASS * words - INEXACT * missing) // (100 * MASS * words)
