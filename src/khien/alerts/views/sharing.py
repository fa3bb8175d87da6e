"""Indicators for response centres: the list, pasting many, taking them from a warning, withdrawing; keys of centres."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.alerts import access
from khien.alerts.forms_sharing import AddForm, KeyForm, SuggestForm, WithdrawForm
from khien.alerts.models import Alert
from khien.alerts.rules.indicators import Tlp
from khien.alerts.selectors.suggestions import suggested
from khien.alerts.services import sharing
from khien.alerts.tables_sharing import indicator_table
from khien.alerts.wording_sharing import TLP_NAMES, TLP_TONES
from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@require_safe
@staff(*access.SHARING_READERS)
def indicators(request: StaffRequest) -> HttpResponse:
    shares = request.actor.has(*access.SHARERS)
    context = {"shares": shares}
    table = indicator_table(shares=shares)
    return respond(request, "alerts/indicators.html", table, access.indicators(), context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.SHARERS)
def add(request: StaffRequest) -> HttpResponse:
    form = AddForm(request.POST or None, at=now())
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["lines"]
        made = sharing.add(request.actor, lines, form.terms(), at=now())
        _say(request, len(made), len(lines))
        return redirect("alerts_staff:indicators")
    return render(request, "alerts/indicator_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.SHARERS)
def suggest(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """From a warning that was sent."""
    alert: Alert = access.alert_for(request.actor, str(uuid), on=today())
    if not alert.frozen or alert.drill:
        raise Missing
    found = suggested(alert)
    form = SuggestForm(request.POST or None, found=found, at=now())
    if request.method == "POST" and form.is_valid():
        picked = form.picked()
        made = sharing.add(request.actor, picked, form.terms(), alert=alert, at=now())
        _say(request, len(made), len(picked))
        return redirect("alerts_staff:indicators")
    context = {"form": form, "alert": alert, "found": found}
    return render(request, "alerts/indicator_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.SHARERS)
def withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.indicator_for(str(uuid))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sharing.withdraw(request.actor, found, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("Withdrawn. Every centre that asks is told so."))
        return redirect("alerts_staff:indicators")
    context = {"form": form, "indicator": found}
    return render(request, "alerts/indicator_withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.KEY_MAKERS)
def keys(request: StaffRequest) -> HttpResponse:
    """The secret stands on the answer to the very request that made it, and nowhere after."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made, secret = sharing.make_key(request.actor, data["holder"], Tlp(data["ceiling"]), at=now())
        response = _keys_page(request, KeyForm(), made=made, secret=secret)
        response["Cache-Control"] = "no-store"
        return response
    return _keys_page(request, form, status=422 if form.errors else 200)


@require_POST
@staff(*access.KEY_MAKERS)
def revoke(request: StaffRequest, uuid: UUID) -> HttpResponse:
    sharing.revoke_key(request.actor, access.share_key_for(str(uuid)), at=now())
    messages.success(request, _("Revoked. The key opens nothing any more."))
    return redirect("alerts_staff:share_keys")


def _keys_page(request: StaffRequest, form: KeyForm, *, status: int = 200, **made: Any) -> HttpResponse:
    rows = [(key, TLP_NAMES[key.ceiling], TLP_TONES[key.ceiling]) for key in access.share_keys()[:200]]
    context = {
        "form": form,
        "rows": rows,
        "address": request.build_absolute_uri("/taxii2/"),
        "indicators": request.actor.has(*access.SHARING_READERS),
    } | made
    return render(request, "alerts/share_keys.html", context, status=status)


def _say(request: StaffRequest, made: int, asked: int) -> None:
    told = ngettext("%(n)s indicator is shared now.", "%(n)s indicators are shared now.", made) % {"n": made}
    if made < asked:
        told = f"{told} {_('%(n)s were shared already.') % {'n': asked - made}}"
    messages.success(request, told)
