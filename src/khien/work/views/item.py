"""The page of one item of work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.web.doors import StaffRequest, staff
from khien.work.access.items import item_for


@require_safe
@staff()
def item(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = item_for(request.actor, uuid, on=today())
    return render(request, "work/item.html", {"item": found})
