"""Turns `KhienError` into a page, an htmx fragment or JSON. Logs nothing personal."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from khien.base.errors import KhienError


class ErrorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, KhienError):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": error.code, "message": str(error.message)}, status=error.status)
        fragment = request.headers.get("HX-Request") == "true"
        template = "web/errors/fragment.html" if fragment else "web/errors/error.html"
        return render(request, template, {"error": error}, status=error.status)
