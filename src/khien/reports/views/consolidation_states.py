"""Acts on a consolidated report: check, open again, enter number and day, attach the scan, archive."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base import files
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.models import StoredFile
from khien.reports.access.consolidation import consolidation_for, others_who_check
from khien.reports.errors import ChangedMeanwhile, NotAllowedNow
from khien.reports.forms.consolidation import ScanForm, SignForm
from khien.reports.services import consolidation as services
from khien.web.doors import StaffRequest, staff
from vanban import CannotWrite

SCAN_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})
LARGEST_SCAN = 50 * 1024 * 1024


@require_POST
@staff()
def check(request: StaffRequest, code: str, version: int) -> HttpResponse:
    row = consolidation_for(request.actor, code, version, to="check")
    revision = request.POST.get("revision", "")
    others = others_who_check(row.round, row.authors, on=today())
    try:
        services.check_version(
            request.actor,
            row,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            others=others,
            at=now(),
        )
    except ChangedMeanwhile:
        messages.error(
            request, _("The draft was changed while you read it. Read it again, then mark it as checked.")
        )
    except NotAllowedNow as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Checked. It can be signed now; its number is entered afterwards."))
    return _back(code, version)


@require_POST
@staff()
def open_again(request: StaffRequest, code: str, version: int) -> HttpResponse:
    row = consolidation_for(request.actor, code, version, to="check")
    try:
        services.return_to_draft(request.actor, row, remark=request.POST.get("remark", ""), at=now())
    except NotAllowedNow as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The report is a draft again and can be written in."))
    return _back(code, version)


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def sign(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """Number, day and signer as on the signed paper."""
    row = consolidation_for(request.actor, code, version, to="run")
    first = {"position": row.texts.get("position", ""), "signer": row.texts.get("signer", "")}
    form = SignForm(
        request.POST or None,
        request.FILES or None,
        initial=first,
        today=today(),
        earliest=row.round.first,
    )
    if request.method == "POST" and form.is_valid() and _signed(request, row.version, code, form):
        return _back(code, version)
    status = 422 if request.method == "POST" else 200
    context = {"row": row, "round": row.round, "form": form}
    return render(request, "reports/consolidation/sign.html", context, status=status)


def _signed(request: StaffRequest, version: int, code: str, form: SignForm) -> bool:
    row = consolidation_for(request.actor, code, version, to="run")
    values = form.cleaned_data
    try:
        services.sign_version(
            request.actor,
            row,
            number=values["number"],
            signed_on=values["signed_on"],
            signer=values["signer"],
            position=values["position"],
            scan=_scan(values["scan"], request.actor) if values["scan"] else None,
            at=now(),
        )
    except KhienError as error:
        form.add_error("scan" if error.code == "wrong-scan" else None, str(error.message))
        return False
    messages.success(request, _("Signed. The report and its figures stay as they are from now on."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def scan(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """The signed paper: shown; or attached later to a signed report."""
    if request.method != "POST":
        row = consolidation_for(request.actor, code, version)
        if row.scan is None:
            raise Missing
        kind = {"application/pdf": "pdf", "image/png": "png"}.get(row.scan.media_type, "jpg")
        answer: HttpResponse = files.response(  # type: ignore[assignment]
            row.scan, filename=f"{code}-da-ky.{kind}", inline=True
        )
        return answer
    row = consolidation_for(request.actor, code, version, to="run")
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the scan first: a PDF or a picture."))
        return _back(code, version)
    try:
        services.attach_scan(request.actor, row, _scan(form.cleaned_data["scan"], request.actor), at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The signed paper is attached."))
    return _back(code, version)


def _scan(sent: UploadedFile[bytes], actor: Actor) -> StoredFile:
    stored = files.keep(sent, name=sent.name or "scan", limit_bytes=LARGEST_SCAN, at=now(), actor=actor)
    if stored.media_type not in SCAN_TYPES:
        raise KhienError(_("Only a PDF or a picture (JPEG, PNG) can be the scan."), code="wrong-scan")
    return stored


@require_POST
@staff()
def archive(request: StaffRequest, code: str, version: int) -> HttpResponse:
    row = consolidation_for(request.actor, code, version, to="run")
    try:
        services.archive_version(request.actor, row, at=now())
    except NotAllowedNow as error:
        messages.error(request, str(error.message))
    except CannotWrite as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Archived: text, figures and files stay for good."))
    return _back(code, version)


def _back(code: str, version: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("reports:draft", args=[code, version]))


__all__ = ["archive", "check", "open_again", "scan", "sign"]
