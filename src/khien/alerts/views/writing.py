"""The editor: saved as one types, with what every channel will say beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.alerts import access
from khien.alerts.access import Right
from khien.alerts.errors import ChangedMeanwhile
from khien.alerts.forms import AlertForm, initial_of
from khien.alerts.models import Alert
from khien.alerts.rules.vocabulary import Kind, State
from khien.alerts.selectors.drafts import draft_of, faults
from khien.alerts.selectors.issued import headline_of, value_of
from khien.alerts.selectors.previews import own_previews
from khien.alerts.services import writing
from khien.alerts.wording import FAULT_WORDS, KIND_NAMES
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.typed import number_of
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def write(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """POST keeps what is written and goes on to the warning's own page."""
    alert = access.alert_for(request.actor, str(uuid), Right.WRITE, on=today())
    if alert.state != State.DRAFT:
        return redirect("alerts_staff:alert", uuid=uuid)
    if request.method != "POST":
        form = _form(alert, initial=initial_of(draft_of(alert)))
        return _page(request, alert, form, revision=alert.revision, page=uuid4().hex)
    form = _form(alert, request.POST)
    revision, page = _names(request)
    if form.is_valid():
        try:
            _save(request, alert, form)
        except ChangedMeanwhile as conflict:
            form.add_error(None, str(conflict.message))
            alert.refresh_from_db()
            return _page(
                request,
                alert,
                form,
                revision=alert.revision,
                page=uuid4().hex,
                status=409,
                other=initial_of(draft_of(alert)),
            )
        if "tiep" in request.POST:
            return redirect("alerts_staff:alert", uuid=uuid)
        messages.success(request, _("Saved. Nothing leaves before it is approved."))
        return redirect("alerts_staff:write", uuid=uuid)
    return _page(request, alert, form, revision=revision, page=page, status=422)


@require_POST
@staff(*access.WRITERS)
def autosave(request: StaffRequest, uuid: UUID) -> JsonResponse:
    """200 kept, 409 somebody else saved or it is no draft any more, 422 something typed cannot be read."""
    alert = access.alert_for(request.actor, str(uuid), Right.WRITE, on=today())
    form = _form(alert, request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        saved = _save(request, alert, form)
    except KhienError as error:
        return JsonResponse({"error": str(error.message)}, status=error.status)
    return JsonResponse({"revision": saved.revision})


@require_safe
@staff(*access.WRITERS)
def preview(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The cards beside the editor, as last saved."""
    alert = access.alert_for(request.actor, str(uuid), Right.WRITE, on=today())
    return render(request, "alerts/_previews.html", _seen(alert))


def _form(alert: Alert, data: Any = None, **rest: Any) -> AlertForm:
    reach = access.places_of(alert, on=today())
    form = AlertForm(data, on=today(), follows=alert.kind != Kind.ALERT, reach=reach, **rest)
    if alert.kind != Kind.ALERT:
        form.fields["drill"].initial = alert.drill
    return form


def _names(request: StaffRequest) -> tuple[int, str]:
    return number_of(request.POST.get("revision", "")), request.POST.get("page", "")[:40]


def _save(request: StaffRequest, alert: Alert, form: AlertForm) -> Alert:
    revision, page = _names(request)
    draft = form.draft(draft_of(alert))
    return writing.save(request.actor, alert, draft, revision=revision, page=page, at=now())


def _seen(alert: Alert) -> dict[str, object]:
    return {
        "alert": alert,
        "cards": own_previews(value_of(alert)),
        "missing": [FAULT_WORDS[fault] for fault in faults(alert, at=now())],
    }


def _page(
    request: StaffRequest,
    alert: Alert,
    form: AlertForm,
    *,
    revision: int,
    page: str,
    status: int = 200,
    other: dict[str, Any] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = _seen(alert) | {
        "form": form,
        "revision": revision,
        "page_key": page,
        "kind_name": KIND_NAMES[alert.kind],
        "headline": headline_of(alert),
        "unit": orgs.unit(alert.unit_id),
        "other": other,
    }
    return render(request, "alerts/write.html", context, status=status)
