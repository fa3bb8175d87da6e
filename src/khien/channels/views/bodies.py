"""Bodies that programs send us, read only up to a size."""

from __future__ import annotations

from django.http import HttpRequest


def body_of(request: HttpRequest, largest: int) -> bytes | None:
    """None when it says, or turns out, to be larger. Nothing beyond `largest` is read into memory."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not said.isdigit() or int(said) > largest:
        return None
    body = request.read(largest + 1)
    return body if len(body) <= largest else None
