"""A unit's officer writes its report: prefilled figures, narrative kept as it is typed, the scan, the last check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.typed import number_of
from khien.reports.access import rounds as access
from khien.reports.errors import ChangedMeanwhile
from khien.reports.forms.rounds import NarrativeForm, ScanForm
from khien.reports.models import ExpectedUnit, Submission
from khien.reports.rules import SubmissionState
from khien.reports.selectors import desk as desks
from khien.reports.services import submissions as services
from khien.reports.wording.rounds import PARTS, STATES
from khien.web.doors import StaffRequest, staff


@staff(*access.OF_A_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """The editor. POST keeps what is written, or goes on to the last check."""
    expected = access.writable_for(request.actor, code, unit_uuid, on=today())
    row = _begun(request, expected)
    if row is None:
        return redirect("reports:round", code=code)
    row.round, row.unit = expected.round, expected.unit
    if row.state not in services.WRITABLE:
        return redirect("reports:submission", uuid=row.uuid)
    if request.method != "POST":
        form = NarrativeForm(initial=_texts(row))
        return _page(request, expected, row, form, revision=row.revision, page=uuid4().hex)
    form = NarrativeForm(request.POST)
    page = request.POST.get("page", "")[:40]
    revision = number_of(request.POST.get("revision", ""))
    if not form.is_valid():
        return _page(request, expected, row, form, revision=revision, page=page, status=422)
    try:
        _save(request, row, form, revision, page)
    except ChangedMeanwhile as conflict:
        return _conflict(request, expected, row, form, conflict)
    if taken := request.POST.get("lay", ""):
        return _sentences_taken(request, row, taken)
    if "nop" in request.POST:
        return redirect("reports:hand_in", code=code, unit_uuid=unit_uuid)
    messages.success(request, _("Saved. You can go on writing any time before you hand in."))
    return redirect("reports:write", code=code, unit_uuid=unit_uuid)


def _sentences_taken(request: StaffRequest, row: Submission, part: str) -> HttpResponse:
    """The ledger's sentences go below what she wrote in that part; those that stand there already do not."""
    row.refresh_from_db()
    made = desks.desk(row.round, row.unit_id, on=today())
    sentences = {"direction": made.direction, "results": made.results}.get(part, ())
    text = getattr(row, part) if sentences else ""
    new = [sentence for sentence in sentences if sentence not in text]
    if new:
        changed = replace(services.narrative_of(row), **{part: "\n".join([text, *new]).strip()})
        services.save_draft(request.actor, row.pk, changed, revision=row.revision, at=now())
        messages.success(request, _("Added below what you wrote. Change the words as you like."))
    address = reverse("reports:write", args=[row.round.code, row.unit.uuid])
    return redirect(f"{address}#id_{part}" if sentences else address)


