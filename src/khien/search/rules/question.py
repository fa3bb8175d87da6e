"""A typed text as it was understood: what has to be found, how else it may be said, what stands side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from khien.search.rules.words import Word

MASS = 100  # what one word counts when it is asked how much of a question a thing answers


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question. `fill`: says nothing by itself. `typed`: the short form it was typed as, else ""."""

    word: Word
    fill: bool = False
    typed: str = ""

    @property
    def folded(self) -> str:
        return self.word.folded


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to say a group: all of `terms`, worth `percent` of what the group's own words would weigh."""

    terms: tuple[str, ...]
    percent: int


@dataclass(frozen=True, slots=True)
class Group:
    """Words that mean one thing: themselves, or any of the other `ways`. However many, they count as two at most."""

    words: tuple[Asked, ...]
    ways: tuple[Way, ...] = ()

    @property
    def mass(self) -> int:
        return min(2, self.content) * MASS

    @property
    def content(self) -> int:
        """How many of its words say something."""
        return sum(not asked.fill for asked in self.words)


@dataclass(frozen=True, slots=True)
class Question:
    """`links`: pairs of neighbours, with the percent they count. `corrected`: some word is not as it was typed."""

    groups: tuple[Group, ...]
    links: tuple[tuple[str, int], ...] = ()
    corrected: bool = False
    asked: tuple[Asked, ...] = field(default=())

    @property
    def mass(self) -> int:
        return sum(group.mass for group in self.groups)

    @property
    def content(self) -> tuple[str, ...]:
        """The folded words that say something, in order."""
        return tuple(asked.folded for asked in self.asked if not asked.fill)

    def terms(self) -> list[str]:
        """Every term whose postings are needed, but those of exact words."""
        found = [asked.folded for asked in self.asked]
        found += [term for group in self.groups for way in group.ways for term in way.terms]
        found += [pair for pair, _ in self.links]
        return list(dict.fromkeys(found))
