"""Packs what is text on its way out, and leaves the rest alone: pictures, sound, film and office files are packed
already, and a part of a file (206) must stay the bytes it is."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = (
    "text/",
    "application/json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
    "application/atom",
)
ALSO = ("+xml", "+json")


class PackText(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        if response.status_code == 206 or "Accept-Ranges" in response or not _is_text(kind):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


def _is_text(kind: str) -> bool:
    return kind.startswith(PACKED) or kind.endswith(ALSO)
