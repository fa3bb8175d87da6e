"""What a warning says on each medium: the same approved words, cut to what the medium carries. Pure.

Refuses to add: no medium says what the alert does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khien.channels.rules.kinds import Medium


@dataclass(frozen=True, slots=True)
class WarningWords:
    """The parts of an alert, in one language."""

    headline: str
    short: str
    long: str
    instruction: str
    radio: str


@dataclass(frozen=True, slots=True)
class WarningText:
    subject: str
    text: str


LONG = (Medium.EMAIL, Medium.FACEBOOK, Medium.PRESS)
CARRIED = (
    Medium.PORTAL,
    Medium.PUSH,
    Medium.SMS,
    Medium.ZALO,
    Medium.EMAIL,
    Medium.RADIO,
    Medium.FACEBOOK,
)  # in the order in which they are set going: free and instant ones first


def segment_rule(unit_ids: Sequence[int], audiences: Sequence[str]) -> dict[str, Any]:
    """Who an alert is for, as data of audiences' SegmentRule. "public" is everybody."""
    rule: dict[str, Any] = {}
    if unit_ids:
        rule["unit_ids"] = list(unit_ids)
    if audiences and "public" not in audiences:
        rule["audiences"] = list(audiences)
    return rule


def text_for(medium: Medium, words: WarningWords) -> WarningText:
    """The text has no link yet; `composing` puts it behind."""
    if medium == Medium.RADIO:
        return WarningText(
            words.headline, words.radio or f"{words.headline}. {words.long} {words.instruction}"
        )
    if medium in LONG:
        parts = [words.long or words.short, words.instruction]
        if medium == Medium.FACEBOOK:
            parts.insert(0, words.headline)
        return WarningText(words.headline, "\n\n".join(part for part in parts if part))
    if medium == Medium.PORTAL:
        return WarningText(words.headline, words.headline)
    return WarningText(words.headline, words.short or words.headline)
