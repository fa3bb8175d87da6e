"""How a figure comes out of ledger entries: products, units, people. Pure: no database, no Django, no clock.

Refuses to claim that people were told apart: see `people_reached` for what is and is not counted once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khien.programme.rules.ledger import ActivityKind
from vanban import fold

# These reach the same listeners and readers again each time; everything else gathers people in one place.
MASS_KINDS = frozenset(
    {
        ActivityKind.PRESS,
        ActivityKind.ONLINE,
        ActivityKind.MESSAGE,
        ActivityKind.BROADCAST,
        ActivityKind.DISPLAY,
        ActivityKind.PRODUCTION,
    }
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|\bvà\b|\bhoặc\b)\s*", re.IGNORECASE)


def product_words(name: str) -> tuple[str, ...]:
    """ "tin, bài" → ("tin", "bai"): the names any of which a product may carry, folded."""
    return tuple(dict.fromkeys(fold(part) for part in _BETWEEN.split(name) if part.strip()))


def is_product(name: str, words: tuple[str, ...]) -> bool:
    """Whether a product's name holds one of the words whole: "bài viết" is a "bai", "bản tin" is no "bài"."""
    padded = f" {fold(name)} "
    return any(f" {word} " in padded for word in words)


@dataclass(slots=True)
class Reached:
    """People reached so far by unit and audience: `one_by_one` the sum of gatherings, `widest` the largest single
    time over a mass channel, `turns` all times together, `largest` the largest single time of any kind."""

    one_by_one: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    widest: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    largest: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    turns: int = 0

    def add(self, unit_id: int, audience: str, kind: str, people: int) -> None:
        key = (unit_id, audience)
        self.turns += people
        self.largest[key] = max(self.largest[key], people)
        if kind in MASS_KINDS:
            self.widest[key] = max(self.widest[key], people)
        else:
            self.one_by_one[key] += people


@dataclass(frozen=True, slots=True)
class People:
    """`low` ≤ `likely` ≤ `turns`."""

    low: int
    likely: int
    turns: int


def people_reached(reached: Reached, heirs: Mapping[int, int]) -> People:
    """Different people, as far as figures without names can tell. `heirs`: ended unit → who answers for it.

    For each unit and audience: over mass channels (radio, posts, messages, press, posters) the same people are
    reached again, so the largest single time counts; gatherings (classes, talks) are added up; the larger of the
    two counts. Nothing can tell whether somebody came twice, or belongs to two audiences or units.
    """
    likely = _folded(reached.widest, heirs)
    for key, people in _summed(reached.one_by_one, heirs).items():
        likely[key] = max(likely.get(key, 0), people)
    low = _folded(reached.largest, heirs)
    return People(sum(low.values()), sum(likely.values()), reached.turns)


def _folded(figures: Mapping[tuple[int, str], int], heirs: Mapping[int, int]) -> dict[tuple[int, str], int]:
    """Two communes that became one reached each its own people: their figures add up, the heir's own covers both."""
    own: dict[tuple[int, str], int] = {}
    before: dict[tuple[int, str], int] = defaultdict(int)
    for (unit_id, audience), people in figures.items():
        heir = heirs.get(unit_id, unit_id)
        if heir == unit_id:
            own[unit_id, audience] = people
        else:
            before[heir, audience] += people
    return {key: max(own.get(key, 0), before.get(key, 0)) for key in {*own, *before}}


def _summed(figures: Mapping[tuple[int, str], int], heirs: Mapping[int, int]) -> dict[tuple[int, str], int]:
    out: dict[tuple[int, str], int] = defaultdict(int)
    for (unit_id, audience), people in figures.items():
        out[heirs.get(unit_id, unit_id), audience] += people
    return out


@dataclass(frozen=True, slots=True)
class Standing:
    """Units of a set as of a day: those that answer, and those of them that have what is asked."""

    asked: frozenset[int]
    having: frozenset[int]


def units_standing(
    members: Iterable[int], having: Iterable[int], answering: Mapping[int, tuple[int, ...]]
) -> Standing:
    """`answering`: unit → who answers for it on the day (itself while it holds). A successor has what it or any of
    its predecessors had; a member that nobody answers for no longer counts."""
    asked = {heir for member in members for heir in answering.get(member, ())}
    has = {heir for unit in having for heir in answering.get(unit, (unit,))}
    return Standing(frozenset(asked), frozenset(asked & has))
