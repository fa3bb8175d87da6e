"""Whose desk this is, and whose public site: the names on top. Knows no unit; the app that does registers how to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from khien.base.access import Actor

_askers: list[Callable[[Actor], str]] = []


def register_unit_label(asker: Callable[[Actor], str]) -> None:
    """Called once, in `AppConfig.ready`. The asker answers "" for someone without a unit."""
    if _askers:
        raise ValueError("the unit's name is already answered for")
    _askers.append(asker)


def unit_label(actor: Actor) -> str:
    """The name of the unit this actor works for, or ""."""
    return _askers[0](actor) if _askers and actor.signed_in else ""


@dataclass(frozen=True, slots=True)
class SiteFace:
    """Whose public site a page stands in. `home`: address of its first page; "" = this installation's.

    `logo`: address of a picture on this site. `style`: address of a style sheet on this site that sets its colours.
    """

    name: str
    home: str = ""
    logo: str = ""
    style: str = ""


def face_of(request: HttpRequest) -> SiteFace:
    """What an upper app put on the request (`request.site_face`), else the installation's own face."""
    face = getattr(request, "site_face", None)
    return face if isinstance(face, SiteFace) else SiteFace(name=settings.KHIEN_NAME)
