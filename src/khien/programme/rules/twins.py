"""Whether two activities are likely one and the same. Pure; says likely, never sure: people decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from vanban import fold

NEAR_DAYS = 7
ALIKE_IN_UNIT = 0.75  # of 1: titles of one unit, some days apart
WORTH_READING = 0.3  # less in common is not read letter by letter
ALIKE_ACROSS = 0.85  # titles of two units on one day
_PLAIN = frozenset(
    [
        "to",
        "chuc",
        "hoat",
        "dong",
        "cho",
        "ve",
        "va",
        "cac",
        "tai",
        "nam",
        "thang",
        "an",
        "toan",
        "thong",
        "tin",
        "mang",
    ]
)


class Sign(StrEnum):
    """Why two look like one."""

    PHOTO = "photo"  # the same photo, to the byte
    TITLE = "title"  # same unit, near days, like titles
    PLACE = "place"  # another unit, same day, same place or like title


@dataclass(frozen=True, slots=True)
class Shape:
    """What of an activity is compared. `photos`: hashes of its photos."""

    unit_id: int
    title: str
    starts_on: dt.date
    ends_on: dt.date
    place: str = ""
    photos: frozenset[str] = frozenset()
    area: int | None = None  # the commune it took place in, where known: "nhà văn hóa xã" is in every commune


@lru_cache(maxsize=50_000)
def _words(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    words = tuple(fold(title).split())
    return words, frozenset(words) - _PLAIN


def likeness(one: str, other: str) -> float:
    """0 to 1 over folded words: the share of telling words in common, or the likeness letter by letter (slow, so only
    of titles that share some)."""
    (first, telling), (second, telling2) = _words(one), _words(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    shared = len(telling & telling2) / max(1, len(telling | telling2))
    if shared < WORTH_READING:
        return shared
    return max(shared, SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() - 0.1)


def days_apart(one: Shape, other: Shape) -> int:
    """0 when their days touch."""
    gap = max(one.starts_on, other.starts_on) - min(one.ends_on, other.ends_on)
    return max(0, gap.days)


def sign_of_twins(one: Shape, other: Shape) -> Sign | None:
    """The strongest reason to take them for one, or None."""
    if one.photos & other.photos:
        return Sign.PHOTO
    apart = days_apart(one, other)
    alike = likeness(one.title, other.title)
    if one.unit_id == other.unit_id:
        return Sign.TITLE if apart <= NEAR_DAYS and alike >= ALIKE_IN_UNIT else None
    elsewhere = one.area is not None and other.area is not None and one.area != other.area
    if apart or elsewhere:
        return None
    same_place = bool(one.place.strip()) and likeness(one.place, other.place) >= ALIKE_ACROSS
    return Sign.PLACE if same_place and alike >= ALIKE_ACROSS / 2 else None
