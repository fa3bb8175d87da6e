"""The catalogue of scam patterns with their signs, and which patterns ticked signs point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khien.base.text import fold
from khien.library import api as library
from khien.library.api import ScamPattern
from khien.portal.rules.signs import SIGNS, likely, signs_of
from khien.portal.selectors.lists import shown_language
from khien.portal.wording import GROUP_WORDS, SIGN_WORDS

SHOWN_SIGNS = 3
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class SignChoice:
    code: str
    label: object
    chosen: bool


@dataclass(frozen=True, slots=True)
class SignGroup:
    label: object
    signs: tuple[SignChoice, ...]


@dataclass(frozen=True, slots=True)
class LikelyPattern:
    """`level`: "likely" (at least two thirds of what was ticked) or "possible"."""

    pattern: ScamPattern
    level: str
    has: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    patterns: tuple[ScamPattern, ...]
    count: int
    language: str


def catalogue(language: str, *, text: str = "") -> Catalogue:
    """All patterns, or those whose title, signs or key words hold every word of `text`, marks or not."""
    shown = shown_language(language)
    patterns = library.scam_patterns(shown)
    words = fold(text[:LONGEST_TEXT]).split()
    found = [one for one in patterns if _holds(one, words)] if words else patterns
    return Catalogue(tuple(found), len(patterns), shown)


def sign_groups(ticked: Sequence[str]) -> list[SignGroup]:
    return [
        SignGroup(
            label,
            tuple(
                SignChoice(sign.code, SIGN_WORDS[sign.code], sign.code in ticked)
                for sign in SIGNS
                if sign.group == group
            ),
        )
        for group, label in GROUP_WORDS.items()
    ]


def likely_patterns(language: str, ticked: Sequence[str]) -> list[LikelyPattern]:
    """Vietnamese patterns are matched (the phrases are Vietnamese)."""
    patterns = {one.card.id: one for one in library.scam_patterns()}
    found = likely(ticked, {key: signs_of(fold(_told(one))) for key, one in patterns.items()})
    return [
        LikelyPattern(
            patterns[one.key],
            "likely" if one.share >= 66 else "possible",
            tuple(SIGN_WORDS[code] for code in one.has),
        )
        for one in found
    ]


def _told(one: ScamPattern) -> str:
    return " . ".join([one.card.title, *one.keywords, *one.scam.signs, *one.scam.how_it_goes])


def _holds(one: ScamPattern, words: Sequence[str]) -> bool:
    told = f" {fold(_told(one) + ' ' + one.card.summary)} "
    return all(f" {word}" in told for word in words)
