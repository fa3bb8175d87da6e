"""The board: a column for each state, its first cards by due day, and how many there are in all.

Refuses to let a card be moved: states are derived. A fixed number of queries: counts, ids per column, lines once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from khien.work.models import WorkItemQuerySet
from khien.work.rules import State
from khien.work.rules.board_filter import CODE_OF_STATE, RANK
from khien.work.selectors.boards import ItemLine, item_lines

CARDS = 20  # of a column on the page; the table has the rest
AT_ONCE = 6  # of them stand open, the others are folded
ALWAYS = (State.OVERDUE, State.UNDER_WAY, State.NOT_STARTED, State.DONE)  # columns shown even when empty
NEWEST_FIRST = (State.DONE, State.LATE)  # what was finished last is of interest, not what was finished first


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """`code`: the state in an address. `count`: all of them; `cards`: the first ones."""

    state: State
    code: str
    count: int
    cards: tuple[ItemLine, ...]

    @property
    def first(self) -> tuple[ItemLine, ...]:
        return self.cards[:AT_ONCE]

    @property
    def folded(self) -> tuple[ItemLine, ...]:
        return self.cards[AT_ONCE:]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board_columns(items: WorkItemQuerySet, *, states: Sequence[State] = ()) -> list[BoardColumn]:
    """`states`: the ones filtered by; all when empty."""
    counts = dict(items.order_by().values_list("state").annotate(n=Count("pk")))
    shown = [s for s in RANK if (s in states if states else s in ALWAYS or counts.get(s.value))]
    ids = {state: _first(items, state) if counts.get(state.value) else [] for state in shown}
    lines = {line.id: line for line in item_lines([pk for pks in ids.values() for pk in pks])}
    return [
        BoardColumn(
            state,
            CODE_OF_STATE[state],
            counts.get(state.value, 0),
            tuple(lines[pk] for pk in ids[state] if pk in lines),
        )
        for state in shown
    ]


def _first(items: WorkItemQuerySet, state: State) -> list[int]:
    due = F("due_on")
    order = due.desc(nulls_last=True) if state in NEWEST_FIRST else due.asc(nulls_last=True)
    found = items.filter(state=state.value).order_by(order, "pk")
    return list(found.values_list("pk", flat=True)[:CARDS])
