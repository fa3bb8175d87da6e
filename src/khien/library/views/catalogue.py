"""Topics, and the instruments that materials cite: kept by the standing office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from khien.base.clock import now
from khien.base.errors import KhienError, Missing
from khien.library.forms import InstrumentForm, TopicForm
from khien.library.models import Instrument, Topic
from khien.library.selectors import choices as reads
from khien.library.services import catalogue
from khien.library.services.catalogue import InstrumentText, TopicText
from khien.orgs.api import Role
from khien.web.doors import StaffRequest, staff

ICONS = {  # signs a topic may have, all in web/front/icons.txt
    "alert-triangle": gettext_lazy("Warning triangle"),
    "backpack": gettext_lazy("Backpack"),
    "book": gettext_lazy("Book"),
    "bug": gettext_lazy("Bug"),
    "building-bank": gettext_lazy("Bank"),
    "building-community": gettext_lazy("Public office"),
    "cash": gettext_lazy("Money"),
    "chart-line": gettext_lazy("Curve"),
    "device-mobile": gettext_lazy("Telephone"),
    "dice": gettext_lazy("Dice"),
    "heart-handshake": gettext_lazy("Helping hands"),
    "id": gettext_lazy("Identity card"),
    "lifebuoy": gettext_lazy("Lifebuoy"),
    "lock": gettext_lazy("Lock"),
    "mask": gettext_lazy("Mask"),
    "message": gettext_lazy("Message"),
    "mood-kid": gettext_lazy("Child"),
    "news": gettext_lazy("Newspaper"),
    "phone-call": gettext_lazy("Call"),
    "qrcode": gettext_lazy("QR code"),
    "shield-check": gettext_lazy("Shield"),
    "shopping-cart": gettext_lazy("Shopping cart"),
    "user-question": gettext_lazy("Unknown person"),
    "wifi": gettext_lazy("Wireless network"),
}
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff(Role.STANDING_OFFICE)
def topics(request: StaffRequest) -> HttpResponse:
    return render(request, "library/topics.html", {"topics": reads.topics()})


@GET_OR_POST
@staff(Role.STANDING_OFFICE)
def topic(request: StaffRequest, code: str = "") -> HttpResponse:
    """One topic, or a new one."""
    found = reads.topic(code) if code else None
    if code and found is None:
        raise Missing
    icons: list[tuple[str, object]] = list(ICONS.items())
    if found and found.icon not in ICONS:
        icons.insert(0, (found.icon, _("as it is")))
    form = TopicForm(request.POST or None, icons=icons, initial=_of_topic(found))
    if request.method == "POST" and form.is_valid():
        try:
            catalogue.save_topic(request.actor, found, TopicText(**form.cleaned_data), at=now())
        except KhienError as error:
            form.add_error("name", str(error.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("library:topics")
    return render(
        request, "library/topic.html", {"form": form, "topic": found}, status=422 if form.errors else 200
    )


@require_safe
@staff(Role.STANDING_OFFICE)
def instruments(request: StaffRequest) -> HttpResponse:
    counts = reads.citing_counts()
    rows = [(row, counts.get(row.number, 0)) for row in reads.instruments()]
    return render(request, "library/instruments.html", {"rows": rows})


@GET_OR_POST
@staff(Role.STANDING_OFFICE)
def instrument(request: StaffRequest, pk: int = 0) -> HttpResponse:
    """One instrument, or a new one. Its end marks the materials that cite it."""
    found = reads.instrument(pk) if pk else None
    if pk and found is None:
        raise Missing
    form = InstrumentForm(request.POST or None, initial=_of_instrument(found))
    if request.method == "POST" and form.is_valid():
        try:
            _row, marked = catalogue.save_instrument(
                request.actor, found, InstrumentText(**form.cleaned_data), at=now()
            )
        except KhienError as error:
            form.add_error("replaced_by" if error.code == "unknown-instrument" else None, str(error.message))
        else:
            said = ngettext(
                "Kept. %(n)s material needs another look.", "Kept. %(n)s materials need another look.", marked
            )
            messages.success(request, said % {"n": marked})
            return redirect("library:instruments")
    context = {"form": form, "instrument": found, "others": reads.instruments()}
    return render(request, "library/instrument.html", context, status=422 if form.errors else 200)


def _of_topic(found: Topic | None) -> dict[str, Any]:
    if found is None:
        return {"position": 100, "shown": True, "icon": "book"}
    names = ("name", "name_en", "summary", "icon", "position", "shown")
    return {name: getattr(found, name) for name in names}


def _of_instrument(found: Instrument | None) -> dict[str, Any]:
    if found is None:
        return {}
    names = ("number", "title", "address", "holds_from", "ended_on")
    after = found.replaced_by.number if found.replaced_by else ""
    return {name: getattr(found, name) for name in names} | {"replaced_by": after}
