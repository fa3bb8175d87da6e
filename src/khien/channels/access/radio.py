"""Who sees and works which station (see `reach`). Bulletins for many stations are the standing office's; a commune's
officer schedules for her own station. Foreign and missing answer alike (404)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.channels.access.reach import acting_units, acts_for, seen_units, sees
from khien.channels.models import Airing, Bulletin, RadioStation


def stations_seen(actor: Actor, *, on: dt.date) -> QuerySet[RadioStation]:
    units = seen_units(actor, on=on)
    rows = RadioStation.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def stations_worked(actor: Actor) -> QuerySet[RadioStation]:
    """Those she may schedule for."""
    units = acting_units(actor)
    rows = RadioStation.objects.select_related("unit").filter(active=True)
    return rows if units is None else rows.filter(unit_id__in=units)


def station_for(actor: Actor, uuid: str, *, on: dt.date, act: bool = False) -> RadioStation:
    """Raises Missing, Refused."""
    found = RadioStation.objects.select_related("unit").filter(uuid=uuid_of(uuid)).first()
    if found is None or not sees(actor, found.unit_id, on=on):
        raise Missing
    if act and not acts_for(actor, found.unit_id):
        raise Refused
    return found


def bulletins_seen(actor: Actor, *, on: dt.date) -> QuerySet[Bulletin]:
    units = seen_units(actor, on=on)
    rows = Bulletin.objects.select_related("unit", "sound")
    if units is None:
        return rows
    aired = Airing.objects.filter(station__unit_id__in=units).values("bulletin_id")
    return rows.filter(Q(pk__in=aired) | Q(unit_id__in=units))


def bulletin_for(actor: Actor, uuid: str, *, on: dt.date, act: bool = False) -> Bulletin:
    """Her unit's own, or one that is aired at a station she sees. Only its unit recalls it. Raises Missing, Refused."""
    found = Bulletin.objects.select_related("unit", "sound").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    if not bulletins_seen(actor, on=on).filter(pk=found.pk).exists():
        raise Missing
    if act and not acts_for(actor, found.unit_id):
        raise Refused
    return found


def airing_for(actor: Actor, uuid: str, *, on: dt.date) -> Airing:
    """One to say that it was played. Raises Missing, Refused."""
    rows = Airing.objects.select_related("station__unit", "bulletin")
    found = rows.filter(uuid=uuid_of(uuid)).first()
    if found is None or not sees(actor, found.station.unit_id, on=on):
        raise Missing
    if not acts_for(actor, found.station.unit_id):
        raise Refused
    return found


def station_by_token(token: str) -> RadioStation | None:
    """For its server, which signs in by the address it was given."""
    return (
        RadioStation.objects.select_related("unit").filter(token=token, connected=True, active=True).first()
    )
