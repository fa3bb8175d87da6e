"""Language, errors people can read, and messages for htmx. Logs nothing personal."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

from khien.base.errors import KhienError
from khien.web import languages
from khien.web.appearance import remember
from khien.web.views.errors import answer

GetResponse = Callable[[HttpRequest], HttpResponse]


class ChosenLanguage:
    """Vietnamese unless the address (public pages) or the person (workspace) says otherwise. The browser's own
    language is no choice: most office computers here speak English because nobody changed it.

    `/en/…` is taken off the path and put before every address that the page writes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, path = languages.split(request.path_info)
        prefixed = path != request.path_info
        if languages.by_cookie(path):
            if prefixed:
                return self._without_prefix(request, language)
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        elif prefixed and not request.path_info.startswith(f"/{language}/"):
            return HttpResponsePermanentRedirect(f"/{language}/")
        before = get_script_prefix()
        if prefixed:
            request.path_info = path
            set_script_prefix(f"{before}{language}/")
        try:
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
        finally:
            set_script_prefix(before)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    @staticmethod
    def _without_prefix(request: HttpRequest, language: str) -> HttpResponse:
        """The workspace has one address; whoever comes from an English page goes on in English."""
        # A form keeps its method and what was typed (307); a link stays a plain 302.
        response = HttpResponseRedirect(
            languages.split(request.get_full_path())[1], preserve_request=request.method == "POST"
        )
        remember(response, {"language": language})
        return response


class ErrorPages:
    """Turns `KhienError` into a page, an htmx fragment or JSON."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer(request, error) if isinstance(error, KhienError) else None


TONES = {"success": "done", "warning": "need", "error": "danger"}


class ToastsForHtmx:
    """A message left by a view must also show when htmx swaps only a part: it goes as an event in a header."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        leaves = response.status_code >= 300 or "HX-Redirect" in response or "HX-Refresh" in response
        if request.headers.get("HX-Request") != "true" or leaves or "HX-Trigger" in response:
            return response
        toasts = [
            {"text": str(message), "tone": TONES.get(message.level_tag, "info")}
            for message in get_messages(request)
        ]
        if toasts:
            response["HX-Trigger"] = json.dumps({"khien:toast": {"list": toasts}})
        return response
