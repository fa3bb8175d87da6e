"""Before Wagtail's editor opens: a desk for those whose roles give one, a plain refusal for others. Looser security
policy for the editor's own pages only: its rich text sets styles by script."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from khien.base.access import ANONYMOUS, Actor
from khien.library.services.desks import seat

EDITOR = "/soan-thao/"


class Desk:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(EDITOR):
            response._csp_replace = {  # type: ignore[attr-defined]
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
                "frame-ancestors": [SELF],
            }
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        if request.path.startswith(EDITOR) and actor.signed_in and not seat(actor):
            raise PermissionDenied
        return None
