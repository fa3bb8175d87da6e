"""What is sent from a material's page: one view an act. What cannot be done comes back with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing, Refused
from khien.library import access
from khien.library.access import Right
from khien.library.forms import ApproveForm, UnitForm
from khien.library.models import Material
from khien.library.services import adapting, drafting, publishing, workflow
from khien.library.views.material import material_response, note_form
from khien.library.views.units import suggestions, writing_choices
from khien.web.doors import StaffRequest, staff

Do = Callable[[], None]


def _done(
    request: StaffRequest, found: Material, form: django_forms.Form, do: Do, *, name: str, said: str
) -> HttpResponse:
    """Check the form, do it, say so; a refusal stands in its form on the page."""
    if form.is_valid():
        try:
            do()
        except KhienError as error:
            found.refresh_from_db()
            form.add_error(None, str(error.message))
            return material_response(request, found, sent={name: form}, status=error.status)
        messages.success(request, said)
        return redirect("library:material", uuid=found.uuid)
    return material_response(request, found, sent={name: form}, status=422)


def _for(request: StaffRequest, uuid: UUID, right: Right) -> Material:
    return access.material_for(request.actor, str(uuid), right, on=today())


@require_POST
@staff()
def submit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.EDIT)
    form = note_form("submit", request.POST)

    def do() -> None:
        workflow.submit(request.actor, found, note=form.cleaned_data["note"], at=now())

    return _done(request, found, form, do, name="submit", said=_("Sent. Somebody else checks it now."))


@require_POST
@staff()
def check(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.CHECK)
    form = note_form("check", request.POST)

    def do() -> None:
        data = form.cleaned_data
        workflow.check(request.actor, found, revision_id=data["revision"] or 0, note=data["note"], at=now())

    return _done(request, found, form, do, name="check", said=_("Checked. It waits for approval now."))


@require_POST
@staff()
def approve(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.APPROVE)
    form = ApproveForm(request.POST, prefix="duyet")

    def do() -> None:
        data = form.cleaned_data
        workflow.approve(
            request.actor,
            found,
            revision_id=data["revision"],
            basis=data["basis"],
            note=data["note"],
            goes_out=form.goes_out(),
            at=now(),
        )

    return _done(request, found, form, do, name="approve", said=_("Approved."))


@require_POST
@staff()
def send_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.CHECK)
    form = note_form("send_back", request.POST)

    def do() -> None:
        data = form.cleaned_data
        workflow.send_back(
            request.actor, found, revision_id=data["revision"] or 0, note=data["note"], at=now()
        )

    return _done(
        request, found, form, do, name="send_back", said=_("Sent back. The writer sees what to mend.")
    )


@require_POST
@staff()
def take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.EDIT)
    workflow.take_back(request.actor, found, at=now())
    messages.success(request, _("Called back. You can write on."))
    return redirect("library:material", uuid=found.uuid)


@require_POST
@staff()
def take_down(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _for(request, uuid, Right.TAKE_DOWN)
    form = note_form("take_down", request.POST)

    def do() -> None:
        publishing.take_down(request.actor, found, reason=form.cleaned_data["note"], at=now())

    return _done(
        request, found, form, do, name="take_down", said=_("Taken down. The public no longer reads it.")
    )


@require_POST
@staff()
def to_bin(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Into the bin, with a button to undo it at once."""
    found = _for(request, uuid, Right.VIEW)
    if not found.live and not access.may_bin(request.actor, found, on=today()):
        access.material_for(request.actor, str(uuid), Right.TAKE_DOWN, on=today())
    drafting.to_bin(request.actor, found, at=now())
    link = format_html('<a href="{}">{}</a>', reverse("library:bin"), _("Open the bin"))
    said = _("“%(title)s” lies in the bin for 30 days.") % {"title": found.title}
    messages.success(request, format_html("{} {}", said, link))
    return redirect("library:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def adapt(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A copy on her own unit's shelf, then on to the editor."""
    found = _for(request, uuid, Right.VIEW)
    if not found.live:
        raise Missing
    units = writing_choices(request.actor)
    units = [one for one in units if one[0] != found.unit_id] if units is not None else None
    if units == []:
        raise Refused  # her only unit is the one that wrote it
    form = UnitForm(request.POST or None if units is None or len(units) > 1 else {}, units=units, on=today())
    if request.method == "POST" and form.is_valid():
        if units is not None and form.unit_id not in {unit_id for unit_id, _name in units}:
            raise Missing
        copy = adapting.adapt(request.actor, found, form.unit_id, today=today(), at=now())
        return redirect("wagtailadmin_pages:edit", copy.pk)
    context = {"material": found, "form": form, "suggestions": suggestions() if units is None else ""}
    return render(request, "library/adapt.html", context, status=422 if form.errors else 200)


@require_POST
@staff()
def keep_own(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """She has read the origin's newer text and keeps her own."""
    found = _for(request, uuid, Right.EDIT)
    adapting.keep_own(request.actor, found, at=now())
    messages.success(request, _("Your own text stays as it is."))
    return redirect("library:material", uuid=found.uuid)
