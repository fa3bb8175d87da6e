"""Recording an activity: the form, its draft, its photos; correcting and withdrawing an entry.

Every POST keeps what was sent (fields and photos) as a draft before it checks anything, so that nothing typed is lost
whatever is refused. A script asks with `X-Requested-With: ledger` and gets an address instead of a page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import Conflict, KhienError, Missing
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.programme import access
from khien.programme.access import ledger as ledger_access
from khien.programme.access.ledger import RECORDERS
from khien.programme.errors import AlreadyReplaced, WrongActivity
from khien.programme.forms.ledger import LONGEST_UNIT_LIST, ReasonForm, RecordForm, data_of
from khien.programme.models import Activity, ActivityDraft
from khien.programme.rules.ledger import EvidenceKind
from khien.programme.rules.twins import Shape
from khien.programme.selectors import entry as entry_reads
from khien.programme.selectors.twins import Twin, area_of, twins_of
from khien.programme.services import drafts
from khien.programme.services.ledger import new_of, withdraw_activity
from khien.web.doors import StaffRequest, staff

SCRIPT = "ledger"  # X-Requested-With of the queue in the browser
NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Desk:
    """The form of one request with what belongs around it. `corrects`: the entry it would replace."""

    form: RecordForm
    key: UUID
    back: str
    draft: ActivityDraft | None = None
    corrects: Activity | None = None
    reason: ReasonForm | None = None
    twins: tuple[Twin, ...] = ()
    problem: str = ""

    @property
    def is_correction(self) -> bool:
        return self.corrects is not None


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def record(request: StaffRequest) -> HttpResponse:
    """The form of a new activity; `?nhiem-vu=`, `?don-vi=`, `?tiep=`, `?nhap=` (a draft of hers)."""
    if request.method == "POST":
        return _sent(request, None)
    return _page(request, _opened(request, None))


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, chain: UUID) -> HttpResponse:
    """The same form, filled with the entry as it stands, and a reason."""
    activity = ledger_access.activity_for(request.actor, chain, on=today(), to="change")
    if request.method == "POST":
        return _sent(request, activity)
    return _page(request, _opened(request, activity))


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, chain: UUID) -> HttpResponse:
    """Take an entry out of force, with a reason."""
    activity = ledger_access.activity_for(request.actor, chain, on=today(), to="change")
    form = ReasonForm(request.POST or None)
    status, problem = 200, ""
    if request.method == "POST" and form.is_valid():
        key = drafts.key_of(request.actor, _key(request.POST.get("key", "")))
        try:
            withdraw_activity(request.actor, activity, reason=form.cleaned_data["reason"], key=key, at=now())
        except Conflict as error:
            status, problem = error.status, str(error.message)
        else:
            messages.success(request, _("The activity is withdrawn. It counts nowhere any more."))
            return redirect("ledger:activity", chain=chain)
    elif request.method == "POST":
        status = 422
    context = {
        "activity": activity,
        "form": form,
        "problem": problem,
        "key": request.POST.get("key") or uuid4(),
    }
    return render(request, "ledger/withdraw.html", context, status=status)


@staff(*RECORDERS)
@require_POST
def save_draft(request: StaffRequest) -> HttpResponse:
    """Keeps what is typed so far. Asked by the script of the form."""
    key = _key(request.POST.get("key", ""))
    if drafts.recorded_with(request.actor, key) is None:
        drafts.save_draft(request.actor, key, _typed(request.POST), at=now())
    return JsonResponse({"saved": True})


@staff(*RECORDERS)
@require_POST
def drop_draft(request: StaffRequest, key: UUID) -> HttpResponse:
    draft = ledger_access.draft_for(request.actor, key)
    if draft is not None:
        drafts.drop_draft(draft)
        messages.info(request, _("The draft was thrown away. Nothing was recorded."))
    return redirect("ledger:activities")


@staff(*RECORDERS)
@require_http_methods(["GET"])
def draft_photo(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The preview of a photo in her own draft."""
    upload = ledger_access.draft_upload_for(request.actor, uuid)
    if upload.preview is None:
        raise Missing
    return files.response(upload.preview, filename=upload.name, inline=True)


