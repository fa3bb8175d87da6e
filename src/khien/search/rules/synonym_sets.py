"""What may be kept as a set of synonyms, out of what somebody typed or pasted."""

from __future__ import annotations

import re
from enum import StrEnum

from khien.base.text import fold, tidy
from khien.search.rules.synonyms import LONGEST_PHRASE
from khien.search.rules.words import words_of

LONGEST_SET = 1000  # characters
MOST_PHRASES = 30
_PARTED = re.compile(r"[,;\n|]+")


class Fault(StrEnum):
    FEW = "few"  # fewer than two different phrases
    MANY = "many"
    LONG = "long"  # a phrase of more than six words
    LARGE = "large"


def cleaned(text: str) -> str:
    """Phrases by ", ", none twice (marks do not count), empty ones left out."""
    found: dict[str, str] = {}
    for phrase in map(tidy, _PARTED.split(text)):
        if folded := fold(phrase):
            found.setdefault(folded, phrase)
    return ", ".join(found.values())


def fault_of(words: str) -> Fault | None:
    """Why a cleaned text is no set; None when it is one."""
    phrases = words.split(", ") if words else []
    if len(words) > LONGEST_SET:
        return Fault.LARGE
    if len(phrases) < 2:
        return Fault.FEW
    if len(phrases) > MOST_PHRASES:
        return Fault.MANY
    return Fault.LONG if any(len(words_of(phrase)) > LONGEST_PHRASE for phrase in phrases) else None
