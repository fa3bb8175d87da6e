"""Foreign warnings: what came, what becomes of each, and where they are read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.alerts import access
from khien.alerts.forms_sharing import DraftForm, FeedForm
from khien.alerts.selectors.naming import writing_choices
from khien.alerts.services import intake
from khien.alerts.tables_sharing import incoming_table
from khien.alerts.wording import CERTAINTY_NAMES, SEVERITY_SHORT, URGENCY_NAMES
from khien.alerts.wording_sharing import (
    ITEM_STATES,
    ITEM_TONES,
    SIGNATURE_NAMES,
    SIGNATURE_TONES,
    TROUBLES,
)
from khien.base.clock import now, today
from khien.base.errors import Missing, Refused
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

TABS = {"moi": "new", "da-giu": "kept", "thanh-nhap": "used", "da-bo": "dropped"}
ACTS = {"giu": "kept", "bo": "dropped", "mo-lai": "new"}
MOST_FEEDS = 200


@require_safe
@staff(*access.INTAKE_READERS)
def incoming(request: StaffRequest, tab: str = "moi") -> HttpResponse:
    if tab not in TABS:
        raise Missing
    rows = access.incoming()
    fresh = rows.filter(state="new").count()
    context = {
        "tabs": [
            {
                "label": ITEM_STATES[state],
                "url": reverse("alerts_staff:incoming_tab", args=[code]),
                "current": code == tab,
                "count": fresh if state == "new" else None,
            }
            for code, state in TABS.items()
        ],
        "broken": access.feeds().filter(active=True).exclude(trouble=""),
        "troubles": TROUBLES,
        "any_feed": access.feeds().exists(),
        "keeps": request.actor.has(*access.FEED_KEEPERS),
    }
    return respond(
        request, "alerts/incoming.html", incoming_table(tab), rows.filter(state=TABS[tab]), context
    )


@require_safe
@staff(*access.INTAKE_READERS)
def item(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _item_page(request, uuid)


@require_POST
@staff(*access.WRITERS)
def decide(request: StaffRequest, uuid: UUID, act: str) -> HttpResponse:
    if act not in ACTS:
        raise Missing
    intake.decide(request.actor, access.incoming_for(str(uuid)), ACTS[act], at=now())
    messages.success(request, _("Noted. Nothing was sent to anybody."))
    return redirect("alerts_staff:incoming")


@require_POST
@staff(*access.WRITERS)
def draft(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A draft of ours with their words; goes on to the editor."""
    found = access.incoming_for(str(uuid))
    form = _draft_form(request)
    if not form.is_valid():
        return _item_page(request, uuid, form=form, status=422)
    unit_id = form.cleaned_data["unit"]
    if not access.writes_for(request.actor, unit_id):
        raise Refused
    made = intake.draft_from(request.actor, found, unit_id, at=now())
    return redirect("alerts_staff:alert", uuid=made.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.FEED_KEEPERS)
def feeds(request: StaffRequest) -> HttpResponse:
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = intake.add_feed(request.actor, data["name"], data["address"], data["certificate"], at=now())
        if made is None:
            form.add_error("address", _("This address is read already."))
        else:
            messages.success(request, _("Added. It is read within 15 minutes; or press Read now."))
            return redirect("alerts_staff:feeds")
    rows = [(feed, TROUBLES.get(feed.trouble, "")) for feed in access.feeds()[:MOST_FEEDS]]
    context = {"form": form, "rows": rows}
    return render(request, "alerts/feeds.html", context, status=422 if form.errors else 200)


@require_POST
@staff(*access.FEED_KEEPERS)
def read_now(request: StaffRequest, uuid: UUID) -> HttpResponse:
    feed = access.feed_for(str(uuid))
    new = intake.read_one(feed, at=now())
    if feed.trouble:
        messages.error(request, str(TROUBLES.get(feed.trouble, "")))
    else:
        messages.success(request, _("Read. New: %(n)s.") % {"n": new})
    return redirect("alerts_staff:feeds")


@require_POST
@staff(*access.FEED_KEEPERS)
def switch(request: StaffRequest, uuid: UUID) -> HttpResponse:
    intake.switch_feed(request.actor, access.feed_for(str(uuid)), on=request.POST.get("on") == "1", at=now())
    return redirect("alerts_staff:feeds")


def _draft_form(request: StaffRequest) -> DraftForm:
    units = writing_choices(access.writing_units(request.actor), on=today())
    return DraftForm(request.POST or None, units=units)


def _item_page(
    request: StaffRequest, uuid: UUID, *, form: DraftForm | None = None, status: int = 200
) -> HttpResponse:
    found = access.incoming_for(str(uuid))
    context = {
        "item": found,
        "state": (ITEM_STATES[found.state], ITEM_TONES[found.state]),
        "signature": (SIGNATURE_NAMES[found.signature], SIGNATURE_TONES[found.signature]),
        "severity": SEVERITY_SHORT.get(found.severity, ""),
        "certainty": CERTAINTY_NAMES.get(found.certainty, ""),
        "urgency": URGENCY_NAMES.get(found.urgency, ""),
        "writes": request.actor.has(*access.WRITERS),
        "form": form or _draft_form(request),
    }
    return render(request, "alerts/incoming_item.html", context, status=status)
