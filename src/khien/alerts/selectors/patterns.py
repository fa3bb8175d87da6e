"""A scam pattern of the library as the beginning of an alert. Only published patterns; a person reads and mends it."""

from __future__ import annotations

from dataclasses import dataclass

from khien.alerts.rules.draft import Draft
from khien.alerts.rules.issued import AlertText
from khien.alerts.rules.vocabulary import Category, Event, Response
from khien.library import api as library
from khien.library.api import ScamPattern

LONGEST_SHORT = 160


@dataclass(frozen=True, slots=True)
class PatternChoice:
    slug: str
    title: str


def pattern_choices() -> list[PatternChoice]:
    return [PatternChoice(one.card.slug, one.card.title) for one in library.scam_patterns()]


def draft_from(slug: str) -> Draft | None:
    """None when there is no such pattern (any more)."""
    found = {one.card.slug: one for one in library.scam_patterns()}.get(slug)
    if found is None:
        return None
    english = {one.card.slug: one for one in library.scam_patterns("en")}.get(slug)
    texts = {"vi": _text(found)} | ({"en": _text(english)} if english else {})
    return Draft(
        texts=texts,
        event=Event.SCAM,
        category=Category.SECURITY,
        response=Response.AVOID,
        audiences=found.card.audiences,
        pattern_slug=slug,
    )


def _text(one: ScamPattern) -> AlertText:
    signs, do_now = one.scam.signs, one.scam.do_now
    long = "\n".join(filter(None, [one.card.summary, *(f"- {sign}" for sign in signs)]))
    instruction = "\n".join(do_now)
    radio = " ".join(filter(None, [one.card.title + ".", one.card.summary, *do_now]))
    return AlertText(
        headline=one.card.title[:160],
        short=_short(one.card.title, do_now),
        long=long[:4000],
        instruction=instruction[:2000],
        radio=radio[:3000],
    )


def _short(title: str, do_now: tuple[str, ...]) -> str:
    """One message without marks: the title and as many things to do as fit whole."""
    text = library.unaccented(title).rstrip(".")[:LONGEST_SHORT]
    for line in do_now:
        longer = f"{text}. {library.unaccented(line).rstrip('.')}"
        if library.sms_count(longer + ".").parts > 1 or len(longer) >= LONGEST_SHORT:
            break
        text = longer
    return text
