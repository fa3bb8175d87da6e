"""Where a station's server tells what it played. The token in the address is its key; nothing is answered but a count."""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from khien.base.clock import now
from khien.base.errors import Missing
from khien.channels.access.radio import station_by_token
from khien.channels.services.radio_hands import take_receipts
from khien.web.doors import public

LARGEST = 256 * 1024


@csrf_exempt
@public
@require_POST
def receipts(request: HttpRequest, token: str) -> JsonResponse:
    """{"receipts": [{"id", "bulletin", "played_at"}]} → {"new": 2}. An unknown token looks like nothing."""
    station = station_by_token(token)
    if station is None:
        raise Missing
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return JsonResponse({"error": "too much"}, status=413)
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"error": "no JSON"}, status=400)
    if not isinstance(told, dict):
        return JsonResponse({"error": "no object"}, status=400)
    return JsonResponse({"new": take_receipts(station, told.get("receipts"), at=now())})
