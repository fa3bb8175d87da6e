"""Undo and redo over an append-only log: an undo is itself an entry that names the entry it takes back.

Nothing is ever cut from the log, so undo reaches the very beginning, over sessions and people. Only a new reading
of the file is a border: what was done before it spoke of other places in the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

UNDO = "undo"
REDO = "redo"
REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the log: its number, what it did, and for undo and redo the entry it speaks of."""

    number: int
    action: str
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Which entry undo would take back, and which redo would bring back; None = nothing."""

    undo: int | None
    redo: int | None


def cursor(steps: Iterable[Step]) -> Cursor:
    """Walk the log once. A new change after an undo forgets what could be brought back, as people expect."""
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step.action == REREAD:
            done.clear()
            undone.clear()
        elif step.action == UNDO:
            undone.append(done.pop())
        elif step.action == REDO:
            done.append(undone.pop())
        else:
            done.append(step.number)
            undone.clear()
    return Cursor(undo=done[-1] if done else None, redo=undone[-1] if undone else None)
