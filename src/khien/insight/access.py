"""Whose page it is. The province's programme is steered by the standing office, by leaders of the steering committee
and of the province's People's Committee, and read by the auditor; a unit's own programme by the leaders of that unit
and of the units above it. Foreign and missing answer alike (404).

A public page shows only what the standing office has switched on.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.insight.models import Scorecard
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.programme.api import ProgrammeCard

READERS = (Role.STANDING_OFFICE, Role.LEADER, Role.AUDITOR)
SWITCHERS = (Role.STANDING_OFFICE,)


def steered_by(actor: Actor, *, on: dt.date) -> list[ProgrammeCard]:
    """Programmes in force she may look at from above, the province's first, the newest first."""
    running = [
        card
        for card in programmes.programmes_for(actor, on=on)
        if card.begun_on <= on and (card.ended_on is None or on < card.ended_on)
    ]
    province = _looks_over_the_province(actor)
    found = [
        card
        for card in running
        if (province if card.unit_id is None else _looks_over(actor, card.unit_id, on))
    ]
    return sorted(found, key=lambda card: (card.unit_id is not None, -card.id))


def _looks_over_the_province(actor: Actor) -> bool:
    everywhere = {grant.role for grant in actor.grants if grant.unit_id is None}
    if everywhere & set(READERS) or actor.has(Role.STANDING_OFFICE, Role.AUDITOR):
        return True
    led = orgs.units(actor.units_as([Role.LEADER])).values()
    return any(card.kind is orgs.Kind.PEOPLES_COMMITTEE and card.level is orgs.Level.PROVINCE for card in led)


def _looks_over(actor: Actor, unit_id: int, on: dt.date) -> bool:
    return orgs.covers(actor, unit_id, on=on, roles=READERS)


def steered_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> ProgrammeCard:
    """Raises Missing."""
    found = next((card for card in steered_by(actor, on=on) if card.uuid == str(uuid_of(uuid))), None)
    if found is None:
        raise Missing
    return found


def may_switch(actor: Actor) -> bool:
    return actor.has(*SWITCHERS)


def scorecard_for(actor: Actor, programme: ProgrammeCard) -> Scorecard | None:
    """The switch of a programme, as it stands; None = never touched. Raises Refused."""
    if not may_switch(actor):
        raise Refused
    return Scorecard.objects.filter(programme_id=programme.id).first()


def published() -> list[Scorecard]:
    """Those everybody may see, the newest programme first."""
    return list(
        Scorecard.objects.select_related("programme").filter(published=True).order_by("-programme_id")
    )


def published_for(uuid: UUID | str) -> Scorecard:
    """Raises Missing."""
    found = (
        Scorecard.objects.select_related("programme")
        .filter(published=True, programme__uuid=uuid_of(uuid))
        .first()
    )
    if found is None:
        raise Missing
    return found
