"""The ledger's words in templates. `{% load ledger %}`."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from khien.programme.rules.twins import Sign
from khien.programme.wording.ledger import (
    AUDIENCE_WORDS,
    BASIS_WORDS,
    ENTRY_WORDS,
    EVIDENCE_WORDS,
    KIND_WORDS,
)

register = template.Library()
ENTRY_TONES = {"record": "done", "correction": "info", "withdrawal": "idle"}
SIGN_WORDS: dict[str, object] = {
    Sign.PHOTO: _("The same photo"),
    Sign.TITLE: _("The same unit, a near day and a like name"),
    Sign.PLACE: _("The same day and place"),
}
PART_WORDS: dict[str, object] = {
    "title": _("name"),
    "kind": _("kind"),
    "unit": _("unit"),
    "when": _("day"),
    "place": _("place"),
    "tasks": _("tasks"),
    "targets": _("targets"),
    "products": _("products"),
    "reach": _("people reached"),
    "money": _("money"),
    "note": _("note"),
}


@register.filter
def kind_words(code: str) -> object:
    return KIND_WORDS[code]


@register.filter
def audience_words(code: str) -> object:
    return AUDIENCE_WORDS[code]


@register.filter
def basis_words(code: str) -> object:
    return BASIS_WORDS[code]


@register.filter
def entry_words(code: str) -> object:
    return ENTRY_WORDS[code]


@register.filter
def entry_tone(code: str) -> str:
    return ENTRY_TONES[code]


@register.filter
def evidence_words(code: str) -> object:
    return EVIDENCE_WORDS[code]


@register.filter
def sign_words(code: str) -> object:
    return SIGN_WORDS[code]


@register.filter
def part_words(names: object) -> str:
    """("title", "money") → "name, money"."""
    return ", ".join(str(PART_WORDS[name]) for name in names)  # type: ignore[attr-defined]


@register.simple_tag
def days(first: dt.date, last: dt.date) -> str:
    """ "20/05/2026" or "20/05/2026 – 22/05/2026"."""
    start, end = date_format(first, "SHORT_DATE_FORMAT"), date_format(last, "SHORT_DATE_FORMAT")
    return start if start == end else f"{start} – {end}"
