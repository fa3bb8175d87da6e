"""Kept files on their way to a browser that plays them: in parts, with marks for its cache. Decides nothing: who may
have the file was asked by the app, as with `files.response`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.http import HttpRequest, HttpResponseBase

from khien.base.files import SEALED_PDF, SHOWN_INLINE, open_kept
from khien.base.media.serving import FOR_EVER, SHOWN, Source, respond
from khien.base.models import StoredFile

__all__ = ["send"]

CHUNK = 1 << 18
PLAIN = "application/octet-stream"


def send(
    request: HttpRequest,
    stored: StoredFile,
    *,
    filename: str,
    inline: bool = True,
    for_everyone: bool = False,
) -> HttpResponseBase:
    """A kept file, whole or the part that was asked for (telephones ask so for sound and film).

    Shown when `inline` and of a kind that cannot run, else a download. `for_everyone`: anybody may have it, so caches
    may keep it for good; otherwise the browser asks again each time. Raises what `open_kept` raises.
    """
    open_kept(stored.sha256).close()  # lost or infected: said as a page, not as an answer that breaks off
    shown = inline and stored.media_type in SHOWN | SHOWN_INLINE
    source = Source(
        size=stored.size,
        etag=stored.sha256,
        modified=None,
        media_type=stored.media_type
        if shown or stored.media_type not in ("text/html", "image/svg+xml")
        else PLAIN,
        part=partial(_part, stored.sha256),
        name=filename,
    )
    cache_for = FOR_EVER if for_everyone else "private, no-cache"
    answer = respond(request, source, cache_for=cache_for, as_attachment=not shown)
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    if shown and stored.media_type == "application/pdf":
        answer["Content-Security-Policy"] = SEALED_PDF
        answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _part(sha256: str, start: int, length: int) -> Iterator[bytes]:
    with open_kept(sha256) as content:
        content.seek(start)
        while length > 0 and (piece := content.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
