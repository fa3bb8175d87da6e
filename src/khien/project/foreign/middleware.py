"""The last words of the editor's pages that Wagtail wrote in English into its templates, where no catalogue reaches.

Looks at pages under /soan-thao/ only, and only for the words below; whatever a newer Wagtail lets us translate is
found by no word here and stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop

EDITOR = "/soan-thao/"
JSON = "application/json"
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
            response.content = _said(response.content, quoted=response["Content-Type"] == JSON)
        return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith(("text/html", JSON))


def _said(body: bytes, *, quoted: bool) -> bytes:
    """`body` with the words said. Choosers send their page `quoted` inside JSON."""
    for place, word in WORDS:
        english, ours = place.format(word), place.format(gettext(word))
        if quoted:
            english, ours = json.dumps(english)[1:-1], json.dumps(ours)[1:-1]
        body = body.replace(english.encode(), ours.encode())
    return body
