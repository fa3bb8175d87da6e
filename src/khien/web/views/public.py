"""The appearance switch of every page, and the first page of an installation without a public site (the portal's
stands before it in the project's addresses). Knows no domain app."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from khien.web.appearance import remember
from khien.web.doors import public
from khien.web.languages import address_in


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


@public
@csrf_exempt  # sets four harmless cookies; without a token, public pages stay the same for all and can be cached
@require_POST
def set_appearance(request: HttpRequest) -> HttpResponse:
    """Remembers theme, text, density, language and goes back where the person was."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    target = wanted if safe else "/"
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and target.startswith("/"):
        target = address_in(language, target)  # a public page says its language in its address
    response = HttpResponseRedirect(target)
    remember(response, {name: str(value) for name, value in request.POST.items()})
    return response
