"""Two guards of units' own sites: which host name is whose, and that nobody reaches into another unit's site in the
editor, whatever id stands in the address. And one that counts how often the pages of materials are opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from khien.base.access import ANONYMOUS, Actor
from khien.base.clock import today
from khien.portal.desk_access import desk_units
from khien.portal.editor_access import may_reach_collection, may_reach_page, may_reach_picture
from khien.portal.selectors.microsites import slug_of_host
from khien.portal.services.seen import SeenPages

EDITOR = "/soan-thao/"
EVERYWHERE = ("/static/", "/tep/", "/giao-dien/", "/nhung/", "/manifest.webmanifest", "/sw.js")
MAIN_ONLY = ("/lam-viec/", EDITOR, "/tai-khoan/")
PAGE_KEYS = ("page_id", "parent_page_id", "page_to_copy_id", "page_to_move_id", "destination_id")
PICTURE_KEYS = ("image_id",)
OF_ALL = ("reports/page-types-usage",)  # names the last page of each kind, whoever's it is
MOST_IDS = 100
MATERIAL = re.compile(r"/tai-lieu/([-a-z0-9_]{1,120})/$")  # on the main site, in English, on a unit's site
MACHINES = re.compile(r"bot|crawl|spider|slurp|preview|fetch|monitor|scan|curl|wget|python|java/|http", re.I)


class CountSeen:
    """Stands above the kept pages: a page sent from there was read too. Counts what people opened who are not signed
    in. Keeps nothing of who asks; programs that say so are not people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.seen = SeenPages()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = MATERIAL.search(request.path_info)
        response = self.get_response(request)
        if found and response.status_code == 200 and _opened_by_somebody(request):
            self.seen.note(found.group(1), on=today())
        self.seen.write_when_due()
        return response


def _opened_by_somebody(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and bool(agent)
        and not MACHINES.search(agent)
        and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    )


class OwnHosts:
    """A unit's own host name shows that unit's site and nothing of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = self._slug(request)
        if slug:
            path, home = request.path_info, f"/don-vi/{slug}/"
            if path.startswith(MAIN_ONLY):
                return HttpResponseRedirect(f"{settings.WAGTAILADMIN_BASE_URL}{request.get_full_path()}")
            if path.startswith("/don-vi/") and not path.startswith(home):
                raise Http404
            if not path.startswith((home, *EVERYWHERE)):
                request.path_info = f"{home}{path.lstrip('/')}"
        return self.get_response(request)

    @staticmethod
    def _slug(request: HttpRequest) -> str:
        try:
            host = request.get_host()
        except DisallowedHost:
            return ""
        if host == urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc:
            return ""
        return slug_of_host(host.partition(":")[0])


class OwnPagesOnly:
    """In the editor, pages and pictures of another unit's site do not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path_info.startswith(EDITOR):
            return None
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        rest = request.path_info.removeprefix(EDITOR)
        if rest.startswith(OF_ALL) and desk_units(actor, on=today()) is not None:
            raise Http404
        pages, pictures = _named(request, rest, kwargs)
        reached = all(may_reach_page(actor, pk, on=today()) for pk in pages)
        reached = reached and all(may_reach_picture(actor, pk, on=today()) for pk in pictures)
        collection = request.GET.get("collection_id", "")[:9] if rest.startswith("images") else ""
        if collection.isascii() and collection.isdigit():
            reached = reached and may_reach_collection(actor, int(collection), on=today())
        if not reached:
            raise Http404
        return None


def _named(request: HttpRequest, rest: str, kwargs: dict[str, Any]) -> tuple[set[int], set[int]]:
    """Ids of pages and of pictures that the address names."""
    pages = {kwargs[key] for key in PAGE_KEYS if isinstance(kwargs.get(key), int)}
    pictures = {kwargs[key] for key in PICTURE_KEYS if isinstance(kwargs.get(key), int)}
    of_pictures = rest.startswith(("images", "bulk/library/picture"))
    bare = {kwargs.get("pk"), kwargs.get("object_id"), *request.GET.getlist("id")[:MOST_IDS]}
    bare |= set(request.GET.getlist("p")[:MOST_IDS]) if rest.startswith("choose-page") else set()
    numbers = {int(one) for one in map(str, bare) if one.isascii() and one.isdigit() and len(one) <= 9}
    if of_pictures:
        pictures |= numbers
    elif rest.startswith(("pages", "api/main/pages", "bulk/wagtailcore/page", "choose-page", "reports")):
        pages |= numbers
    return pages, pictures