# ---- the form opened ------------------------------------------------------------------------------------------
def _opened(request: StaffRequest, corrects: Activity | None) -> Desk:
    """As it is opened: empty, from a draft, or from the entry to correct."""
    draft = _draft_asked_for(request)
    key = draft.key if draft else uuid4()
    back = _back(request.GET.get("tiep", "") or _first(draft, "tiep"))
    if draft is not None and "loi" in request.GET:
        return _judged(request, draft, corrects, back)
    form = _form(request, corrects=corrects)
    if draft is not None:
        form.initial.update(_as_initial(form, draft))
    elif corrects is not None:
        form.initial.update(data_of(new_of(corrects), form.offer))
        form.initial["unit"] = str(corrects.unit.uuid)
        form.initial["place_unit"] = corrects.place_unit.code if corrects.place_unit else ""
    reason = ReasonForm(initial={"reason": _first(draft, "reason")}) if corrects else None
    return Desk(form=form, key=key, back=back, draft=draft, corrects=corrects, reason=reason)


def _draft_asked_for(request: StaffRequest) -> ActivityDraft | None:
    asked = request.GET.get("nhap", "")
    return ledger_access.draft_for(request.actor, asked) if asked else None


def _first(draft: ActivityDraft | None, name: str) -> str:
    return str(((draft.data.get(name) if draft else None) or [""])[0])


def _as_initial(form: RecordForm, draft: ActivityDraft) -> dict[str, Any]:
    data = _query_of(draft)
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if name not in ("photos", "papers")
    }


def _query_of(draft: ActivityDraft) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


def _form(
    request: StaffRequest, data: QueryDict | None = None, *, corrects: Activity | None = None
) -> RecordForm:
    """The form with what this person may choose from."""
    on = today()
    actor = request.actor
    units = _units(request, on)
    asked = _asked_unit(request, on)
    own = [asked.id] if asked and not units else [unit.id for unit in units]
    also = corrects.task_links.values_list("task_id", flat=True) if corrects else ()
    found = entry_reads.offer(access.programmes_for(actor, on=on), unit_ids=own, also=also, on=on)
    if corrects is not None and units and corrects.unit_id not in own:
        units = [*units, orgs.unit(corrects.unit_id)]
    unit = asked or (units[0] if units else None)
    initial = {
        "starts_on": on,
        "kind": request.GET.get("loai", "")[:40],
        "title": request.GET.get("ten", "")[:300],
        "place": request.GET.get("noi", "")[:300],
        "unit": (unit.uuid if units else f"{unit.code} · {unit.name}") if unit else "",
        "tasks": [task.uuid for task in found.tasks if task.uuid in request.GET.getlist("nhiem-vu")],
    }
    sent = request.FILES if data is not None and request.method == "POST" else None
    return RecordForm(data, sent, offer=found, units=units, on=on, initial=initial)


def _units(request: StaffRequest, on: dt.date) -> list[orgs.UnitCard]:
    """The units to choose from, her own first; empty when they are so many that one is typed."""
    ids = ledger_access.recording_units(request.actor, on=on)
    if ids is None or len(ids) > LONGEST_UNIT_LIST:
        return []
    own = request.actor.units_as(RECORDERS)
    cards = orgs.units(ids).values()
    return sorted(cards, key=lambda card: (card.id not in own, not card.holds_on(on), card.name))


def _asked_unit(request: StaffRequest, on: dt.date) -> orgs.UnitCard | None:
    asked = request.GET.get("don-vi", "")
    return ledger_access.unit_to_record_for(request.actor, asked, on=on) if asked else None


