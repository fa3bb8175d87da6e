"""Pages for errors that no view caught. They ask the database nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from khien.base.errors import KhienError


def _page(request: HttpRequest, message: object, status: int) -> HttpResponse:
    return render(
        request, "web/errors/error.html", {"error": KhienError(message, status=status)}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, _("The request could not be understood."), 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, _("Your role does not allow this."), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, _("We cannot find what you are looking for."), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, _("Something went wrong on our side. What you typed is safe where it was."), 500)
