"""The last words of the editor's pages that Wagtail wrote in English into its templates, where no catalogue reaches.

Looks at pages under /soan-thao/ only, and only for the words below; whatever a newer Wagtail lets us translate is
found by no word here and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop

EDITOR = "/soan-thao/"
WORDS = (
    ('<nav aria-label="{}"', gettext_noop("Actions")),
    ('<input type="submit" value="{}"', gettext_noop("Search")),
)


class LastWords:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(EDITOR) and _is_page(response):
            body = response.content
            for place, word in WORDS:
                body = body.replace(place.format(word).encode(), place.format(gettext(word)).encode())
            response.content = body
        return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith("text/html")
