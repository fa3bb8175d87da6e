"""What every page gets: who acts, the menu, the names on top, the appearance. Asks the database only when the
page really shows it; `bare_shell` asks nothing and serves error pages.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khien.base.access import ANONYMOUS, Actor
from khien.web import site_menu
from khien.web.appearance import CHOICES, appearance_of
from khien.web.identity import face_of, unit_label
from khien.web.languages import address_in, by_cookie, split
from khien.web.navigation import Menu, menu_for


def bare_shell(request: HttpRequest) -> dict[str, object]:
    """The part that needs neither a session nor the database."""
    here = request.get_full_path() if request.method == "GET" else "/"
    return {
        "actor": ANONYMOUS,
        "menu": Menu(),
        "unit_label": "",
        "installation": settings.KHIEN_NAME,
        "appearance": appearance_of(request),
        "appearance_choices": CHOICES,
        "languages": settings.LANGUAGES,
        "here": here,
        "face": face_of(request),
        "site_menus": SimpleLazyObject(lambda: site_menu.menus(request)),
        "other_languages": _other_languages(here),
    }


def _other_languages(here: str) -> list[tuple[str, str]]:
    """(language, address) of this page in every language, where the address says it; else nothing."""
    if by_cookie(split(here)[1]):
        return []
    return [(code, address_in(code, here)) for code, _name in settings.LANGUAGES]


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if not actor.signed_in:
        return bare_shell(request)
    return bare_shell(request) | {
        "actor": actor,
        "menu": SimpleLazyObject(lambda: menu_for(actor, request.path)),
        "unit_label": SimpleLazyObject(lambda: unit_label(actor)),
    }
