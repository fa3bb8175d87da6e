"""How far items of one task and unit are, from what the ledger holds. Pure: no database, no clock.

Each activity serves the stretch in which it ended, the youngest where several hold its day. What a stretch did not
need makes up for an earlier one that lacks something: that one is then late, never as if it had been done in time.
Refuses to count a thing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from khien.work.rules.quotas import fits


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the ledger in force. `products` empty = it counts as one of whatever is asked, where that is one
    kind of thing."""

    on: dt.date
    products: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """An item as arithmetic sees it. `first`..`last`: the days whose activities are its own (None = open)."""

    first: dt.date | None
    last: dt.date | None
    quota: tuple[tuple[str, int], ...] = ()

    def holds(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Progress:
    """`lines`: (what, done, asked) in the quota's order; `done` of `asked` never more than asked; `done_on`: the day
    on which nothing was lacking any more."""

    done: int
    asked: int
    activities: int
    lines: tuple[tuple[str, int, int], ...] = ()
    done_on: dt.date | None = None

    @property
    def complete(self) -> bool:
        return self.done >= self.asked


@dataclass(slots=True)
class _Filling:
    ask: Ask
    got: list[int]
    filled_on: list[dt.date | None]
    deeds: set[int] = field(default_factory=set)

    def lacks(self, line: int) -> int:
        return self.wanted(line) - self.got[line]

    def wanted(self, line: int) -> int:
        return self.ask.quota[line][1] if self.ask.quota else 1

    def take(self, line: int, count: int, deed: int, on: dt.date) -> None:
        self.got[line] += count
        self.deeds.add(deed)
        if self.lacks(line) == 0:
            self.filled_on[line] = on


def progress_of(asks: Sequence[Ask], deeds: Sequence[Deed]) -> list[Progress]:
    """How far each ask is; `asks` in the order of their time."""
    fillings = [_filling(ask) for ask in asks]
    spare: list[tuple[int, int, str, int]] = []  # (deed, home, product, how many)
    ordered = sorted(deeds, key=lambda deed: deed.on)
    for number, deed in enumerate(ordered):
        homes = _homes(asks, deed.on)
        for product, count in deed.products or (("", 1),):
            left = _give(fillings, homes, (number, deed.on), product, count)
            if homes:
                fillings[max(homes)].deeds.add(number)
            home = min(homes) if homes else _after(asks, deed.on)
            if left:
                spare.append((number, home, product, left))
    for number, home, product, count in spare:
        _give(fillings, range(home), (number, ordered[number].on), product, count)
    return [_progress(filling) for filling in fillings]


def _homes(asks: Sequence[Ask], on: dt.date) -> list[int]:
    """The asks a day belongs to, the youngest first: who was given time for February does June's work in June first."""
    homes = [n for n, ask in enumerate(asks) if ask.holds(on)]
    return sorted(homes, key=lambda n: asks[n].first or dt.date.min, reverse=True)


def nothing_done(ask: Ask) -> Progress:
    """How far an ask is with nothing done for it."""
    return _progress(_filling(ask))


def _filling(ask: Ask) -> _Filling:
    lines = max(1, len(ask.quota))
    return _Filling(ask, [0] * lines, [None] * lines)


def _give(
    fillings: Sequence[_Filling], where: Sequence[int], deed: tuple[int, dt.date], product: str, count: int
) -> int:
    """What is left of `count` after the asks at `where` took what they lack."""
    for place in where:
        filling = fillings[place]
        for line in _lines_for(filling.ask, product):
            taken = min(count, filling.lacks(line))
            if taken > 0:
                filling.take(line, taken, *deed)
                count -= taken
        if count == 0:
            break
    return count


def _lines_for(ask: Ask, product: str) -> list[int]:
    """The lines of a quota that a product counts for; one that names nothing counts where one thing is asked."""
    if not ask.quota:
        return [0]
    if not product:
        return [0] if len(ask.quota) == 1 else []
    return [line for line, (name, _count) in enumerate(ask.quota) if fits(product, name)][:1]


def _after(asks: Sequence[Ask], on: dt.date) -> int:
    """How many asks have begun before a day that belongs to none."""
    return sum(ask.first is None or ask.first <= on for ask in asks)


def _progress(filling: _Filling) -> Progress:
    quota = filling.ask.quota
    lines = tuple((name, filling.got[n], count) for n, (name, count) in enumerate(quota))
    asked = sum(count for _name, count in quota) if quota else 1
    done = sum(filling.got)
    complete = done >= asked and all(day is not None for day in filling.filled_on)
    done_on = max(day for day in filling.filled_on if day) if complete else None
    return Progress(done, asked, len(filling.deeds), lines, done_on)


__all__ = ["Ask", "Deed", "Progress", "nothing_done", "progress_of"]
