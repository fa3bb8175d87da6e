"""Bulk edits: which there are, which can be undone. Pure."""

from __future__ import annotations

from enum import StrEnum

MOST_ITEMS = 1000  # in one edit: as many as one person can answer for


class Act(StrEnum):
    PERSON = "person"
    PUT_OFF = "put_off"
    STOP = "stop"
    RESUME = "resume"
    GRANT = "grant"  # requests for more time
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    TABLE = "table"  # a table taken in


class BatchState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


DECIDING = frozenset({Act.PUT_OFF, Act.STOP, Act.RESUME, Act.GRANT, Act.REFUSE})  # the rest is acting
UNDOABLE = frozenset({Act.PERSON, Act.PUT_OFF, Act.STOP, Act.RESUME, Act.HAND_OVER})
WITHOUT_WORDS = frozenset({Act.RESUME})  # nothing is typed
