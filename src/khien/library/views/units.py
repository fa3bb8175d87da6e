"""Which unit a person acts for on these pages."""

from __future__ import annotations

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from khien.base.access import Actor
from khien.base.clock import today
from khien.library import access
from khien.orgs import api as orgs

SUGGESTED = 500


def unit_of(actor: Actor) -> int | None:
    """The unit she uses materials for; None for who holds her role everywhere."""
    return min(actor.unit_ids, default=None)


def own_units(actor: Actor) -> list[tuple[int, str]]:
    return _named(actor.unit_ids)


def writing_choices(actor: Actor) -> list[tuple[int, str]] | None:
    """Whose shelves she writes on; None = any, by name."""
    ids = access.writing_units(actor)
    return None if ids is None else _named(ids)


def suggestions() -> SafeString:
    """Options of a typed unit."""
    found = orgs.find_units("", on=today(), limit=SUGGESTED)
    return format_html_join("", '<option value="{} · {}"></option>', ((u.code, u.name) for u in found))


def _named(ids: frozenset[int]) -> list[tuple[int, str]]:
    return sorted(((card.id, card.name) for card in orgs.units(ids).values()), key=lambda pair: pair[1])
