"""From scored candidates to an answer: this unit, this set, unsure, or none. Pure; the thresholds stand here alone.

Measured on the agency phrases of the shared plans (tests/orgs/test_names_shared.py): at CERTAIN = 0.93 nothing was
resolved wrongly, below 0.75 nothing was right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CERTAIN = 0.93
POSSIBLE = 0.75
MARGIN = 0.02  # the best must lead by this much, or people are asked


class Outcome(StrEnum):
    UNIT = "unit"
    SET = "set"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate: how like (0–1), whether it holds on the day meant, whether it stands below the unit asked for,
    and `how` in a word (see selectors.reasons)."""

    unit_id: int
    likeness: float
    holds: bool
    inside: bool
    how: str

    @property
    def score(self) -> float:
        """A unit of another time or of a neighbour merged later loses a little, so that the nearer one leads."""
        return round(self.likeness - (0 if self.holds else 0.03) - (0 if self.inside else 0.02), 4)


def ranked(found: Sequence[Scored]) -> list[Scored]:
    """Best first, each unit once with its best score."""
    best: dict[int, Scored] = {}
    for one in found:
        if one.unit_id not in best or one.score > best[one.unit_id].score:
            best[one.unit_id] = one
    return sorted(best.values(), key=lambda s: (-s.score, s.unit_id))


def outcome(found: Sequence[Scored]) -> Outcome:
    """What a ranked list says. A lone candidate of another time may still be certain: nothing competes with it."""
    if not found or found[0].likeness < POSSIBLE:
        return Outcome.NONE
    if found[0].likeness < CERTAIN:
        return Outcome.UNSURE
    if len(found) > 1 and found[0].score - found[1].score < MARGIN:
        return Outcome.UNSURE
    return Outcome.UNIT