def _back(address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and address.startswith("/") else ""


def _page(request: StaffRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    uploads = list(desk.draft.uploads.all()) if desk.draft else []
    context = {
        "desk": desk,
        "form": desk.form,
        "photos": [row for row in uploads if row.kind == EvidenceKind.PHOTO],
        "files": [row for row in uploads if row.kind == EvidenceKind.FILE],
    }
    return render(request, "ledger/record.html", context, status=status)


# ---- the form sent --------------------------------------------------------------------------------------------
def _sent(request: StaffRequest, corrects: Activity | None) -> HttpResponse:
    actor = request.actor
    key = _key(request.POST.get("key", ""))
    back = _back(request.POST.get("tiep", ""))
    made = drafts.recorded_with(actor, key)
    if made is not None:
        return _answer(request, _address_after(made, back))
    draft = drafts.save_draft(actor, key, _typed(request.POST), at=now())
    drafts.drop_upload(draft, request.POST.getlist("drop"))
    uploads = [*request.FILES.getlist("photos")[:40], *request.FILES.getlist("papers")[:40]]
    problems = drafts.keep_with_draft(draft, uploads, at=now(), actor=request.actor)
    desk = _judged(request, draft, corrects, back, problems=problems)
    if corrects is not None and request.POST.get("based", "") != str(corrects.uuid):
        desk = replace(desk, problem=str(AlreadyReplaced().message))
    if desk.form.is_valid() and not desk.problem and not desk.twins and _reasoned(desk):
        made_or_desk = _written(request, desk)
        if isinstance(made_or_desk, Activity):
            messages.success(request, _("The activity is in the ledger."))
            return _answer(request, _address_after(made_or_desk, back))
        desk = made_or_desk
    if request.headers.get("X-Requested-With") == SCRIPT:
        own = reverse("ledger:correct", args=[corrects.chain]) if corrects else reverse("ledger:record")
        return _answer(request, f"{own}?nhap={key}&loi=1", status=422)
    return _page(request, desk, status=409 if desk.problem or desk.twins else 422)


def _judged(
    request: StaffRequest,
    draft: ActivityDraft,
    corrects: Activity | None,
    back: str,
    *,
    problems: list[str] | None = None,
) -> Desk:
    """The form with its faults and likely duplicates told."""
    data = _query_of(draft)
    form = _form(request, data, corrects=corrects)
    reason = ReasonForm(data) if corrects is not None else None
    for problem in problems or []:
        form.add_error("photos", problem)
    twins: tuple[Twin, ...] = ()
    if form.is_valid():
        _check_unit(request, form)
    if form.is_valid() and "apart" not in data:
        twins = tuple(_twins(request, form, draft, corrects))
    return Desk(
        form=form, key=draft.key, back=back, draft=draft, corrects=corrects, reason=reason, twins=twins
    )


def _check_unit(request: StaffRequest, form: RecordForm) -> None:
    unit = form.cleaned_data["unit"]
    if not ledger_access.may_record(request.actor, unit.id, on=today()):
        form.add_error("unit", _("You may not record for this unit. Choose your own unit."))


def _twins(
    request: StaffRequest, form: RecordForm, draft: ActivityDraft, corrects: Activity | None
) -> list[Twin]:
    new, unit = form.new_activity(), form.cleaned_data["unit"]
    uploads = draft.uploads.filter(kind=EvidenceKind.PHOTO).values_list("stored__sha256", flat=True)
    area = area_of(unit.id, unit.level, new.place_unit_id)
    shape = Shape(new.unit_id, new.title, new.starts_on, new.last_day, new.place, frozenset(uploads), area)
    readable = ledger_access.readable_units(request.actor, on=today())
    return twins_of(shape, readable=readable, without=[corrects.chain] if corrects else [])


def _reasoned(desk: Desk) -> bool:
    return desk.reason is None or desk.reason.is_valid()


def _written(request: StaffRequest, desk: Desk) -> Activity | Desk:
    """The entry, or the form again with what stood in the way."""
    form, draft, at = desk.form, desk.draft, now()
    assert draft is not None
    links = form.cleaned_data["links"]
    try:
        if desk.corrects is None:
            return drafts.record_draft(request.actor, draft, form.new_activity(), links=links, at=at)
        assert desk.reason is not None
        reason = desk.reason.cleaned_data["reason"]
        return drafts.correct_from_draft(
            request.actor, draft, desk.corrects, form.new_activity(), reason=reason, links=links, at=at
        )
    except WrongActivity as error:
        form.add_faults(error.fields)
        return desk
    except KhienError as error:
        return replace(desk, problem=str(error.message))


def _typed(post: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in post.lists() if name not in NOT_TYPED}


def _key(text: str) -> UUID:
    return uuid_of(text) if text else uuid4()


def _address_after(made: Activity, back: str) -> str:
    return back or reverse("ledger:activity", args=[made.chain])


def _answer(request: StaffRequest, address: str, *, status: int = 204) -> HttpResponse:
    """A script gets the address; a form is sent there."""
    if request.headers.get("X-Requested-With") == SCRIPT:
        return HttpResponse(status=status, headers={"X-Go-To": address})
    return redirect(address)
