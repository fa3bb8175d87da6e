"""One text of a plan: adapt it, go back to the approved words, split it into A and B."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base.clock import now
from khien.base.errors import KhienError
from khien.channels.access import campaigns as access
from khien.channels.access.campaigns import Right
from khien.channels.forms.campaigns import ShareForm, TextForm
from khien.channels.models import Campaign, Message
from khien.channels.rules.kinds import Medium
from khien.channels.rules.planning import Part
from khien.channels.selectors.campaign_plan import approved_words, text_view
from khien.channels.services import campaign_texts
from khien.channels.services.campaign_trying import send_test
from khien.channels.views.campaigns_shared import plan_frame
from khien.channels.wording import MEDIUM_NAMES
from khien.web.doors import StaffRequest, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def text(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    found, held = _text(request, uuid, message)
    view = text_view(held)
    initial = {
        "version": found.version,
        "subject": held.subject,
        "text": held.text,
        "linked": bool(held.link),
    }
    can_link = bool(held.link or held.edition_id)
    form = TextForm(request.POST or None, medium=Medium(held.medium), can_link=can_link, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            campaign_texts.change_text(
                request.actor,
                found,
                held,
                subject=data.get("subject", ""),
                text=data["text"],
                linked=bool(data.get("linked")),
                version=data["version"],
                at=now(),
            )
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("campaigns:texts", uuid=found.uuid)
    share = ShareForm(initial={"version": found.version, "share": held.share if view.share < 100 else 50})
    context = {
        "form": form,
        "share": share,
        "view": view,
        "approved": approved_words(held),
        "name": MEDIUM_NAMES[view.medium],
        "split": held.share < 100,
    }
    frame = plan_frame(request, found, Part.TEXTS)
    return render(request, "channels/campaign_text.html", frame | context, status=422 if form.errors else 200)


@require_POST
@staff(*access.WRITERS)
def back(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    """The approved words again."""
    found, held = _text(request, uuid, message)
    campaign_texts.back_to_material(request.actor, found, held, version=_version(request), at=now())
    messages.success(request, _("The approved words stand there again."))
    return redirect("campaigns:texts", uuid=found.uuid)


@require_POST
@staff(*access.WRITERS)
def split(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    """Two texts, or one again with `viec=gop`."""
    found, held = _text(request, uuid, message)
    if request.POST.get("viec") == "gop":
        campaign_texts.join(request.actor, found, held, version=_version(request), at=now())
        messages.success(request, _("One text again."))
        return redirect("campaigns:texts", uuid=found.uuid)
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a share between 1 and 99 per cent."))
        return redirect("campaigns:text", uuid=found.uuid, message=held.uuid)
    data = form.cleaned_data
    second = campaign_texts.split(
        request.actor, found, held, share_a=data["share"], version=data["version"], at=now()
    )
    messages.success(request, _("Now write text B: change its words or its heading."))
    return redirect("campaigns:text", uuid=found.uuid, message=second.uuid)


@require_POST
@staff(*access.WRITERS)
def test(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    """One test message to her own address."""
    found, held = _text(request, uuid, message)
    try:
        send_test(request.actor, held, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("A test is on its way to your own address."))
    return redirect("campaigns:look", uuid=found.uuid)


def _text(request: StaffRequest, uuid: UUID, message: UUID) -> tuple[Campaign, Message]:
    found = access.campaign_for(request.actor, str(uuid), Right.EDIT)
    return found, access.message_for(found, str(message))


def _version(request: StaffRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
