"""Where services tell what became of messages. The token in the address is the key; the answer is a bare count.

Unknown tokens and accounts of kinds that tell nothing look alike (404). Bodies are small and never kept.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from khien.base.clock import now
from khien.base.errors import Missing
from khien.channels.services import intake
from khien.web.doors import public

LARGEST = 256 * 1024


@csrf_exempt
@public
@require_http_methods(["GET", "POST"])
def receipts(request: HttpRequest, token: str) -> HttpResponse:
    """Some gateways tell by GET with the receipt in the query; most by POST."""
    told = (
        request.read(LARGEST + 1)
        if request.method == "POST"
        else request.META.get("QUERY_STRING", "").encode()
    )
    if len(told) > LARGEST:
        return HttpResponse("too much", status=413, content_type="text/plain")
    try:
        count = intake.told_by_web(token, told, dict(request.headers.items()), at=now())
    except intake.NoSuchReceiver:
        raise Missing from None
    except ValueError:
        return HttpResponse("not understood", status=400, content_type="text/plain")
    return HttpResponse(str(count), content_type="text/plain")
