"""The first page of the workspace: a greeting and the cards that upper apps put there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khien.web.doors import StaffRequest, staff
from khien.web.start_cards import any_registered, cards_for


@staff()
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    return render(
        request, "web/start.html", {"cards": cards_for(request.actor), "has_cards": any_registered()}
    )
