"""A CAP message as plain values, in the order of the standard. What the XML is written from, and nothing else.

Refuses to guess: whoever makes one gives every word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

GEOCODE = "khien:don-vi"  # valueName of a unit's own code
TERRITORY = "VN:dvhc"  # valueName of the national code of an administrative unit
SHORT = "khien:short"
RADIO = "khien:radio"
EVENT_CODE = "khien:event"


@dataclass(frozen=True, slots=True)
class Area:
    """`codes`: (valueName, value)."""

    words: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Info:
    """One language (RFC 3066: "vi-VN", "en-GB")."""

    language: str
    category: str
    event: str
    response: str
    urgency: str
    severity: str
    certainty: str
    audience: str
    event_code: str
    effective: dt.datetime
    onset: dt.datetime | None
    expires: dt.datetime
    sender_name: str
    headline: str
    description: str
    instruction: str
    web: str
    contact: str
    parameters: tuple[tuple[str, str], ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """`references`: (sender, identifier, sent) of each earlier message. `restriction` only with scope Restricted."""

    identifier: str
    sender: str
    sent: dt.datetime
    status: str
    kind: str
    scope: str
    restriction: str
    note: str
    references: tuple[tuple[str, str, dt.datetime], ...]
    infos: tuple[Info, ...]
