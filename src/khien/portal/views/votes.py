"""“Was this useful?” in two steps without script: the answer, then a page that sends it. With script it is one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from khien.base.clock import today
from khien.library import api as library
from khien.portal.services import voting
from khien.web.doors import public

LONGEST = 300


@public
@csrf_exempt  # the ticket is the token; a token of Django's would set a cookie on people who only read
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    card = library.published_material(slug).card
    wants_json = "application/json" in request.headers.get("Accept", "")
    if request.method != "POST":
        ticket = voting.ticket_for(card.id)
        if wants_json:
            return JsonResponse({"ticket": ticket})
        answer = request.GET.get("tra-loi", "")
        answer = answer if answer in voting.ANSWERS else "co"
        return render(request, "portal/vote.html", {"card": card, "ticket": ticket, "answer": answer})
    ticket = request.POST.get("ve", "")[:LONGEST]
    voting.vote(ticket, request.POST.get("tra-loi", "")[:10], material_id=card.id, on=today())
    if wants_json:
        return JsonResponse({"thanks": True})
    return render(request, "portal/vote_thanks.html", {"card": card})
