"""What is typed or stands in addresses and hidden fields, as values. Refuses nothing aloud: what is no such value names
nothing."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from khien.base.errors import Missing

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONGEST_NUMBER = 9  # digits; more is no revision of anything, and no integer of a database


def uuid_of(text: UUID | str) -> UUID:
    """The outside id in `text`. Raises Missing for anything else: a wrong id and a strange one answer alike."""
    if isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        raise Missing from None


def number_of(text: str, *, otherwise: int = 0) -> int:
    """The whole number in `text`; `otherwise` for anything else ("²" is a digit to Python, and no number)."""
    plain = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if plain else otherwise


def one_line(text: str) -> str:
    """`text` as one line in NFC, white space collapsed, without the invisible marks that come along from Word."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def lines_of(text: str) -> str:
    """`text` in NFC, its lines kept."""
    return unicodedata.normalize("NFC", text).strip()
