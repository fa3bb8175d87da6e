"""What loudspeakers and print points put into inboxes: bulletins to air and days not spoken for, posters to walk to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khien.base.access import Actor
from khien.channels.access import placements as place_access
from khien.channels.access import radio as radio_access
from khien.channels.access.reach import acting_units
from khien.channels.models import Airing, RadioStation
from khien.channels.rules.radio import AiringState, Priority
from khien.channels.selectors.placements import due_lines
from khien.channels.selectors.radio import LOOK_BACK
from khien.channels.wording_places import HANGING_NAMES
from khien.work.api import InboxEntry

MOST = 50


def to_air(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """One entry a station of hers that has something to say today or has days open. The office has its own table."""
    units = _hers(actor, unit_ids)
    if not units:
        return []
    stations = {row.pk: row for row in radio_access.stations_worked(actor).filter(unit_id__in=units)[:MOST]}
    rows = Airing.objects.filter(
        station__in=stations, state=AiringState.PLANNED, on__lte=on, on__gte=on - LOOK_BACK
    ).values_list("station_id", "on", "bulletin__priority")
    found: dict[int, list[tuple[dt.date, int]]] = {}
    for station_id, day, priority in rows:
        found.setdefault(station_id, []).append((day, priority))
    return [_station_entry(stations[pk], days, on) for pk, days in found.items()]


def _station_entry(station: RadioStation, days: list[tuple[dt.date, int]], on: dt.date) -> InboxEntry:
    urgent = any(priority == Priority.EMERGENCY and day == on for day, priority in days)
    count = len(days)
    words = ngettext("%(n)s bulletin to air or to speak for", "%(n)s bulletins to air or to speak for", count)
    return InboxEntry(
        kind="radio_air",
        title=station.name,
        url=reverse("radio:station", args=[station.uuid]),
        action=_("Open the station's day"),
        unit_id=station.unit_id,
        unit=station.unit.name,
        due_on=min(day for day, _priority in days),
        detail=words % {"n": count},
        state=_("Emergency: air it at once") if urgent else _("To be aired"),
        tone="danger" if urgent else "need",
    )


def to_walk(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Posters of her unit that are to be hung, lack a photo, end soon or are over."""
    units = _hers(actor, unit_ids)
    if not units:
        return []
    rows = place_access.hangings_seen(actor, on=on).filter(placement__unit_id__in=units)
    lines = due_lines(rows, today=on)[:MOST]
    return [
        InboxEntry(
            kind="placement_due",
            title=f"{line.place}: {line.title}",
            url=reverse("placements:hanging", args=[line.uuid]),
            action=_("Open the hanging"),
            unit_id=None,
            unit=line.unit,
            due_on=line.first if line.hung_on is None else line.last,
            detail="",
            state=str(HANGING_NAMES[line.state]),
            tone="need",
        )
        for line in lines
    ]


def _hers(actor: Actor, unit_ids: frozenset[int] | None) -> frozenset[int]:
    """Units she acts for, narrowed to those asked for; nothing for the office, which acts for all."""
    acts = acting_units(actor)
    if acts is None:
        return frozenset()
    return acts if unit_ids is None else acts & unit_ids
