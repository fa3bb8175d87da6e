"""The press part: the month's quotas, an outlet with its pieces, kits for editors."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.channels.access import press as access
from khien.channels.access.reach import ACTORS, OFFICE, READERS, acts_for
from khien.channels.forms.press import KitForm, OutletForm, RecordForm
from khien.channels.models import PressOutlet
from khien.channels.selectors import press as reads
from khien.channels.services import press as services
from khien.channels.services.inside_accounts import topmost
from khien.channels.tables.press import OUTLETS
from khien.library import api as library
from khien.web.doors import StaffRequest, public, staff
from khien.web.tables import respond

POST_OR_GET = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_SEARCH = 120


@require_safe
@staff(*READERS)
def outlets(request: StaffRequest) -> HttpResponseBase:
    """Every outlet in a month: what it owes, what came out, what is missing; `?thang=2026-11`."""
    month = _month(request.GET.get("thang", ""))
    lines = reads.outlet_lines(access.outlets_seen(request.actor, on=today()), month=month)
    context = {
        "month": month,
        "before": (month - dt.timedelta(days=1)).replace(day=1),
        "after": (month + dt.timedelta(days=32)).replace(day=1),
        "letters": [text for line in lines if line.active and (text := reads.reminder(line, month=month))],
        "acts": request.actor.has(*ACTORS),
        "office": request.actor.has(*OFFICE),
        "kits": reads.kit_rows(access.kits_seen(request.actor, on=today()))[:10],
    }
    return respond(request, "press/outlets.html", OUTLETS, lines, context)


@POST_OR_GET
@staff(*READERS)
def outlet(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One outlet: record what came out, and what was recorded."""
    posted = request.method == "POST"
    found = access.outlet_for(request.actor, str(uuid), on=today(), act=posted)
    form = RecordForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"key": uuid4(), "on": today()},
    )
    if posted and form.is_valid():
        try:
            services.record_piece(request.actor, found, form.words(), key=form.cleaned_data["key"], at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Recorded, and written into the ledger."))
            return redirect("press:outlet", uuid=found.uuid)
    month = today().replace(day=1)
    line = reads.outlet_lines(access.outlets_seen(request.actor, on=today()).filter(pk=found.pk), month=month)
    context = {
        "outlet": found,
        "form": form,
        "line": line[0],
        "pieces": reads.pieces_of(found),
        "may_act": acts_for(request.actor, found.unit_id),
        "office": request.actor.has(*OFFICE),
    }
    return render(request, "press/outlet.html", context, status=422 if form.errors else 200)


@POST_OR_GET
@staff(*OFFICE)
def outlet_new(request: StaffRequest) -> HttpResponse:
    return _edit(request, None)


@POST_OR_GET
@staff(*OFFICE)
def outlet_change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _edit(request, access.outlet_for(request.actor, str(uuid), on=today(), act=True))


def _edit(request: StaffRequest, found: PressOutlet | None) -> HttpResponse:
    names = ("name", "kind", "email", "quota_text", "quota_from", "quota_until", "active")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names} if found else {}
    form = OutletForm(request.POST or None, on=today(), fixed=found is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit_id = found.unit_id if found else form.cleaned_data["unit"]
        try:
            kept = services.keep_outlet(request.actor, found, unit_id, form.words(), at=now())
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The outlet is kept."))
            return redirect("press:outlet", uuid=kept.uuid)
    context = {"form": form, "outlet": found}
    return render(request, "press/outlet_form.html", context, status=422 if form.errors else 200)


@POST_OR_GET
@staff(*OFFICE)
def kit_new(request: StaffRequest) -> HttpResponse:
    """First which text (`?tai-lieu=`), then a word to the editors and to whom."""
    asked = request.GET.get("tai-lieu", "")
    if not asked.isdecimal() or len(asked) > 12:
        words = request.GET.get("tim", "").strip()[:LONGEST_SEARCH]
        found = library.edition_cards(words, limit=20)
        return render(
            request, "press/choose.html", {"words": words, "found": found, "kinds": library.KIND_NAMES}
        )
    edition = library.edition_card(int(asked))
    rows = list(access.outlets_seen(request.actor, on=today()).filter(active=True))
    choices = [(str(row.uuid), row.name) for row in rows]
    form = KitForm(request.POST or None, outlets=choices, initial={"outlets": [uuid for uuid, _n in choices]})
    if request.method == "POST" and form.is_valid():
        chosen = [row for row in rows if str(row.uuid) in form.cleaned_data["outlets"]]
        try:
            kit = services.make_kit(
                request.actor,
                edition.id,
                unit_id=topmost(rows[0].unit_id) if rows else edition.unit_id,
                note=form.cleaned_data["note"],
                contact=form.cleaned_data["contact"],
                at=now(),
            )
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            services.send_kit(request.actor, kit, chosen, at=now())
            return redirect("press:kit", uuid=kit.uuid)
    context = {"form": form, "edition": edition}
    return render(request, "press/kit_new.html", context, status=422 if form.errors else 200)


@require_safe
@staff(*READERS)
def kit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.kit_for(request.actor, str(uuid), on=today())
    context = {
        "kit": found,
        "sendings": found.sendings.select_related("outlet"),
        "address": services.kit_address(found),
        "letter": services.kit_letter(found),
    }
    return render(request, "press/kit.html", context)


@public
@require_safe
def kit_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The ZIP, for an editor with the link."""
    found = access.kit_by_token(token)
    answer = files.response(found.stored, filename=found.filename)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)
