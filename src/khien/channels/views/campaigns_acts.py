"""What is decided about a campaign: one view an act. A refusal stands on the page with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.channels.access import campaigns as access
from khien.channels.access.campaigns import Right
from khien.channels.forms.campaigns import ApproveForm, ReturnForm, StopForm, VersionForm
from khien.channels.models import Campaign
from khien.channels.services import campaigns
from khien.channels.views.campaigns import campaign_response
from khien.web.doors import StaffRequest, staff

Do = Callable[[], object]


@require_POST
@staff(*access.WRITERS)
def send_in(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.EDIT)
    form = VersionForm(request.POST)

    def do() -> None:
        campaigns.send_in(request.actor, found, version=form.cleaned_data["version"], on=today(), at=now())

    return _done(request, found, form, do, name="send_in", said=_("Sent in. Somebody else decides now."))


@require_POST
@staff(*access.WRITERS)
def take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.EDIT)
    campaigns.take_back(request.actor, found, at=now())
    messages.success(request, _("Taken back. You can change it; it must be approved again."))
    return redirect("campaigns:campaign", uuid=found.uuid)


@require_POST
@staff(*access.APPROVERS)
def approve(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.APPROVE)
    form = ApproveForm(request.POST, prefix="duyet")

    def do() -> None:
        data = form.cleaned_data
        campaigns.approve(
            request.actor, found, version=data["version"], basis=data["basis"], on=today(), at=now()
        )

    said = _("Approved. Nothing goes out before somebody starts it.")
    return _done(request, found, form, do, name="approve", said=said)


@require_POST
@staff(*access.APPROVERS)
def give_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.APPROVE)
    form = ReturnForm(request.POST, prefix="tra")

    def do() -> None:
        data = form.cleaned_data
        campaigns.return_with(request.actor, found, version=data["version"], note=data["note"], at=now())

    return _done(request, found, form, do, name="give_back", said=_("Returned with your words."))


@require_POST
@staff(*access.READERS)
def start(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.RUN)
    campaigns.start(request.actor, found, at=now())
    messages.success(request, _("Started. Steps go out by themselves at their hours."))
    return redirect("campaigns:campaign", uuid=found.uuid)


@require_POST
@staff(*access.READERS)
def pause(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.RUN)
    campaigns.pause(request.actor, found, at=now())
    messages.success(request, _("Paused. A few that are being handed over still go."))
    return redirect("campaigns:campaign", uuid=found.uuid)


@require_POST
@staff(*access.READERS)
def resume(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.RUN)
    campaigns.resume(request.actor, found, at=now())
    messages.success(request, _("It goes on where it stood."))
    return redirect("campaigns:campaign", uuid=found.uuid)


@require_POST
@staff(*access.READERS)
def stop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.RUN)
    form = StopForm(request.POST, prefix="dung")
    left: list[int] = []

    def do() -> None:
        left.append(campaigns.stop(request.actor, found, note=form.cleaned_data["note"], at=now()))

    answer = _done(request, found, form, do, name="stop", said="")
    if left:
        said = ngettext(
            "Stopped for good. %(n)s recipient was left out.",
            "Stopped for good. %(n)s recipients were left out.",
            left[0],
        )
        messages.success(request, said % {"n": left[0]})
    return answer


def _for(request: StaffRequest, uuid: UUID, right: Right) -> Campaign:
    return access.campaign_for(request.actor, str(uuid), right)


def _done(
    request: StaffRequest, found: Campaign, form: django_forms.Form, do: Do, *, name: str, said: str
) -> HttpResponse:
    """Check the form, do it, say so."""
    if not form.is_valid():
        return campaign_response(request, found, sent={name: form}, status=422)
    try:
        do()
    except KhienError as error:
        found.refresh_from_db()
        form.add_error(None, str(error.message))
        return campaign_response(request, found, sent={name: form}, status=error.status)
    if said:
        messages.success(request, said)
    return redirect("campaigns:campaign", uuid=found.uuid)
