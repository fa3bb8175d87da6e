"""Warnings in this browser: the page that explains, and the two addresses its script calls."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from khien.base import clock
from khien.base.errors import KhienError, TooMuch
from khien.channels.rules.push_endpoints import LARGEST
from khien.channels.services import push_desk
from khien.channels.views.bodies import body_of
from khien.web.doors import public


@public
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "channels/push.html", {"key": push_desk.public_key()})


@public
@never_cache
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """The browser's subscription as JSON. The same browser twice is one."""
    try:
        body = body_of(request, LARGEST)
        if body is None:
            raise TooMuch(_("This is too long for a browser's subscription. Nothing was kept."))
        text = body.decode("utf-8", "replace")
        push_desk.subscribe(
            text,
            language=get_language() or "vi",
            wording=_("Receive warnings on this device"),
            at=clock.now(),
        )
    except KhienError as error:
        return JsonResponse({"error": error.code, "message": str(error.message)}, status=error.status)
    return JsonResponse({"done": True}, status=201)


@public
@never_cache
@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """{"endpoint": …}. Answers alike whether it was known."""
    body = body_of(request, LARGEST)
    try:
        data = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        data = None
    endpoint = data.get("endpoint") if isinstance(data, dict) else None
    if isinstance(endpoint, str):
        push_desk.unsubscribe(endpoint, at=clock.now())
    return JsonResponse({"done": True})
