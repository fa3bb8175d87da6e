"""Urging letters and reminders by hand: for one late unit or for all of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.orgs import api as orgs
from khien.reports.access import rounds as access
from khien.reports.services import papers
from khien.web.doors import StaffRequest, staff


@staff(*access.RUNNERS)
@require_POST
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """Draft the letter; `don-vi` names one unit, else all that are late."""
    found = access.round_for(request.actor, code, on=today(), to="run")
    chosen = request.POST.get("don-vi", "")
    unit_id = orgs.unit_id_of(chosen) if chosen else None
    letter = papers.draft_letter(request.actor, found, unit_id=unit_id, on=today(), at=now())
    messages.success(request, _("The letter is drafted. Open it in Word, number and sign it."))
    if "tai" in request.POST:
        return redirect("reports:letter", uuid=letter.uuid)
    return redirect("reports:round", code=code)


@staff(*access.READERS)
@require_safe
def letter(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = access.letter_for(request.actor, uuid, on=today())
    return files.response(found.stored, filename=found.name)
