"""The catalogue of scam patterns, and the guide by signs. Both are plain GET forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.portal.rules.signs import BY_CODE
from khien.portal.selectors import scams
from khien.web.doors import public
from khien.web.kept_pages import kept

LONGEST = 100


@public
@require_safe
@kept
def catalogue(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = scams.catalogue(get_language() or "vi", text=text)
    return render(request, "portal/scams.html", {"catalogue": found, "text": text})


@public
@require_safe
@kept
def guide(request: HttpRequest) -> HttpResponse:
    """?dau-hieu=cong-an&dau-hieu=ma-otp"""
    ticked = [code for code in request.GET.getlist("dau-hieu")[: len(BY_CODE)] if code in BY_CODE]
    found = scams.likely_patterns(get_language() or "vi", ticked) if ticked else []
    context = {"groups": scams.sign_groups(ticked), "ticked": ticked, "found": found}
    return render(request, "portal/guide.html", context)
