"""Who sees and works which places (see `reach`). Foreign and missing answer alike (404)."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.channels.access.reach import acting_units, acts_for, seen_units, sees
from khien.channels.models import Hanging, Placement


def placements_seen(actor: Actor, *, on: dt.date) -> QuerySet[Placement]:
    units = seen_units(actor, on=on)
    rows = Placement.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def placements_worked(actor: Actor) -> QuerySet[Placement]:
    """In use, of the units she acts for."""
    units = acting_units(actor)
    rows = Placement.objects.select_related("unit").filter(closed_on__isnull=True)
    return rows if units is None else rows.filter(unit_id__in=units)


def placement_for(actor: Actor, uuid: str, *, on: dt.date, act: bool = False) -> Placement:
    """Raises Missing, Refused."""
    found = Placement.objects.select_related("unit").filter(uuid=uuid_of(uuid)).first()
    if found is None or not sees(actor, found.unit_id, on=on):
        raise Missing
    if act and not acts_for(actor, found.unit_id):
        raise Refused
    return found


def hangings_seen(actor: Actor, *, on: dt.date) -> QuerySet[Hanging]:
    units = seen_units(actor, on=on)
    rows = Hanging.objects.select_related("placement__unit")
    return rows if units is None else rows.filter(placement__unit_id__in=units)


def hanging_for(actor: Actor, uuid: str, *, on: dt.date, act: bool = False) -> Hanging:
    """Raises Missing, Refused."""
    found = hangings_seen(actor, on=on).select_related("photo", "preview").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    if act and not acts_for(actor, found.placement.unit_id):
        raise Refused
    return found
