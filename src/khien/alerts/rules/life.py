"""The life of an alert as questions with one answer: who may still approve, how many it takes, what may follow what.

Two persons approve, neither of them wrote; in an emergency one is enough, with a reason that everybody sees. Refuses
to know roles: that is `access`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khien.alerts.rules.vocabulary import Kind, State

PERSONS = 2
LONGEST_LIFE = dt.timedelta(days=90)
CANCEL_LIFE = dt.timedelta(days=2)  # how long a cancel stands in the feeds
SHORTEST_REASON = 10


class Act(StrEnum):
    WROTE = "wrote"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    EXPIRED = "expired"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Deed:
    """An act as the rules need it, the oldest first."""

    act: str
    actor_id: str
    revision: int
    emergency: bool = False


class Refusal(StrEnum):
    NOT_WAITING = "not-waiting"
    CHANGED = "changed-meanwhile"
    WRITER = "own-text"
    TWICE = "approved-already"
    REASON = "no-reason"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`refused` None: the approval counts; `issues`: with it the alert goes out."""

    refused: Refusal | None
    issues: bool = False
    approvals: int = 0


def approvers(deeds: Sequence[Deed], revision: int) -> list[str]:
    """Who has approved this very text since it was last sent to be approved, each once."""
    found: list[str] = []
    for deed in deeds:
        if deed.act in (Act.SUBMITTED, Act.TAKEN_BACK, Act.RETURNED):
            found = []
        elif deed.act == Act.APPROVED and deed.revision == revision and deed.actor_id not in found:
            found.append(deed.actor_id)
    return found


def approval(
    actor_id: str,
    *,
    state: str,
    revision: int,
    read_revision: int,
    writers: Iterable[str],
    deeds: Sequence[Deed],
    emergency: bool,
    reason: str,
) -> Verdict:
    """What one more approval does."""
    if state != State.WAITING:
        return Verdict(Refusal.NOT_WAITING)
    if revision != read_revision:
        return Verdict(Refusal.CHANGED)
    if actor_id in set(writers):
        return Verdict(Refusal.WRITER)
    before = approvers(deeds, revision)
    if actor_id in before:
        return Verdict(Refusal.TWICE, approvals=len(before))
    if emergency and len(reason.strip()) < SHORTEST_REASON:
        return Verdict(Refusal.REASON, approvals=len(before))
    count = len(before) + 1
    return Verdict(None, issues=emergency or count >= PERSONS, approvals=count)


def shown_state(
    state: str, *, kind: str, expires_at: dt.datetime | None, replaced: bool, at: dt.datetime
) -> State:
    """What lists call it."""
    if state != State.ISSUED:
        return State(state)
    if replaced:
        return State.REPLACED
    if expires_at is None or expires_at <= at:
        return State.EXPIRED
    return State.CURRENT if kind != Kind.CANCEL else State.ISSUED


def may_follow(
    *, earlier_state: str, earlier_kind: str, earlier_drill: bool, replaced: bool, drill: bool
) -> bool:
    """An update or cancel names an issued message that nothing replaced yet; a drill follows only a drill."""
    return (
        earlier_state == State.ISSUED
        and earlier_kind != Kind.CANCEL
        and not replaced
        and earlier_drill == drill
    )
