"""Who sees and works which outlet (see `reach`): an outlet's own officer, and the standing office."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.channels.access.reach import acts_for, seen_units, sees
from khien.channels.models import PressKit, PressOutlet


def outlets_seen(actor: Actor, *, on: dt.date) -> QuerySet[PressOutlet]:
    units = seen_units(actor, on=on)
    rows = PressOutlet.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def outlet_for(actor: Actor, uuid: str, *, on: dt.date, act: bool = False) -> PressOutlet:
    """Raises Missing, Refused."""
    found = PressOutlet.objects.select_related("unit").filter(uuid=uuid_of(uuid)).first()
    if found is None or not sees(actor, found.unit_id, on=on):
        raise Missing
    if act and not acts_for(actor, found.unit_id):
        raise Refused
    return found


def kits_seen(actor: Actor, *, on: dt.date) -> QuerySet[PressKit]:
    """Of units she sees, and those sent to an outlet she sees."""
    units = seen_units(actor, on=on)
    rows = PressKit.objects.select_related("unit")
    if units is None:
        return rows
    return (rows.filter(unit_id__in=units) | rows.filter(sendings__outlet__unit_id__in=units)).distinct()


def kit_for(actor: Actor, uuid: str, *, on: dt.date) -> PressKit:
    """Raises Missing."""
    found = kits_seen(actor, on=on).select_related("stored").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def kit_by_token(token: str) -> PressKit:
    """For an editor with the link. Raises Missing."""
    found = PressKit.objects.select_related("stored").filter(token=token).first()
    if found is None:
        raise Missing
    return found
