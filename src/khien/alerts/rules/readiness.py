"""What an alert must have before it may be sent to be approved, and what stops it at the last moment.

Refuses opinions about style; lengths of messages come in as parts, counted by who knows telephones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from khien.alerts.rules.draft import EMPTY, Draft
from khien.alerts.rules.life import LONGEST_LIFE
from khien.alerts.rules.vocabulary import Kind, Scope

MOST_PARTS = 2  # of one language's short text: longer is paid three times and read by nobody


class Fault(StrEnum):
    HEADLINE = "headline"
    SHORT = "short"
    SHORT_LONG = "short-too-long"
    LONG = "long"
    INSTRUCTION = "instruction"
    RADIO = "radio"
    ENGLISH = "english-in-part"
    AREA = "area"
    EXPIRES = "expires"
    EXPIRES_PAST = "expires-past"
    EXPIRES_FAR = "expires-far"
    ONSET_LATE = "onset-after-expires"
    RESTRICTION = "restriction"
    NOTE = "note"
    DRILL_CHAIN = "drill-chain"


def faults_of(draft: Draft, *, kind: str, parts: Mapping[str, int], at: dt.datetime) -> tuple[Fault, ...]:
    """What is missing or wrong, in the order of the form; empty = ready. `parts`: language → messages the short text
    takes as it will be sent."""
    found = [*_texts(draft, kind, parts), *_frame(draft, kind), *_times(draft, at)]
    return tuple(dict.fromkeys(found))


def _texts(draft: Draft, kind: str, parts: Mapping[str, int]) -> list[Fault]:
    text = draft.texts.get("vi", EMPTY)
    wanted = (
        (Fault.HEADLINE, bool(text.headline.strip())),
        (Fault.SHORT, bool(text.short.strip())),
        (Fault.SHORT_LONG, all(count <= MOST_PARTS for count in parts.values())),
        (Fault.LONG, bool(text.long.strip())),
        (Fault.INSTRUCTION, bool(text.instruction.strip()) or kind == Kind.CANCEL),
        (Fault.RADIO, bool(text.radio.strip())),
    )
    found = [fault for fault, there in wanted if not there]
    english = draft.texts.get("en", EMPTY)
    needed = [english.headline, english.short, english.long]
    if any(word.strip() for word in (*needed, english.instruction)) and not all(w.strip() for w in needed):
        found.append(Fault.ENGLISH)
    return found


def _frame(draft: Draft, kind: str) -> list[Fault]:
    wanted = (
        (Fault.AREA, bool(draft.unit_ids) or bool(draft.area_words.strip())),
        (Fault.RESTRICTION, draft.scope != Scope.RESTRICTED or bool(draft.restriction.strip())),
        (Fault.NOTE, kind == Kind.ALERT or bool(draft.note.strip())),
    )
    return [fault for fault, there in wanted if not there]


def _times(draft: Draft, at: dt.datetime) -> list[Fault]:
    if draft.expires_at is None:
        return [Fault.EXPIRES]
    if draft.expires_at <= at:
        return [Fault.EXPIRES_PAST]
    if draft.expires_at > at + LONGEST_LIFE:
        return [Fault.EXPIRES_FAR]
    late = draft.onset is not None and draft.onset >= draft.expires_at
    return [Fault.ONSET_LATE] if late else []
