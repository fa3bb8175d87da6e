"""Pages that are the same for everybody are made once and kept, ready to send, in each server process.

A view says `@kept`; the middleware stands on top of all others and answers whoever has no session. What is kept
belongs to a generation; `forget_pages()` begins a new one for every process at once, in the caller's transaction: a
page that was taken down is gone with its commit. Refuses to keep what sets a cookie, what is not 200, and anything
for people who are signed in.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from khien.base.access import ANONYMOUS
from khien.web.appearance import CHOICES, cookie_name

GENERATION = "pages:generation"
SECONDS = 600  # kept at most so long, for what changes with the day
SHARED = "public, max-age=60, stale-while-revalidate=600"
OWN = "private, no-cache"
LONGEST_ADDRESS = 300
LARGEST = 400_000  # bytes

View = Callable[..., HttpResponseBase]


def kept(view: View) -> View:
    """The view's answer is the same for everybody who is not signed in; one with `khien_kept` False is made anew."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        alone = getattr(request, "actor", ANONYMOUS).signed_in
        response.headers.setdefault("Cache-Control", OWN if alone else SHARED)
        response.khien_kept = not alone and getattr(response, "khien_kept", True)  # type: ignore[attr-defined]
        return response

    return answering


def forget_pages() -> None:
    """Everything kept so far is made anew when it is asked for next."""
    cache.set(GENERATION, uuid.uuid4().hex, None)


class KeptPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        store = caches["pages"]
        found = store.get(key)
        if found is not None:
            response = HttpResponse(found[0], headers=found[1])
            return get_conditional_response(request, etag=found[1]["ETag"], response=response) or response
        response = self.get_response(request)
        if request.method != "GET" or not _keepable(response):
            return response
        response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        store.set(key, (response.content, dict(response.items())), SECONDS)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _keepable(response: HttpResponse) -> bool:
    return (
        getattr(response, "khien_kept", False)
        and response.status_code == 200
        and not response.cookies
        and not response.streaming
        and len(response.content) <= LARGEST
    )


def _key(request: HttpRequest) -> str | None:
    """What the answer depends on: address, packing, appearance. None: this person gets her own."""
    cookies = request.COOKIES
    if (
        request.method not in ("GET", "HEAD")
        or settings.SESSION_COOKIE_NAME in cookies
        or "messages" in cookies
    ):
        return None
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS or "HX-Request" in request.headers:
        return None
    try:
        generation = cache.get(GENERATION)
        if generation is None:
            generation = uuid.uuid4().hex
            if not cache.add(GENERATION, generation, None):
                generation = cache.get(GENERATION)
    except DatabaseError:
        return None
    looks = [cookies.get(cookie_name(name), "") for name in CHOICES]
    looks = [look if look in options else "" for look, options in zip(looks, CHOICES.values(), strict=True)]
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    json = "application/json" in request.headers.get("Accept", "")
    parts = [generation, request.get_host(), address, str(packed), str(json), *looks]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