def _begun(request: StaffRequest, expected: ExpectedUnit) -> Submission | None:
    """Her report; None (with a sentence) when the round takes nothing any more and she never began."""
    try:
        return services.begin(request.actor, expected, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
        return None


def _texts(row: Submission) -> dict[str, str]:
    return {name: getattr(row, name) for name in services.NARRATIVE}


def _save(request: StaffRequest, row: Submission, form: NarrativeForm, revision: int, page: str) -> None:
    services.save_draft(request.actor, row.pk, form.narrative(), revision=revision, page=page, at=now())


def _page(
    request: StaffRequest,
    expected: ExpectedUnit,
    row: Submission,
    form: NarrativeForm,
    *,
    revision: int,
    page: str,
    status: int = 200,
    conflict: list[desks.Change] | None = None,
) -> HttpResponse:
    on = today()
    events = list(row.events.all())
    context: dict[str, Any] = {
        "row": row,
        "round": row.round,
        "unit": row.unit,
        "form": form,
        "scan": ScanForm(),
        "desk": desks.desk(row.round, row.unit_id, on=on),
        "due_on": expected.due_on or row.round.due_on,
        "revision": revision,
        "page_key": page,
        "conflict": conflict,
        "remark": next((e for e in reversed(events) if e.remark), None)
        if row.state == SubmissionState.RETURNED
        else None,
        "parts": PARTS,
        "states": STATES,
    }
    return render(request, "reports/write.html", context, status=status)


def _conflict(
    request: StaffRequest,
    expected: ExpectedUnit,
    row: Submission,
    form: NarrativeForm,
    conflict: ChangedMeanwhile,
) -> HttpResponse:
    """Both versions side by side; what she typed stays in the fields, and saving again overwrites knowingly."""
    mine = {name: form.cleaned_data[name] for name in services.NARRATIVE}
    differences = desks.changes(conflict.theirs, mine)
    return _page(
        request,
        expected,
        row,
        form,
        revision=conflict.revision,
        page=uuid4().hex,
        status=409,
        conflict=differences,
    )


@staff(*access.OF_A_UNIT)
@require_POST
def autosave(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """What the page sends by itself while she types."""
    expected = access.writable_for(request.actor, code, unit_uuid, on=today())
    row = services.begin(request.actor, expected, at=now())
    form = NarrativeForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False}, status=422)
    revision = number_of(request.POST.get("revision", ""))
    _save(request, row, form, revision, request.POST.get("page", "")[:40])
    return JsonResponse({"saved": True})


@staff(*access.OF_A_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """The last check: what is handed in, what will be locked once it is accepted. POST hands in."""
    on = today()
    expected = access.writable_for(request.actor, code, unit_uuid, on=on)
    row = _begun(request, expected)
    if row is None:
        return redirect("reports:round", code=code)
    if request.method == "POST":
        return _handed_in(request, row)
    if row.state not in services.WRITABLE:
        return redirect("reports:submission", uuid=row.uuid)
    row.round = expected.round
    context = {
        "row": row,
        "round": row.round,
        "unit": row.unit,
        "desk": desks.desk(row.round, row.unit_id, on=on),
        "texts": [(PARTS[name], text) for name, text in _texts(row).items()],
        "empty": [PARTS[name] for name, text in _texts(row).items() if not text],
        "key": uuid4().hex,
        "late": row.first_submitted_at is None and on > (expected.due_on or expected.round.due_on),
    }
    return render(request, "reports/hand_in.html", context)


def _handed_in(request: StaffRequest, row: Submission) -> HttpResponse:
    try:
        sent = services.submit(
            request.actor,
            row.pk,
            services.narrative_of(row),
            revision=number_of(request.POST.get("revision", "")),
            key=request.POST.get("key", "")[:40],
            on=today(),
            at=now(),
            strict=True,
        )
    except ChangedMeanwhile:
        messages.warning(request, _("The report was changed meanwhile. Look at it again, then hand it in."))
        return redirect("reports:hand_in", code=row.round.code, unit_uuid=row.unit.uuid)
    messages.success(request, _("The report is handed in. Until it is decided on, you can take it back."))
    return redirect("reports:submission", uuid=sent.uuid)


@staff(*access.OF_A_UNIT)
@require_POST
def scan(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """Attach the signed paper, or take it away."""
    expected = access.writable_for(request.actor, code, unit_uuid, on=today())
    row = services.begin(request.actor, expected, at=now())
    back = redirect("reports:submission", uuid=row.uuid)
    if row.state in services.WRITABLE:
        back = redirect("reports:write", code=code, unit_uuid=unit_uuid)
    if "bo" in request.POST:
        services.attach_scan(request.actor, row.pk, None, name="", at=now())
        messages.success(request, _("The signed report was taken away."))
        return back
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the signed report first."))
        return back
    given = form.cleaned_data["scan"]
    try:
        stored = files.keep(
            given, name=given.name, limit_bytes=services.LARGEST_SCAN, at=now(), actor=request.actor
        )
        services.attach_scan(request.actor, row.pk, stored, name=given.name, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
        return back
    messages.success(request, _("The signed report is attached."))
    return back
