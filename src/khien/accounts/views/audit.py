"""The audit, to read. Offers no way to change it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from khien.accounts.access import MAY_READ_AUDIT
from khien.accounts.api import verify_audit
from khien.accounts.forms import AuditFilterForm
from khien.accounts.selectors import audit_entries, audit_entry, audit_size, verdict_text
from khien.accounts.tables import AUDIT, changes_of
from khien.base.audit import action_text
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

YEARS = (1900, 9000)
VERIFIED_AT_ONCE = 5_000  # entries; verifying them takes some tenths of a second


@staff(*MAY_READ_AUDIT)
def audit(request: StaffRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = audit_entries(
        text=chosen.get("nguoi", ""),
        action=chosen.get("viec", ""),
        since=_midnight(chosen.get("tu")),
        until=_midnight(chosen.get("den"), days_later=1),
    )
    verdict = verify_audit() if audit_size() <= VERIFIED_AT_ONCE else None
    context = {"form": form, "verdict": verdict, "verdict_text": verdict_text(verdict) if verdict else ""}
    return respond(request, "accounts/audit.html", AUDIT, rows, context)


@staff(*MAY_READ_AUDIT)
@require_POST
def verify(request: StaffRequest) -> HttpResponse:
    verdict = verify_audit()
    tell = messages.success if verdict.intact else messages.error
    tell(request, verdict_text(verdict))
    return redirect("accounts:audit")


@staff(*MAY_READ_AUDIT)
def entry(request: StaffRequest, seq: int) -> HttpResponse:
    found = audit_entry(seq)
    context = {
        "entry": found,
        "action": capfirst(str(action_text(found.action))),
        "changes": changes_of(found),
    }
    return render(request, "accounts/audit_entry.html", context)


def _midnight(day: dt.date | None, *, days_later: int = 0) -> dt.datetime | None:
    """None for a day at either end of the calendar: in another time zone it would be no day any more."""
    if day is None or not YEARS[0] <= day.year <= YEARS[1]:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=days_later), dt.time()))
