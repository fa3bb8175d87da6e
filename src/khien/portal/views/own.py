"""The site's own pages: about, contact, accessibility, privacy, reuse."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.portal.selectors.pages import own_page
from khien.web.doors import public
from khien.web.kept_pages import kept


@public
@require_safe
@kept
def page(request: HttpRequest, path: str) -> HttpResponse:
    return render(request, "portal/page.html", {"page": own_page(path, get_language() or "vi")})
