"""Print points: places and what hangs there, what is due, hanging something with a photo, the poster of a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.channels.access import placements as access
from khien.channels.access.reach import ACTORS, READERS, acting_units, acts_for
from khien.channels.forms.placements import HangForm, PhotoForm, PlaceForm, PosterForm, usual_days
from khien.channels.models import Hanging, Placement
from khien.channels.selectors import placements as reads
from khien.channels.services import placements as services
from khien.channels.services.placements import What
from khien.channels.tables.placements import DUE, HANGINGS, PLACES
from khien.library import api as library
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

POST_OR_GET = require_http_methods(["GET", "HEAD", "POST"])
MOST_CHOICES = 500


@require_safe
@staff(*READERS)
def places(request: StaffRequest) -> HttpResponseBase:
    rows = access.placements_seen(request.actor, on=today())
    lines = reads.place_lines(rows, today=today())
    return respond(request, "placements/places.html", PLACES, lines, tabs_of(request, "places"))


@require_safe
@staff(*READERS)
def due(request: StaffRequest) -> HttpResponseBase:
    """What somebody should walk to: to be hung, no photo yet, ends soon, over."""
    lines = reads.due_lines(access.hangings_seen(request.actor, on=today()), today=today())
    return respond(request, "placements/due.html", DUE, lines, tabs_of(request, "due"))


@require_safe
@staff(*READERS)
def place(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = access.placement_for(request.actor, str(uuid), on=today())
    hangings = access.hangings_seen(request.actor, on=today()).filter(placement=found)
    context = {
        "place": found,
        "may_act": acts_for(request.actor, found.unit_id),
        **tabs_of(request, "places"),
    }
    return respond(
        request, "placements/place.html", HANGINGS, reads.hanging_lines(hangings, today=today()), context
    )


@POST_OR_GET
@staff(*ACTORS)
def place_new(request: StaffRequest) -> HttpResponse:
    return _edit(request, None)


@POST_OR_GET
@staff(*ACTORS)
def place_change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _edit(request, access.placement_for(request.actor, str(uuid), on=today(), act=True))


def _edit(request: StaffRequest, found: Placement | None) -> HttpResponse:
    units = acting_units(request.actor)
    single = next(iter(units)) if units is not None and len(units) == 1 else None
    unit_id = found.unit_id if found else single
    form = PlaceForm(
        request.POST or None,
        on=today(),
        only=unit_id is not None,
        new=found is None,
        initial=_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        chosen = unit_id if unit_id is not None else form.cleaned_data["unit"]
        kept = _keep(request, found, form, chosen)
        if kept is not None:
            messages.success(request, _("The place is kept."))
            return redirect("placements:place", uuid=kept.uuid)
    context = {"form": form, "place": found, **tabs_of(request, "places")}
    return render(request, "placements/place_form.html", context, status=422 if form.errors else 200)


def _keep(request: StaffRequest, found: Placement | None, form: PlaceForm, unit_id: int) -> Placement | None:
    try:
        if found is not None:
            closed = bool(form.cleaned_data.get("closed"))
            return services.change_placement(request.actor, found, form.words(), closed=closed, at=now())
        if not acts_for(request.actor, unit_id):
            raise KhienError(_("You do not act for this unit."), code="not-your-unit")
        return services.open_placement(request.actor, unit_id, form.words(), at=now())
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None


def _initial(found: Placement | None) -> dict[str, Any]:
    if found is None:
        return {}
    names = ("kind", "name", "place", "size", "consent", "consent_on")
    return {name: getattr(found, name) for name in names} | {"closed": found.closed_on is not None}


# ---- hanging --------------------------------------------------------------------------------------------------
@POST_OR_GET
@staff(*ACTORS)
def hang_new(request: StaffRequest) -> HttpResponse:
    """Photo → where → what → keep; `?sap-treo=1` plans one that is still to be hung; `?diem=` the place."""
    rows = list(access.placements_worked(request.actor).order_by("name")[:MOST_CHOICES])
    planned = "sap-treo" in request.GET
    form = HangForm(
        request.POST or None,
        request.FILES or None,
        places=[(str(row.uuid), row.name) for row in rows],
        editions=[(str(card.id), card.title) for card in library.edition_cards(limit=200)],
        planned=planned,
        initial={"key": uuid4(), "placement": request.GET.get("diem", ""), **usual_days(today())},
    )
    if request.method == "POST" and form.is_valid():
        kept = _hung(request, form, rows)
        if kept is not None:
            said = _("Noted. Print the poster with its own code.") if planned else _said(kept)
            messages.success(request, said)
            return redirect("placements:hanging", uuid=kept.uuid)
    context = {"form": form, "planned": planned, "places": rows, **tabs_of(request, "due")}
    return render(request, "placements/hang.html", context, status=422 if form.errors else 200)


def _said(kept: Hanging) -> str:
    return (
        _("Written into the ledger with its photo.") if kept.told else _("Noted. A photo is still missing.")
    )


def _hung(request: StaffRequest, form: HangForm, rows: list[Placement]) -> Hanging | None:
    data = form.cleaned_data
    chosen = next(row for row in rows if str(row.uuid) == data["placement"])
    edition = int(data["edition"]) if data["edition"] else None
    what = What(first=data["on"], last=data["until"], edition_id=edition, title=data["title"])
    try:
        if form.planned:
            return services.plan_hanging(request.actor, chosen, what, key=data["key"], at=now())
        return services.hang_at_once(
            request.actor, chosen, what, photo=data["photo"], key=data["key"], at=now()
        )
    except KhienError as error:
        form.add_error(None, str(error.message))
        return None


@require_safe
@staff(*READERS)
def hanging(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _hanging_page(request, access.hanging_for(request.actor, str(uuid), on=today()))


def _hanging_page(request: StaffRequest, found: Hanging, form: PhotoForm | None = None) -> HttpResponse:
    days = reads.scans_by_day(found)
    context = {
        "hanging": found,
        "state": reads.hanging_state(found, today=today()),
        "may_act": acts_for(request.actor, found.placement.unit_id),
        "form": form or PhotoForm(initial={"on": found.hung_on or today()}),
        "poster": PosterForm(initial={"kho": "a3" if found.placement.size in ("a3", "large") else "a4"}),
        "address": services.code_address(found),
        "days": days,
        "scans": sum(count for _day, count in days),
        **tabs_of(request, "due"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "placements/hanging.html", context, status=status)


@require_POST
@staff(*ACTORS)
def hung(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """It hangs now; or one more photo of it."""
    found = access.hanging_for(request.actor, str(uuid), on=today(), act=True)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            kept = services.hang(request.actor, found, photo=data["photo"], on=data["on"], at=now())
        except KhienError as error:
            form.add_error("photo" if data["photo"] else "on", str(error.message))
        else:
            messages.success(request, _said(kept))
            return redirect("placements:hanging", uuid=found.uuid)
    return _hanging_page(request, found, form)


@require_POST
@staff(*ACTORS)
def down(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.hanging_for(request.actor, str(uuid), on=today(), act=True)
    services.take_down(request.actor, found, on=today(), at=now())
    messages.success(request, _("Noted: it does not hang there any more."))
    return redirect("placements:place", uuid=found.placement.uuid)


@require_safe
@staff(*READERS)
def poster(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The poster with this place's code, as PDF."""
    found = access.hanging_for(request.actor, str(uuid), on=today())
    form = PosterForm(request.GET)
    template, size = ("bold", "a4")
    if form.is_valid():
        template, size = form.cleaned_data["mau"] or template, form.cleaned_data["kho"] or size
    try:
        name, data = services.poster_for(found, template=template, size=size)
    except KhienError as error:
        messages.error(request, str(error.message))
        return redirect("placements:hanging", uuid=found.uuid)
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@staff(*READERS)
def photo(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """`?lon=1`: as large as it is."""
    found = access.hanging_for(request.actor, str(uuid), on=today())
    stored = found.photo if "lon" in request.GET else found.preview
    if stored is None:
        raise Missing
    return files.response(stored, filename="anh-treo.jpg", inline=True)


def tabs_of(request: StaffRequest, current: str) -> dict[str, Any]:
    found = [
        ("due", _("To walk to"), reverse("placements:due"), "list-check"),
        ("places", _("Places"), reverse("placements:places"), "map-pin"),
    ]
    items = [
        {"label": label, "url": url, "icon": icon, "current": code == current}
        for code, label, url, icon in found
    ]
    return {"tabs_items": items, "acts": request.actor.has(*ACTORS)}
