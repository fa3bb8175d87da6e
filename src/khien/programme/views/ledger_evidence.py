"""Evidence to look at, to add and to hide. A file is sent only through here, after `access` has said yes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.models import StoredFile
from khien.programme import access
from khien.programme.access import ledger as ledger_access
from khien.programme.access.ledger import RECORDERS
from khien.programme.errors import WrongActivity
from khien.programme.forms.ledger import EvidenceForm, ReasonForm
from khien.programme.models import Activity
from khien.programme.selectors import gallery as gallery_reads
from khien.programme.services import evidence as services
from khien.programme.wording.ledger import FAULT_WORDS
from khien.web.doors import StaffRequest, staff

PAGE = 48  # photos
MOST_OTHERS = 100


@require_GET
@staff()
def gallery(request: StaffRequest) -> HttpResponse:
    """Photos in a grid, then files and links: of what she may read; `?don-vi=`, `?nhiem-vu=`, `?chuong-trinh=`."""
    on = today()
    asked = {name: request.GET.get(name, "") for name in ("don-vi", "nhiem-vu", "chuong-trinh")}
    unit = ledger_access.unit_to_read(request.actor, asked["don-vi"], on=on) if asked["don-vi"] else None
    task = access.task_for(request.actor, _id(asked["nhiem-vu"]), on=on) if asked["nhiem-vu"] else None
    programme = (
        access.programme_for(request.actor, _id(asked["chuong-trinh"]), on=on)
        if asked["chuong-trinh"]
        else None
    )
    entries = gallery_reads.standing(
        ledger_access.activities_for(request.actor, on=on),
        unit_id=unit.id if unit else None,
        task_id=task.pk if task else None,
        programme_id=programme.pk if programme else None,
    )
    page = Paginator(gallery_reads.shown_pieces(entries, photos=True), PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "unit": unit,
        "task": task,
        "programme": programme,
        "page": page,
        "others": gallery_reads.shown_pieces(entries, photos=False)[:MOST_OTHERS],
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
        "may_record": request.actor.has(*RECORDERS),
    }
    return render(request, "ledger/gallery.html", context)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing from None


@require_GET
@staff()
def piece(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One photo as large as it is, with the ones before and after; or a file or link with what is known of it."""
    on = today()
    found = ledger_access.evidence_for(request.actor, uuid, on=on)
    activity = ledger_access.activity_for(request.actor, found.activity.chain, on=on)
    context = {
        "piece": found,
        "activity": activity,
        "neighbours": gallery_reads.neighbours(found),
        "may_hide": found.hidden_at is None
        and ledger_access.may_record(request.actor, activity.unit_id, on=on),
    }
    return render(request, "ledger/piece.html", context)


@require_GET
@staff()
def piece_file(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = ledger_access.evidence_for(request.actor, uuid, on=today())
    return _sent(request, found.stored, found.name)


@require_GET
@staff()
def piece_preview(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = ledger_access.evidence_for(request.actor, uuid, on=today())
    return _sent(request, found.preview, found.name)


def _sent(request: StaffRequest, stored: StoredFile | None, name: str) -> HttpResponseBase:
    """The file; nothing again to a browser that has it, once access has been asked."""
    if stored is None:
        raise Missing
    tag = f'"{stored.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    answer = files.response(stored, filename=name, inline=True)
    answer["ETag"] = tag
    return answer


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, chain: UUID) -> HttpResponse:
    """More photos, files and links for an activity; also in locked days."""
    activity = ledger_access.activity_for(request.actor, chain, on=today(), to="change")
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        added = _added(request, activity, form)
        if added is not None:
            nothing = _("This evidence was here already. Nothing was added.")
            messages.success(request, _("Evidence added: %(n)s.") % {"n": added} if added else nothing)
            return redirect("ledger:activity", chain=chain)
    return render(
        request,
        "ledger/add_evidence.html",
        {"activity": activity, "form": form},
        status=422 if form.errors else 200,
    )


def _added(request: StaffRequest, activity: Activity, form: EvidenceForm) -> int | None:
    """How many pieces are new; None when something could not be taken and the form tells it."""
    at = now()
    kept, fine = [], True
    for upload in [*form.cleaned_data["photos"], *form.cleaned_data["papers"]]:
        try:
            kept.append(services.keep_upload(upload, at=at, actor=request.actor))
        except KhienError as error:
            form.add_error("photos", str(error.message))
            fine = False
    try:
        added = services.add_evidence(
            request.actor,
            activity,
            kept=kept,
            links=form.cleaned_data["links"] if fine else (),
            caption=form.cleaned_data["caption"],
            at=at,
        )
    except WrongActivity as error:
        form.add_error("photos", str(next(FAULT_WORDS[fault] for fault in error.fields.values())))
        return None
    if not fine and added:
        messages.info(request, _("The others were added: %(n)s.") % {"n": added})
    return added if fine else None


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def hide(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Take a piece out of sight, with a reason: a photo that shows whom it should not."""
    found = ledger_access.evidence_for(request.actor, uuid, on=today(), to="change")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.hide_evidence(request.actor, found, reason=form.cleaned_data["reason"], at=now())
        messages.success(
            request, _("The evidence is hidden. Nobody sees it in lists, galleries and reports.")
        )
        return redirect("ledger:activity", chain=found.activity.chain)
    context: dict[str, Any] = {"piece": found, "form": form}
    return render(request, "ledger/hide.html", context, status=422 if form.errors else 200)
