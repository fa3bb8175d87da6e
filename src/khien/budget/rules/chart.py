"""Bars of planned, allocated and spent money, as numbers a template draws. Refuses an axis that does not begin at 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khien.budget.rules.sums import Sums

WIDTH = 1000  # units of the drawing; it is stretched to the width there is


@dataclass(frozen=True, slots=True)
class Bar:
    """`what`: planned, allocated or spent; `width` of WIDTH; `over` where more was spent than given."""

    what: str
    amount: int
    width: int
    over: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    bars: tuple[Bar, ...]


def groups(sums: Iterable[tuple[str, Sums]]) -> tuple[Group, ...]:
    """Three bars for each label, all on one scale."""
    listed = list(sums)
    longest = max((max(s.planned, s.allocated, s.spent) for _label, s in listed), default=0)
    return tuple(Group(label, tuple(_bars(s, longest))) for label, s in listed)


def _bars(sums: Sums, longest: int) -> Iterable[Bar]:
    for what in ("planned", "allocated", "spent"):
        amount = getattr(sums, what)
        over = what == "spent" and sums.spent > sums.allocated
        yield Bar(what, amount, max(amount, 0) * WIDTH // longest if longest else 0, over)
