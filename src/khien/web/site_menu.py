"""The public site's menus, filled by upper apps in `AppConfig.ready`. Knows no app by name; a duplicate is an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

PLACES = ("top", "foot", "about")  # beside the name; at the foot; who runs this


@dataclass(frozen=True, slots=True)
class SiteLink:
    """`url_name` is reversed without arguments. `shown`: asked for every page that is made; None = always."""

    code: str
    label: object  # lazy translation
    url_name: str
    icon: str
    order: int
    places: frozenset[str] = frozenset({"foot"})
    shown: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class SiteItem:
    code: str
    label: object
    url: str
    icon: str
    current: bool


_links: dict[str, SiteLink] = {}
_parts: dict[str, str] = {}


def register(link: SiteLink) -> None:
    """Adds a link. Raises ValueError for a code seen before or a place that does not exist."""
    if link.code in _links or not link.places <= set(PLACES):
        raise ValueError(f"site link {link.code!r}: registered twice, or unknown place")
    _links[link.code] = link


def register_part(place: str, template: str) -> None:
    """A template for a place of the shell ("top": above the page, "foot", "lost": on error pages). It gets no context of its own and must
    ask no database in "lost". Raises ValueError when the place is taken."""
    if place in _parts:
        raise ValueError(f"site part {place!r} registered twice")
    _parts[place] = template


def items(place: str, path: str) -> list[SiteItem]:
    """The links of a place, in order; the one whose page this is, is current."""
    wanted = [link for link in _links.values() if place in link.places and _is_shown(link)]
    return [
        SiteItem(link.code, link.label, url, link.icon, path.startswith(url))
        for link in sorted(wanted, key=lambda link: (link.order, link.code))
        for url in [reverse(link.url_name)]
    ]


def _is_shown(link: SiteLink) -> bool:
    """A link that cannot be asked for is left out: error pages come also when the database does not answer."""
    try:
        return link.shown is None or link.shown()
    except DatabaseError:
        return False


def menus(request: HttpRequest) -> dict[str, list[SiteItem]]:
    return {place: items(place, request.path) for place in PLACES}


def part(place: str) -> SafeString:
    """The registered part as HTML; empty without one."""
    template = _parts.get(place)
    return render_to_string(template) if template else SafeString("")
