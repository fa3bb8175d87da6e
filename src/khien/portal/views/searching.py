"""Search for everybody. What finds nothing is noted as words for the editors, never with who asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.portal.selectors.finding import FACETS, facets_of
from khien.portal.selectors.home import home_buttons
from khien.search import api as search
from khien.web.doors import public
from khien.web.kept_pages import kept
from khien.web.languages import address_in

LONGEST = 200
MOST_VALUES = 20


@public
@require_safe
@kept
def results(request: HttpRequest) -> HttpResponse:
    """?q=lua+dao&loai=guide&chu-de=scams&danh-cho=elderly&ngon-ngu=vi&trang=2"""
    text = request.GET.get("q", "")[:LONGEST].strip()
    chosen = {name: tuple(request.GET.getlist(name)[:MOST_VALUES]) for name in FACETS}
    context: dict[str, Any] = {
        "text": text,
        "buttons": home_buttons(get_language() or "vi"),
        "chosen": chosen,
    }
    if text:
        query = search.Query(
            text=text,
            kinds=chosen["loai"],
            topics=chosen["chu-de"],
            audiences=chosen["danh-cho"],
            languages=chosen["ngon-ngu"] or (get_language() or settings.LANGUAGE_CODE,),
            page=_page(request),
        )
        page = search.find(query)
        if not page.total and query.page == 1 and not any(chosen.values()):
            search.note_empty(text, on=today())
        context |= {
            "found": page,
            "facets": facets_of(page, chosen, language=get_language() or "vi"),
            "rest": _address(text, chosen),
        }
    response = render(request, "portal/search.html", context)
    response.khien_kept = "found" in context and context["found"].total > 0  # type: ignore[attr-defined]
    return response


@public
@require_safe
@cache_control(public=True, max_age=300)
def suggestions(request: HttpRequest) -> JsonResponse:
    """{"q": …, "suggestions": [{"text": …, "address": …}]}, at most eight."""
    text = request.GET.get("q", "")[:LONGEST]
    language = get_language() or settings.LANGUAGE_CODE
    found = [
        {"text": one.text, "address": address_in(language, one.address) if one.address else ""}
        for one in search.suggest(text)
    ]
    return JsonResponse({"q": text, "suggestions": found})


def _page(request: HttpRequest) -> int:
    text = request.GET.get("trang", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _address(text: str, chosen: dict[str, tuple[str, ...]]) -> str:
    return urlencode([("q", text), *((name, value) for name, values in chosen.items() for value in values)])
