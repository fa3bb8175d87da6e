"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.portal.selectors.home import home
from khien.web.doors import public
from khien.web.kept_pages import kept


@public
@require_safe
@kept
def first_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"home": home(get_language() or "vi")})
