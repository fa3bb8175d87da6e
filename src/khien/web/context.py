"""What every page gets: the menu for this actor, the language, the theme."""

from __future__ import annotations

from django.http import HttpRequest

from khien.base.access import ANONYMOUS
from khien.web.navigation import entries_for


def shell(request: HttpRequest) -> dict[str, object]:
    actor = getattr(request, "actor", ANONYMOUS)
    return {"actor": actor, "menu": entries_for(actor) if actor.signed_in else []}
