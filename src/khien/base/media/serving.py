"""Media of public pages on their way out: pictures, sound, film and captions of Django's storage, whole or in part.

Shows only what lies in folders that an app named, and only kinds that cannot run, by content and never by name. Knows
nothing of who asks: whatever must not be seen by everyone belongs to `base.files`, behind an app's own rule.
Sources: RFC 9110 (13 conditional requests, 14 ranges), RFC 8246 (immutable).
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, cast

from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag

from khien.base.errors import Missing
from khien.base.media.kinds import HEAD_BYTES, VTT, media_type_of
from khien.base.store.media_shape import MediaStorage

__all__ = ["SHOWN", "Source", "respond", "show_folder", "show_media"]

SHOWN = frozenset(
    {
        "image/png", "image/jpeg", "image/webp", "image/gif", "image/avif", "audio/mpeg", "audio/ogg", "audio/wav",
        "audio/mp4", "video/mp4", "video/webm", VTT,
    }
)  # fmt: skip
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# Opened in a tab of its own, sound and film are asked for again by the browser's player: not from inside a sandbox.
SEALED_PLAYED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"
_HASHED = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,64}(?![0-9a-f])")  # in a name: other content has another name
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")

_folders = {"images/"}  # sizes of pictures that Wagtail made; their originals lie elsewhere and stay there


def show_folder(folder: str) -> None:
    """Whatever lies in this folder of Django's storage may be shown to everyone. Called in `AppConfig.ready`."""
    if not folder.endswith("/") or folder.startswith("/"):
        raise ValueError("a folder is named like images/")
    _folders.add(folder)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to send: `part(start, length)` gives its bytes in pieces; `etag` without quotation marks."""

    size: int
    etag: str
    modified: float | None
    media_type: str
    part: Any
    name: str = ""


def show_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of Django's storage. Raises Missing for what is not there and for all that is not shown."""
    if not any(name.startswith(folder) for folder in _folders) or ".." in name.split("/"):
        raise Missing
    try:
        found = _storage().stat(name)
        mark = found.mark or f"{found.size}-{found.modified_at.timestamp()}"
        etag = hashlib.sha256(f"{name}\n{mark}".encode()).hexdigest()[:32]
        media_type = _kind_of(name, etag, found.size)
    except (
        FileNotFoundError,
        IsADirectoryError,
        NotADirectoryError,
        SuspiciousFileOperation,
        ValueError,
    ) as error:
        raise Missing from error
    if media_type not in SHOWN:
        raise Missing
    source = Source(
        size=found.size,
        etag=etag,
        modified=found.modified_at.timestamp(),
        media_type=media_type,
        part=partial(_storage().part, name),
    )
    lasting = _HASHED.search(name.rsplit("/", 1)[-1])
    return respond(request, source, cache_for=FOR_EVER if lasting else FOR_AN_HOUR)


def respond(
    request: HttpRequest, source: Source, *, cache_for: str, as_attachment: bool = False
) -> HttpResponseBase:
    """200, 206, 304 or 416, with the headers that keep a browser from running or guessing anything."""
    answer: HttpResponseBase | None = get_conditional_response(
        request, quote_etag(source.etag), None if source.modified is None else int(source.modified)
    )
    if answer is None:
        answer = _content(request, source)
    if answer.status_code not in (304, 412):
        shown_as = (
            f"{source.media_type}; charset=utf-8"
            if source.media_type.startswith("text/")
            else source.media_type
        )
        answer["Content-Type"] = shown_as
        disposition = content_disposition_header(as_attachment, source.name)
        if disposition:
            answer["Content-Disposition"] = disposition
    answer["ETag"] = quote_etag(source.etag)
    if source.modified is not None:
        answer["Last-Modified"] = http_date(source.modified)
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = cache_for
    answer["X-Content-Type-Options"] = "nosniff"
    played = source.media_type in SHOWN and source.media_type.startswith(("audio/", "video/"))
    answer["Content-Security-Policy"] = SEALED_PLAYED if played else SEALED
    return answer


def _content(request: HttpRequest, source: Source) -> HttpResponseBase:
    wanted = request.headers.get("Range", "") if request.method in ("GET", "HEAD") else ""
    if wanted and not _still_the_same(request, source):
        wanted = ""
    span = _span(wanted, source.size)
    if span is None:
        start, length, status = 0, source.size, 200
    elif span[1] <= 0:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{source.size}"
        return refused
    else:
        (start, length), status = span, 206
    pieces = () if request.method == "HEAD" else source.part(start, length)
    answer = StreamingHttpResponse(pieces, status=status)
    answer["Content-Length"] = str(length)
    if status == 206:
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{source.size}"
    return answer


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """(start, length); None: the whole file, also for several ranges and for words we do not know, as RFC 9110 14.2
    allows; a length of 0: nothing of the file is meant."""
    match = _RANGE.fullmatch(wanted.replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        length = min(int(last), size)
        return size - length, length
    if last and int(last) < int(first):
        return None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return start, max(0, end - start + 1)


def _still_the_same(request: HttpRequest, source: Source) -> bool:
    """If-Range: a part is only of use to who holds the rest of the same content."""
    held = request.headers.get("If-Range", "").strip()
    if not held:
        return True
    return held == quote_etag(source.etag) or (
        source.modified is not None and held == http_date(source.modified)
    )


def _storage() -> MediaStorage:
    return cast(MediaStorage, default_storage)  # one of ours, by settings.STORAGES


def _kind_of(name: str, etag: str, size: int) -> str:
    """Looked at once for each content, then remembered: three answers per clip would else read its head three times."""
    key = f"media-type:{etag}"
    known: str | None = cache.get(key)
    if known is None:
        head: BinaryIO = io.BytesIO(b"".join(_storage().part(name, 0, min(size, HEAD_BYTES))))
        known = media_type_of(head, name=name)
        cache.set(key, known, timeout=24 * 3600)
    return known
