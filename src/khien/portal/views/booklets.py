"""Booklets for anybody: the list, each with its chapters and its files to take."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khien.base.files_serving import send
from khien.library import api as library
from khien.web.doors import public
from khien.web.kept_pages import kept


@public
@require_safe
@kept
def listed(request: HttpRequest) -> HttpResponse:
    names = library.FORM_NAMES
    books = [(one, [(names[file.form], file) for file in one.files]) for one in library.shown_booklets()]
    return render(request, "portal/booklets.html", {"books": books})


@public
@require_safe
def take(request: HttpRequest, uuid: str, filename: str) -> HttpResponseBase:
    """`filename` in the address is for people who save it; the uuid alone decides."""
    stored, name = library.shown_booklet_file(uuid)
    return send(request, stored, filename=name, for_everyone=True)
