"""Likely duplicates for the standing office: pairs side by side. Nothing is merged; people withdraw what is double."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from khien.base.clock import today
from khien.programme.access import ledger as ledger_access
from khien.programme.access.ledger import OFFICE
from khien.programme.selectors.twins import pairs
from khien.web.doors import StaffRequest, staff

DAYS_BACK = 400


@require_GET
@staff(*OFFICE)
def twins(request: StaffRequest) -> HttpResponse:
    """Of the last year and a bit, the newest first; at most two hundred."""
    on = today()
    found = pairs(ledger_access.activities_for(request.actor, on=on), since=on - dt.timedelta(days=DAYS_BACK))
    return render(request, "ledger/twins.html", {"pairs": found})
