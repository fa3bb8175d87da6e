"""Where Zalo tells us who follows, who leaves and what arrived. Open to everybody; only signed words count."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from khien.base import clock
from khien.channels.services import zalo_desk
from khien.channels.transports.zalo.events import LARGEST
from khien.channels.views.bodies import body_of
from khien.web.doors import public


@public
@never_cache
@csrf_exempt
@require_POST
def take(request: HttpRequest, token: str) -> HttpResponse:
    """200 with nothing in it, or 404: an address nobody has, a signature that is not Zalo's."""
    body = body_of(request, LARGEST)
    signature = request.headers.get("X-ZEvent-Signature", "")[:200]
    if body is None or len(token) > 43:
        return HttpResponse(status=404)
    known = zalo_desk.take_event(token, body, signature, at=clock.now())
    return HttpResponse(status=200 if known else 404)
