"""Whose calendar a person may hand out: units she leads or is focal officer of; the standing office any unit's."""

from __future__ import annotations

import datetime as dt

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.orgs import api as orgs
from khien.work.access.items import ACTING, acts_everywhere, acts_for

FEED_MAKERS = (*ACTING, orgs.Role.STANDING_OFFICE)


def unit_for_feed(actor: Actor, uuid: str, *, on: dt.date) -> orgs.UnitCard:
    """Raises Missing."""
    card = orgs.unit(orgs.unit_id_of(uuid))
    if not (acts_everywhere(actor) or acts_for(actor, card.id, on=on)):
        raise Missing
    return card


def feed_units_for(actor: Actor, uuid: str, *, on: dt.date) -> list[orgs.UnitCard]:
    """The units a page offers: her own, and one more named by its address. Raises Missing for one that is not hers."""
    named = [unit_for_feed(actor, uuid, on=on)] if uuid else []
    own = orgs.units(actor.units_as(ACTING)).values()
    found = {card.id: card for card in [*named, *sorted(own, key=lambda card: card.name)]}
    return list(found.values())
