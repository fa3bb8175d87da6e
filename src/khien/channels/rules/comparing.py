"""Which of two texts led more often to its page, said no stronger than the figures allow. Pure.

Clicks are totals: one person may click twice, and nobody knows who. So a share here is "clicks per hundred messages
that arrived", cut at one hundred, and the answer is an interval before it is a word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

Z95 = 1.959963984540054  # two-sided 95 per cent
FEWEST = 30  # arrived messages of each text; below, not even an interval is worth reading


class Verdict(StrEnum):
    TOO_FEW = "too_few"
    OPEN = "open"  # the interval holds zero
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Arm:
    """One text: how many messages arrived, how often its link was opened in all."""

    arrived: int
    clicks: int

    @property
    def share(self) -> float:
        """0 … 1."""
        return min(self.clicks, self.arrived) / self.arrived if self.arrived > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """`low` and `high`: of A minus B, in percentage points."""

    a: Arm
    b: Arm
    low: float
    high: float
    verdict: Verdict

    @property
    def by_least(self) -> float:
        """The better one's lead in percentage points, the smallest the figures allow."""
        return min(abs(self.low), abs(self.high))

    @property
    def by_most(self) -> float:
        return max(abs(self.low), abs(self.high))


def wilson(hits: int, number: int, *, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a share (1927). (0, 1) for nothing. Raises ValueError for impossible counts."""
    if number < 0 or hits < 0 or hits > number:
        raise ValueError(f"{hits} of {number}")
    if number == 0:
        return 0.0, 1.0
    share, square = hits / number, z * z
    centre = share + square / (2 * number)
    spread = z * math.sqrt(share * (1 - share) / number + square / (4 * number * number))
    below = 1 + square / number
    return max(0.0, (centre - spread) / below), min(1.0, (centre + spread) / below)


def newcombe(a: Arm, b: Arm, *, z: float = Z95) -> tuple[float, float]:
    """Interval of share A minus share B: Newcombe's hybrid score, method 10 (Statistics in Medicine 17, 1998)."""
    low_a, high_a = wilson(min(a.clicks, a.arrived), a.arrived, z=z)
    low_b, high_b = wilson(min(b.clicks, b.arrived), b.arrived, z=z)
    difference = a.share - b.share
    low = difference - math.hypot(a.share - low_a, high_b - b.share)
    high = difference + math.hypot(high_a - a.share, b.share - low_b)
    return max(-1.0, low), min(1.0, high)


def compared(a: Arm, b: Arm) -> Comparison:
    low, high = newcombe(a, b)
    if min(a.arrived, b.arrived) < FEWEST:
        verdict = Verdict.TOO_FEW
    elif low > 0:
        verdict = Verdict.A
    else:
        verdict = Verdict.B if high < 0 else Verdict.OPEN
    return Comparison(a, b, low * 100, high * 100, verdict)
