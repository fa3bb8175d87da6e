"""One material: in the page's language where it exists, else in its own with a note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.library.api import FORM_NAMES, MaterialKind, PublishedMaterial, shared_files
from khien.portal.selectors.reading import Reading, reading, reading_of
from khien.portal.views.structured import described
from khien.web.doors import public
from khien.web.kept_pages import kept
from khien.web.languages import address_in

DOWNLOADS = ("document", "poster", "leaflet", "slides")


@public
@require_safe
@kept
def show(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    found = reading(slug, language)
    own = found.material.card.language
    if found.translation is not None and own != language:
        return HttpResponseRedirect(reverse("portal:material", args=[found.translation[1]]))
    if own not in (language, settings.LANGUAGE_CODE):  # a text in English has its page under /en/
        return HttpResponseRedirect(address_in(own, f"/tai-lieu/{slug}/"))
    return _page(request, found, slug, language)


def draft_page(request: HttpRequest, draft: PublishedMaterial) -> HttpResponse:
    """The editor's preview: the very page, of a text that is not out yet."""
    language = draft.card.language
    return _page(request, reading_of(draft, language), draft.card.slug or "ban-nhap", language)


def _page(request: HttpRequest, found: Reading, slug: str, language: str) -> HttpResponse:
    template = "portal/scam.html" if found.content.kind is MaterialKind.SCAM else "portal/material.html"
    return render(request, template, _context(found, slug, language))


def _context(found: Reading, slug: str, language: str) -> dict[str, Any]:
    own = found.material.card.language
    home = address_in(own, f"/tai-lieu/{slug}/")
    files = shared_files(found.material.edition_uuid)
    card = next((file for file in files if file.form == "card"), None)
    others = [(code, address_in(code, path)) for code, path in found.material.translations]
    return {
        "reading": found,
        "text": found.content,
        "card": found.material.card,
        "pictures": found.pictures,
        "foreign": own != language,
        "canonical": home,
        "alternates": [(own, home), *others],
        "whole_address": f"{settings.WAGTAILADMIN_BASE_URL}{home}",
        "sound": next((file for file in files if file.form == "sound"), None),
        "downloads": [(FORM_NAMES[file.form], file) for file in files if file.form in DOWNLOADS],
        "social_card": card,
        "oembed": f"{settings.WAGTAILADMIN_BASE_URL}/oembed?{urlencode({'url': settings.WAGTAILADMIN_BASE_URL + home})}",
        "site_address": settings.WAGTAILADMIN_BASE_URL,
        "structured": described(found, f"{settings.WAGTAILADMIN_BASE_URL}{home}"),
        # In Vietnamese the page of a text that has no English stays; in English the switch leads to the other text.
        "other_languages": _switch(found, slug, language),
    }


def _switch(found: Reading, slug: str, language: str) -> list[tuple[str, str]]:
    paths = {found.material.card.language: f"/tai-lieu/{slug}/"} | dict(found.material.translations)
    return [
        (code, address_in(code, paths.get(code, f"/tai-lieu/{slug}/"))) for code, _name in settings.LANGUAGES
    ]
