"""What every page gets: who acts, the menu, the names on top, the appearance. Asks the database only when the
page really shows it; `bare_shell` asks nothing and serves error pages.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khien.base.access import ANONYMOUS, Actor
from khien.web.appearance import CHOICES, appearance_of
from khien.web.identity import unit_label
from khien.web.navigation import Menu, menu_for


def bare_shell(request: HttpRequest) -> dict[str, object]:
    """The part that needs neither a session nor the database."""
    return {
        "actor": ANONYMOUS,
        "menu": Menu(),
        "unit_label": "",
        "installation": settings.KHIEN_NAME,
        "appearance": appearance_of(request),
        "appearance_choices": CHOICES,
        "languages": settings.LANGUAGES,
        "here": request.get_full_path() if request.method == "GET" else "/",
    }


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
