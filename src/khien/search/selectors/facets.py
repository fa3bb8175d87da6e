"""Filters as sets of places, and how many hits each value of a facet would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khien.search.rules.shapes import FacetValue, Query
from khien.search.selectors.snapshot import Snapshot

COUNTED = ("kind", "topic", "audience", "language", "source")
Members = Mapping[int, int]  # block → set of places
MOST_VALUES = 50  # of one filter or facet


@dataclass(frozen=True, slots=True)
class Filters:
    """`everything`: all entries; `visible`: those the asker may see at all; `by_facet`: facet → what it lets pass."""

    everything: Members
    visible: dict[int, int]
    by_facet: dict[str, dict[int, int]]
    index: Snapshot

    def chosen(self, members: Members, *, but: str = "") -> dict[int, int]:
        """What of `members` passes every filter, `but` one."""
        return {
            block: left
            for block, inside in members.items()
            if (left := self.chosen_in(block, inside, but=but))
        }

    def chosen_in(self, block: int, inside: int, *, but: str = "") -> int:
        for name, passing in self.by_facet.items():
            if name != but:
                inside &= passing.get(block, 0)
        return inside


def filters_of(query: Query, index: Snapshot) -> Filters:
    everything = index.members().get(("all", ""), {})
    visible = dict(everything)
    if query.public_only:
        visible = _both(visible, _any_of("public", [""], index))
    if query.unit_id is not None:
        visible = _both(visible, _any_of("unit", ["", str(query.unit_id)], index))
    wanted = {
        "kind": query.kinds,
        "topic": query.topics,
        "audience": query.audiences,
        "language": query.languages,
        "source": query.sources,
    }
    chosen = {name: _any_of(name, values, index) for name, values in wanted.items() if values}
    return Filters(everything, visible, chosen, index)


def counted(members: Members, filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    """Facet → its values with hits, the commonest first. Each facet is counted under the others' filters only."""
    left = {name: filters.chosen(members, but=name) for name in COUNTED}
    found: dict[str, list[FacetValue]] = {name: [] for name in COUNTED}
    for (name, value), blocks in filters.index.members().items():
        if name in found:
            inside = left[name]
            count = sum(
                (inside[block] & there).bit_count() for block, there in blocks.items() if block in inside
            )
            if count:
                found[name].append(FacetValue(value, count))
    return {
        name: tuple(sorted(values, key=lambda v: (-v.count, v.code))[:MOST_VALUES])
        for name, values in found.items()
    }


def _any_of(name: str, values: Sequence[str], index: Snapshot) -> dict[int, int]:
    found: dict[int, int] = {}
    for value in values[:MOST_VALUES]:
        for block, members in index.members().get((name, value), {}).items():
            found[block] = found.get(block, 0) | members
    return found


def _both(one: Members, other: Members) -> dict[int, int]:
    return {block: left for block, members in one.items() if (left := members & other.get(block, 0))}
