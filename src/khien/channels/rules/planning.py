"""What a plan still lacks before it may be sent in, and when its steps may go. Pure.

Codes only; words stand in `wording_campaigns`. Refuses to guess a missing text or hour.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from khien.channels.rules.hours import is_open
from khien.channels.rules.kinds import StepKind

MOST_STEPS = 6
MOST_RULES = 20
LONGEST_PERIOD = dt.timedelta(days=366)


class Lack(StrEnum):
    """Why a plan cannot be sent in yet."""

    PURPOSE = "purpose"
    AUDIENCE = "audience"
    MESSAGES = "messages"
    TEXT = "text"
    SUBJECT = "subject"
    MATERIAL = "material"
    STEP_EMPTY = "step_empty"
    SHARES = "shares"
    ORDER = "order"
    AFTER = "after"
    NOBODY = "nobody"


class Part(StrEnum):
    """The pages of the planner, in their order."""

    WHAT_FOR = "what_for"
    TO_WHOM = "to_whom"
    TEXTS = "texts"
    WHEN = "when"
    LOOK = "look"
    COST = "cost"


LACKS_ON: dict[Lack, Part] = {
    Lack.PURPOSE: Part.WHAT_FOR,
    Lack.AUDIENCE: Part.TO_WHOM,
    Lack.NOBODY: Part.TO_WHOM,
    Lack.MESSAGES: Part.TEXTS,
    Lack.TEXT: Part.TEXTS,
    Lack.SUBJECT: Part.TEXTS,
    Lack.MATERIAL: Part.TEXTS,
    Lack.SHARES: Part.TEXTS,
    Lack.STEP_EMPTY: Part.WHEN,
    Lack.ORDER: Part.WHEN,
    Lack.AFTER: Part.WHEN,
}


@dataclass(frozen=True, slots=True)
class PlannedText:
    medium: str
    variant: str
    share: int
    subject: str
    text: str
    approved: bool  # rests on an edition of the library


@dataclass(frozen=True, slots=True)
class PlannedStep:
    number: int
    kind: StepKind
    starts_at: dt.datetime
    after: int | None  # number of the step it is sent again for
    texts: tuple[PlannedText, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    purpose: str
    rules: int  # how many choices of people
    steps: tuple[PlannedStep, ...]
    needs_people: bool = True  # some medium reaches addresses


def lacks_of(plan: Plan) -> list[Lack]:
    """Everything that is missing, each once, in the order of the pages."""
    texts = [text for step in plan.steps for text in step.texts]
    found = []
    if not plan.purpose.strip():
        found.append(Lack.PURPOSE)
    if plan.needs_people and not plan.rules:
        found.append(Lack.AUDIENCE)
    if not texts:
        found.append(Lack.MESSAGES)
    if any(not text.text.strip() for text in texts):
        found.append(Lack.TEXT)
    if any(text.medium == "email" and not text.subject.strip() for text in texts):
        found.append(Lack.SUBJECT)
    if any(not text.approved for text in texts):
        found.append(Lack.MATERIAL)
    if any(total != 100 for total in _shares(plan.steps).values()):
        found.append(Lack.SHARES)
    if texts and any(not step.texts for step in plan.steps):
        found.append(Lack.STEP_EMPTY)
    return found + _order_lacks(plan.steps)


def _shares(steps: Sequence[PlannedStep]) -> dict[tuple[int, str], int]:
    sums: dict[tuple[int, str], int] = {}
    for step in steps:
        for text in step.texts:
            key = (step.number, text.medium)
            sums[key] = sums.get(key, 0) + text.share
    return sums


def _order_lacks(steps: Sequence[PlannedStep]) -> list[Lack]:
    found = []
    ordered = sorted(steps, key=lambda step: step.number)
    if any(later.starts_at < earlier.starts_at for earlier, later in itertools.pairwise(ordered)):
        found.append(Lack.ORDER)
    begins = {step.number: step.starts_at for step in steps}
    for step in steps:
        lost = step.kind == StepKind.AGAIN and (step.after is None or step.after not in begins)
        if lost or (step.after is not None and step.after >= step.number):
            found.append(Lack.AFTER)
    return list(dict.fromkeys(found))


def first_open(
    moment: dt.datetime, windows: Sequence[tuple[dt.time | None, dt.time | None]]
) -> dt.datetime | None:
    """The first moment from `moment` on (in its own zone) that lies in every window; None when they never meet.

    Looked for in steps of a quarter of an hour within two days: windows are set by people, in quarters.
    """
    at = moment
    for _ in range(2 * 24 * 4 + 1):
        if all(is_open(at.time(), begin, end) for begin, end in windows):
            return at
        quarter = dt.timedelta(minutes=15 - at.minute % 15)
        at = (at + quarter).replace(second=0, microsecond=0)
    return None
