"""A file is read again: which old row is which new one. What a person decided follows its row.

First the same key, then the same clause with like words, then like words anywhere. Refuses to match across kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khien.plans.rules.drafts import Draft, fold
from khien.plans.rules.kinds import Decision
from khien.plans.rules.likeness import Words

SAME_CLAUSE, ANYWHERE = 0.5, 0.8  # how much of the words must be shared


@dataclass(frozen=True, slots=True)
class Held:
    """A row that is there, as far as matching needs it."""

    row_id: int
    kind: str
    path: str
    text: str
    key: str
    decision: str = Decision.UNSEEN
    alive: bool = True


@dataclass(frozen=True, slots=True)
class Matched:
    """`by_draft`: index of a draft -> row id. `gone`: rows the new reading does not have."""

    by_draft: dict[int, int]
    gone: tuple[int, ...]


def match(held: Sequence[Held], drafts: Sequence[Draft]) -> Matched:
    """Pair old rows with new drafts; each is used once."""
    by_key = {row.key: row for row in held}
    by_draft: dict[int, int] = {}
    for index, draft in enumerate(drafts):
        if row := by_key.get(draft.key):
            by_draft[index] = row.row_id
    used = set(by_draft.values())
    free = {row.row_id: (row, Words.of(fold(row.text))) for row in held if row.row_id not in used}
    for index, draft in enumerate(drafts):
        if index in by_draft or not free:
            continue
        words = Words.of(fold(draft.data.text))
        score, row_id = max((_score(row, theirs, draft, words), row.row_id) for row, theirs in free.values())
        if score > 0:
            by_draft[index] = row_id
            del free[row_id]
    return Matched(by_draft, tuple(free))


def _score(row: Held, theirs: Words, draft: Draft, words: Words) -> float:
    """0 = not the same."""
    if row.kind != draft.kind:
        return 0.0
    needed = SAME_CLAUSE if row.path == draft.path else ANYWHERE
    like = theirs.likeness(words, at_least=needed)
    return like + (row.path == draft.path) if like >= needed else 0.0
