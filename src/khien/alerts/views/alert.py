"""One warning: what every channel will say, who decides, what was sent, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from khien.alerts import access
from khien.alerts.access import Right
from khien.alerts.forms import ApproveForm, NoteForm
from khien.alerts.models import Alert
from khien.alerts.rules.vocabulary import Kind, State
from khien.alerts.selectors.page import alert_page, poster_of, signed_of
from khien.alerts.services import workflow, writing
from khien.base import files
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.web.doors import StaffRequest, staff

CAP_MEDIA = "application/cap+xml; charset=utf-8"
Do = Callable[[], object]
LABELS = {
    "submit": (gettext_lazy("A word to those who approve"), False),
    "send_back": (gettext_lazy("What should be mended"), True),
}


@require_safe
@staff()
def alert(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.alert_for(request.actor, str(uuid), on=today())
    return alert_response(request, found)


@require_POST
@staff(*access.WRITERS)
def submit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.WRITE)
    form = _note("submit", request.POST)
    return _done(
        request,
        found,
        ("submit", form),
        lambda: workflow.submit(request.actor, found, note=form.cleaned_data["note"], at=now()),
        said=_("Sent to be approved. Two people must approve it."),
    )


@require_POST
@staff(*access.WRITERS)
def take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.WRITE)
    workflow.take_back(request.actor, found, at=now())
    messages.success(request, _("Taken back. Approvals given before no longer count."))
    return redirect("alerts_staff:write", uuid=uuid)


@require_POST
@staff(*access.APPROVERS)
def send_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.APPROVE)
    form = _note("send_back", request.POST)
    return _done(
        request,
        found,
        ("send_back", form),
        lambda: workflow.send_back(request.actor, found, note=form.cleaned_data["note"], at=now()),
        said=_("Sent back to be mended."),
    )


@require_POST
@staff(*access.APPROVERS)
def approve(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The second approval, or one in an emergency, sends it in the same moment."""
    found = _for(request, uuid, Right.APPROVE)
    form = ApproveForm(request.POST)
    sent: list[Alert] = []

    def do() -> None:
        data = form.cleaned_data
        sent.append(
            workflow.approve(
                request.actor,
                found,
                revision=data["revision"],
                emergency=data["emergency"],
                reason=data["reason"],
                at=now(),
            )
        )

    response = _done(request, found, ("approve", form), do, said="")
    if sent:
        out = sent[0].state == State.ISSUED
        said = _("The warning was sent out.") if out else _("Approved. One more person must approve it.")
        messages.success(request, said)
    return response


@require_POST
@staff(*access.WRITERS)
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.WRITE)
    writing.drop(request.actor, found, at=now())
    messages.success(request, _("The draft was dropped. Nothing had been sent."))
    return redirect("alerts_staff:tab", tab="drafts")


@require_POST
@staff(*access.WRITERS)
def follow(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """An update or a cancel of what was sent: a new draft with the same texts."""
    kinds = {"cap-nhat": Kind.UPDATE, "huy": Kind.CANCEL}
    if kind not in kinds:
        raise Missing
    found = _for(request, uuid, Right.WRITE)
    made = writing.follow(request.actor, found, kinds[kind], at=now())
    return redirect("alerts_staff:write", uuid=made.uuid)


@require_safe
@staff()
def cap_xml(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The very bytes that were signed; restricted ones and drills too."""
    found = access.alert_for(request.actor, str(uuid), on=today())
    response = HttpResponse(signed_of(found), content_type=CAP_MEDIA)
    response["Content-Disposition"] = f'attachment; filename="canh-bao-{str(uuid)[:8]}.xml"'
    return response


@require_safe
@staff()
def poster(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = access.alert_for(request.actor, str(uuid), on=today())
    stored = poster_of(found)
    return files.response(stored, filename=f"canh-bao-{str(uuid)[:8]}.pdf", inline=True)


def alert_response(
    request: StaffRequest,
    found: Alert,
    *,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms: dict[str, django_forms.Form] = {
        "approve": ApproveForm(initial={"revision": found.revision}),
        "submit": _note("submit"),
        "send_back": _note("send_back"),
    }
    context: dict[str, Any] = {
        "page": alert_page(request.actor, found, rights=_rights(request.actor, found), at=now()),
        "alert": found,
        "suggests": found.frozen and not found.drill and request.actor.has(*access.SHARERS),
        "forms": forms | (sent or {}),
        "sent": next(iter(sent), "") if sent else "",
    }
    return render(request, "alerts/alert.html", context, status=status)


def _rights(actor: Actor, found: Alert) -> dict[str, bool]:
    on = today()
    return {
        "write": access.may(actor, found, Right.WRITE, on=on),
        "approve": found.state == State.WAITING and access.may(actor, found, Right.APPROVE, on=on),
    }


def _for(request: StaffRequest, uuid: UUID, right: Right) -> Alert:
    return access.alert_for(request.actor, str(uuid), right, on=today())


def _note(name: str, data: Any = None) -> NoteForm:
    label, required = LABELS[name]
    return NoteForm(data, label=label, required=required, prefix=name if name == "send_back" else None)


def _done(
    request: StaffRequest, found: Alert, sent: tuple[str, django_forms.Form], do: Do, *, said: str
) -> HttpResponse:
    """Check the form, do it, say so; a refusal stands in its form on the page."""
    name, form = sent
    if form.is_valid():
        try:
            do()
        except KhienError as error:
            found.refresh_from_db()
            if "revision" in form.data:  # the page that comes back shows the newest text
                form.data = {name: form.data.get(name) for name in form.data} | {"revision": found.revision}
            form.add_error(None, str(error.message))
            return alert_response(request, found, sent={name: form}, status=error.status)
        if said:
            messages.success(request, said)
        return redirect("alerts_staff:alert", uuid=found.uuid)
    return alert_response(request, found, sent={name: form}, status=422)
