"""What is refused before anything reads it: bodies too large for this person, and NUL bytes.

A body is written to the disk while the form's token is looked for, so its size is judged by its announced length
first; who is not signed in sends no files. No text of ours holds a NUL, and PostgreSQL keeps none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict

GetResponse = Callable[[HttpRequest], HttpResponse]


class Bounds:
    """Middleware. Stands behind the one that tells who is signed in, and before every one that reads a form."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        length = int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 19 else 0
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > _limit(request):
            raise RequestDataTooBig("the body is larger than this person may send")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: dict[str, Any]) -> None:
        if "\x00" in request.path or _holds_nul(request.GET) or _holds_nul(request.POST):
            raise BadRequest("a NUL byte")


def _limit(request: HttpRequest) -> int:
    signed_in = request.user.is_authenticated
    return settings.KHIEN_LARGEST_BODY if signed_in else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _holds_nul(values: QueryDict) -> bool:
    return any("\x00" in name or any("\x00" in value for value in many) for name, many in values.lists())
