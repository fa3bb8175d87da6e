"""An old link to a material that is not public any more: 410, what happened, and where to read on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from khien.base.errors import Missing
from khien.library import api as library
from khien.library.api import Wanted

RELATED = 4


def or_gone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view's page, or the page that says it was taken down; what never was public stays 404."""

    @wraps(view)
    def answering(request: HttpRequest, slug: str) -> HttpResponseBase:
        try:
            return view(request, slug)
        except Missing:
            return _gone(request, slug)

    return answering


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Raises Missing for what was never public."""
    found = library.gone_material(slug)
    if found is None:
        raise Missing
    language = get_language() or "vi"
    related = [
        card
        for code in found.topics[:2]
        for card in library.published(Wanted(language=found.language, topic=code), limit=RELATED)
    ]
    shown = list({card.id: card for card in related}.values())[:RELATED]
    context = {"gone": found, "related": shown, "foreign": found.language != language}
    response = render(request, "portal/gone.html", context, status=410)
    response["Cache-Control"] = "public, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response
