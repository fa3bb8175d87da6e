"""Who sets up the public site: the standing office. Everybody reads it. Missing and unknown look alike (404)."""

from __future__ import annotations

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.orgs.api import Role
from khien.portal.models import HomeButton

SETTERS = (Role.STANDING_OFFICE,)


def may_set_up(actor: Actor) -> bool:
    return actor.has(*SETTERS)


def buttons_for(actor: Actor) -> list[HomeButton]:
    """All of them, shown or not, in order. Raises Refused."""
    if not may_set_up(actor):
        raise Refused
    return list(HomeButton.objects.all())


def button_for(actor: Actor, code: str) -> HomeButton:
    """Raises Refused, Missing."""
    if not may_set_up(actor):
        raise Refused
    found = HomeButton.objects.filter(code=code).first()
    if found is None:
        raise Missing
    return found
