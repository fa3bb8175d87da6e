"""Commune radio: stations today, a station's day with its big buttons, days nobody spoke for."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.channels.access import radio as access
from khien.channels.access.reach import ACTORS, OFFICE, READERS, acting_units, acts_for
from khien.channels.forms.radio import DaysForm, PlayedForm, StationForm
from khien.channels.models import Airing, RadioStation
from khien.channels.selectors import radio as reads
from khien.channels.services import radio_played, radio_stations
from khien.channels.services.radio_export import MOST_DAYS, export_days
from khien.channels.tables.radio import MISSING, STATIONS
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

POST_OR_GET = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff(*READERS)
def stations(request: StaffRequest) -> HttpResponseBase:
    """Every station she sees with today's count; an officer of one station goes to its day."""
    rows = access.stations_seen(request.actor, on=today())
    only = _only_station(request, rows)
    if only is not None and "tat-ca" not in request.GET:
        return redirect("radio:station", uuid=only.uuid)
    context = {"may_open": request.actor.has(*ACTORS), **tabs_of(request, "stations")}
    return respond(
        request, "radio/stations.html", STATIONS, reads.station_lines(rows, today=today()), context
    )


def _only_station(request: StaffRequest, rows: QuerySet[RadioStation]) -> RadioStation | None:
    if acting_units(request.actor) is None or not request.actor.has(*ACTORS):
        return None
    found = list(rows.filter(active=True)[:2])
    return found[0] if len(found) == 1 else None


@require_safe
@staff(*READERS)
def station(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One day of one station: what to play, in order."""
    found = access.station_for(request.actor, str(uuid), on=today())
    day = _day(request.GET.get("ngay", ""))
    lines = reads.day_of(found, day)
    context = {
        "station": found,
        "day": day,
        "today": today(),
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "lines": lines,
        "open": sum(line.open for line in lines),
        "over": day <= today(),
        "missing": reads.missing_count(
            access.stations_seen(request.actor, on=today()).filter(pk=found.pk), today=today()
        ),
        "may_act": acts_for(request.actor, found.unit_id),
        "days": DaysForm(initial={"tu": day, "den": day + dt.timedelta(days=6)}),
        "most_days": MOST_DAYS,
        **tabs_of(request, "stations"),
    }
    return render(request, "radio/station.html", context)


@require_safe
@staff(*READERS)
def take_along(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The days as a ZIP for a USB stick."""
    found = access.station_for(request.actor, str(uuid), on=today())
    form = DaysForm(request.GET)
    problem = _("Write both days like 24/11/2026.")
    if form.is_valid():
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
        try:
            packed = export_days(found, first, last)
        except KhienError as error:
            problem = str(error.message)
        else:
            answer = HttpResponse(packed, content_type="application/zip")
            name = f"loa-{slugify(found.unit.code)}-{first.isoformat()}.zip"
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    messages.error(request, problem)
    return redirect("radio:station", uuid=found.uuid)


@require_POST
@staff(*ACTORS)
def played(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """ "Đã phát": one press; the number of times can be changed beside it."""
    airing = access.airing_for(request.actor, str(uuid), on=today())
    form = PlayedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how often it was played, from 1 to 48."))
        return _back(request, airing)
    try:
        radio_played.say_played(request.actor, airing, times=form.cleaned_data["times"], at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Written into the ledger: aired."))
    return _back(request, airing)


@require_POST
@staff(*ACTORS)
def not_played(request: StaffRequest, uuid: UUID) -> HttpResponse:
    airing = access.airing_for(request.actor, str(uuid), on=today())
    radio_played.say_not_played(request.actor, airing, at=now())
    messages.success(request, _("Noted. Nobody asks about it any more."))
    return _back(request, airing)


def _back(request: StaffRequest, airing: Airing) -> HttpResponse:
    if request.POST.get("tu") == "thieu":
        return redirect("radio:missing")
    return redirect(
        f"{reverse('radio:station', args=[airing.station.uuid])}?ngay={airing.on.isoformat()}#b-{airing.uuid}"
    )


@require_safe
@staff(*READERS)
def missing(request: StaffRequest) -> HttpResponseBase:
    """Days that are over and that nobody spoke for."""
    lines = reads.missing_lines(access.stations_seen(request.actor, on=today()), today=today())
    return respond(request, "radio/missing.html", MISSING, lines, tabs_of(request, "missing"))


@POST_OR_GET
@staff(*ACTORS)
def station_new(request: StaffRequest) -> HttpResponse:
    return _edit(request, None)


@POST_OR_GET
@staff(*ACTORS)
def station_change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _edit(request, access.station_for(request.actor, str(uuid), on=today(), act=True))


def _edit(request: StaffRequest, found: RadioStation | None) -> HttpResponse:
    units = acting_units(request.actor)
    single = next(iter(units)) if units is not None and len(units) == 1 else None
    unit_id = found.unit_id if found else single
    form = StationForm(
        request.POST or None,
        on=today(),
        only="x" if unit_id is not None else "",
        has_key=bool(found and found.connected),
        initial=_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        chosen = unit_id if unit_id is not None else form.cleaned_data["unit"]
        kept = _keep(request, found, form, chosen)
        if kept is not None:
            messages.success(request, _("The station is kept."))
            return redirect("radio:station", uuid=kept.uuid)
    context = {
        "form": form,
        "station": found,
        "receipts": radio_stations.receipt_address(found) if found and found.connected else "",
        **tabs_of(request, "stations"),
    }
    return render(request, "radio/station_form.html", context, status=422 if form.errors else 200)


def _keep(
    request: StaffRequest, found: RadioStation | None, form: StationForm, unit_id: int
) -> RadioStation | None:
    try:
        if found is not None:
            return radio_stations.change_station(request.actor, found, form.words(), at=now())
        if not acts_for(request.actor, unit_id):
            raise KhienError(_("You do not act for this unit."), code="not-your-unit")
        return radio_stations.open_station(request.actor, unit_id, form.words(), at=now())
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None


def _initial(found: RadioStation | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "name": found.name,
        "connected": found.connected,
        "url": radio_stations.station_address(found),
        "note": found.note,
        "active": found.active,
    }


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return today()


def tabs_of(request: StaffRequest, current: str) -> dict[str, Any]:
    """The tabs of this part, and whether she may schedule."""
    found = [
        ("stations", _("Stations today"), reverse("radio:stations") + "?tat-ca=1", "speakerphone"),
        ("board", _("Schedule of bulletins"), reverse("radio:board"), "calendar"),
        ("missing", _("Not spoken for"), reverse("radio:missing"), "alert-circle"),
    ]
    items = [
        {"label": label, "url": url, "icon": icon, "current": code == current}
        for code, label, url, icon in found
    ]
    return {
        "tabs_items": items,
        "may_schedule": request.actor.has(*ACTORS),
        "office": request.actor.has(*OFFICE),
    }
