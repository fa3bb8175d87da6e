"""Who keeps units' own sites, events and public documents; the only way a view gets one. Missing and foreign look alike.

| | reads | writes | shows, switches on |
|---|---|---|---|
| own site: settings | who writes or approves for the unit | who approves for the unit | standing office |
| own site: pages in the editor | who writes or approves for the unit | who writes | who approves, not her own words |
| event | who writes or approves for the unit | who writes, while it is a draft | who approves, not her own |
| document | standing office | standing office | standing office |
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.library import api as library
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.portal.models import Event, Microsite, PublicDocument

WRITERS = library.WRITERS
APPROVERS = library.APPROVERS
DESK = tuple(dict.fromkeys((*WRITERS, *APPROVERS)))
OFFICE = (Role.STANDING_OFFICE,)


def is_office(actor: Actor) -> bool:
    return actor.has(*OFFICE)


def writes(actor: Actor, unit_id: int) -> bool:
    return library.writes_for(actor, unit_id)


def approves(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return library.approves_for(actor, unit_id, on=on)


def works_for(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return writes(actor, unit_id) or approves(actor, unit_id, on=on)


def desk_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Units whose sites and events she works on; None = every unit's."""
    if is_office(actor):
        return None
    found = set(actor.units_as(WRITERS))
    for unit_id in actor.units_as(APPROVERS):
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)


def events_of(actor: Actor, *, on: dt.date) -> QuerySet[Event]:
    units = desk_units(actor, on=on)
    return Event.objects.all() if units is None else Event.objects.filter(unit_id__in=units)


def event_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Event:
    """Raises Missing."""
    found = events_of(actor, on=on).filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def sites_of(actor: Actor, *, on: dt.date) -> QuerySet[Microsite]:
    units = desk_units(actor, on=on)
    return Microsite.objects.all() if units is None else Microsite.objects.filter(unit_id__in=units)


def site_for(actor: Actor, slug: str, *, on: dt.date, change: bool = False) -> Microsite:
    """Raises Missing, Refused."""
    found = sites_of(actor, on=on).filter(slug=slug).select_related("logo", "index").first()
    if found is None:
        raise Missing
    if change and not approves(actor, found.unit_id, on=on):
        raise Refused
    return found


def document_for(actor: Actor, uuid: UUID | str) -> PublicDocument:
    """Raises Missing, Refused."""
    if not is_office(actor):
        raise Refused
    found = PublicDocument.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def documents_of(actor: Actor) -> QuerySet[PublicDocument]:
    if not is_office(actor):
        raise Refused
    return PublicDocument.objects.all()
