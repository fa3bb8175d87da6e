"""The desk of events: written by a unit, shown by a second person, cancelled with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from khien.base.clock import now, today
from khien.base.errors import Missing, Refused
from khien.base.typed import number_of
from khien.library import api as library
from khien.orgs import api as orgs
from khien.portal import desk_access as access
from khien.portal.desk_errors import EntryMoved, WrongEntry
from khien.portal.desk_forms import EventForm, ReasonForm
from khien.portal.desk_tables import event_table
from khien.portal.desk_wording import EVENT_STATES
from khien.portal.models import Event
from khien.portal.rules.states import EventState
from khien.portal.services import events as services
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@require_GET
@staff(*access.DESK)
def events(request: StaffRequest) -> HttpResponse:
    rows = access.events_of(request.actor, on=today()).select_related("unit")
    context = {"may_write": request.actor.has(*access.WRITERS)}
    return respond(request, "portal/desk_events.html", event_table(), rows, context)


@staff(*access.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    form = _form(request, initial=_start(request))
    if request.method == "POST" and form.is_valid():
        data = form.data_of()
        if not access.writes(request.actor, data.unit_id):
            raise Refused
        try:
            row = services.write_event(request.actor, data, key=form.form_key, at=now())
        except WrongEntry as error:
            form.add_error(error.field, str(error.message))
        else:
            messages.success(
                request, _("The draft is kept. Somebody else in your unit shows it to the public.")
            )
            return redirect("site_staff:event", uuid=row.uuid)
    return render(request, "portal/desk_event_form.html", {"form": form}, status=422 if form.errors else 200)


@staff(*access.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One event with its form and what can be done with it."""
    row = access.event_for(request.actor, uuid, on=today())
    if request.method != "POST":
        return _page(request, row, _form(request, initial=_initial(row)))
    if not _may_change(request, row):
        raise Refused
    form = _form(request)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    data = form.data_of()
    if not access.works_for(request.actor, data.unit_id, on=today()):
        raise Refused
    try:
        revision = form.cleaned_data["revision"] or 0
        services.change_event(request.actor, row, data, revision=revision, at=now())
    except WrongEntry as error:
        form.add_error(error.field, str(error.message))
        return _page(request, row, form, status=422)
    except EntryMoved as error:
        form.add_error(None, str(error.message))
        return _page(request, access.event_for(request.actor, uuid, on=today()), form, status=409)
    messages.success(request, _("Kept."))
    return redirect("site_staff:event", uuid=uuid)


@require_POST
@staff(*access.APPROVERS)
def show(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.event_for(request.actor, uuid, on=today())
    if not access.approves(request.actor, row.unit_id, on=today()):
        raise Refused
    try:
        services.show_event(
            request.actor, row, revision=number_of(request.POST.get("revision", "")), at=now()
        )
    except (WrongEntry, EntryMoved) as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("It stands on the public calendar now."))
    return redirect("site_staff:event", uuid=uuid)


@require_POST
@staff(*access.DESK)
def cancel(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.event_for(request.actor, uuid, on=today())
    reason, revision = request.POST.get("reason", "")[:400], number_of(request.POST.get("revision", ""))
    try:
        services.cancel_event(request.actor, row, reason=reason, revision=revision, at=now())
    except (WrongEntry, EntryMoved) as error:
        form = ReasonForm({"reason": reason})
        messages.error(request, str(error.message))
        newer = access.event_for(request.actor, uuid, on=today())
        return _page(
            request, newer, _form(request, initial=_initial(newer), fresh=True), reason=form, status=422
        )
    messages.success(request, _("Cancelled. The calendar says so, and why."))
    return redirect("site_staff:event", uuid=uuid)


def _may_change(request: StaffRequest, row: Event) -> bool:
    if row.state == EventState.DRAFT:
        return access.works_for(request.actor, row.unit_id, on=today())
    return access.approves(request.actor, row.unit_id, on=today())


def _page(
    request: StaffRequest, row: Event, form: EventForm, *, reason: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    state = EventState(row.state)
    approves = access.approves(request.actor, row.unit_id, on=today())
    text, tone = EVENT_STATES[state]
    context = {
        "event": row,
        "form": form,
        "reason": reason or ReasonForm(),
        "state": text,
        "tone": tone,
        "may_change": _may_change(request, row),
        "may_show": approves and state is not EventState.SHOWN,
        "own": row.written_by_id == request.actor.id,
        "may_cancel": state is not EventState.CANCELLED,
        "public": state is EventState.SHOWN,
    }
    return render(request, "portal/desk_event.html", context, status=status)


def _form(request: StaffRequest, *, initial: dict[str, Any] | None = None, fresh: bool = False) -> EventForm:
    units = access.desk_units(request.actor, on=today())
    sent = None if fresh else request.POST or None
    return EventForm(sent, on=today(), units=units, initial=initial)


def _start(request: StaffRequest) -> dict[str, Any]:
    units = request.actor.units_as(access.WRITERS)
    if len(units) != 1:
        return {}
    card = orgs.unit(next(iter(units)))
    return {"unit": f"{card.code} · {card.name}"}


def _initial(row: Event) -> dict[str, Any]:
    starts = localtime(row.starts_at)
    ends = localtime(row.ends_at) if row.ends_at else None
    try:
        card = orgs.unit(row.unit_id)
        unit = f"{card.code} · {card.name}"
    except Missing:
        unit = ""
    material = library.cards_of([row.material_id]).get(row.material_id) if row.material_id else None
    return {
        "revision": row.revision,
        "unit": unit,
        "title": row.title,
        "summary": row.summary,
        "starts_on": starts.date(),
        "starts_time": None if row.all_day else starts.time(),
        "ends_on": ends.date() if ends and ends.date() != starts.date() else None,
        "ends_time": None if row.all_day or ends is None else ends.time(),
        "place": row.place,
        "audiences": [code for code in row.audience_codes.split(",") if code],
        "material": material.address if material else "",
    }
