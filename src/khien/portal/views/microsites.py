"""A unit's own site: its first page, its own pages, the common materials under its head, its files for machines.

Every view asks for the site first, and then only for what is that site's.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.base.errors import Missing
from khien.base.files_serving import send
from khien.base.text import fold
from khien.library import api as library
from khien.library.api import MaterialKind
from khien.portal.rules.colours import style_sheet
from khien.portal.selectors import events
from khien.portal.selectors import microsites as read
from khien.portal.selectors.lists import PAGE, MaterialList
from khien.portal.selectors.microsites import Site
from khien.portal.selectors.reading import reading
from khien.web.doors import public
from khien.web.identity import SiteFace
from khien.web.kept_pages import kept
from khien.web.languages import address_in

NEWEST, COMING = 6, 3
LONGEST = 100
WEEK = 7 * 24 * 3600


def dressed(request: HttpRequest, site: Site) -> None:
    """The page stands under this site's name, logo and colours."""
    request.site_face = SiteFace(  # type: ignore[attr-defined]  # read by khien.web.identity
        name=site.name,
        home=address_in(_language(), site.home),
        logo=site.logo,
        style=f"{site.home}mau-{site.revision}.css",
    )


def shown(request: HttpRequest, site: Site, template: str, more: dict[str, Any]) -> HttpResponse:
    dressed(request, site)
    return render(request, template, {"site": site, **more})


def front(request: HttpRequest, site: Site) -> HttpResponse:
    more = {
        "newest": read.site_materials(site, "vi", limit=NEWEST),
        "count": read.site_material_count(site, "vi"),
        "pages": read.own_pages(site),
        "events": events.coming(today=today(), unit_id=site.unit_id, limit=COMING),
    }
    return shown(request, site, "portal/site_home.html", more)


@public
@require_safe
@kept
def home(request: HttpRequest, site: str) -> HttpResponse:
    return front(request, read.site_by_slug(site))


@public
@require_safe
@kept
def materials(request: HttpRequest, site: str) -> HttpResponse:
    """?chu-de=…&trang=2"""
    found = read.site_by_slug(site)
    text = request.GET.get("trang", "")[:5]
    topics = [topic for topic in library.topic_cards(_language()) if topic.count]
    asked = request.GET.get("chu-de", "")[:60]
    code = next((topic.code for topic in topics if topic.slug == asked), "")
    count = read.site_material_count(found, "vi", topic=code)
    pages = max(1, -(-count // PAGE))
    page = min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1
    cards = read.site_materials(found, "vi", topic=code, limit=PAGE, offset=(page - 1) * PAGE)
    shown_list = MaterialList(tuple(cards), count, page, pages, "vi")
    more = {"list": shown_list, "rest": f"chu-de={asked}&" if code else "", "topics": topics, "chosen": asked}
    return shown(request, found, "portal/site_materials.html", more)


@public
@require_safe
@kept
def material(request: HttpRequest, site: str, slug: str) -> HttpResponse:
    """A common material under the unit's head; search engines are sent to its main address."""
    found = read.site_by_slug(site)
    one = reading(slug, _language())
    if not read.shows(found, one.material.card):
        raise Missing
    card = one.material.card
    more = {
        "reading": one,
        "text": one.content,
        "card": card,
        "pictures": one.pictures,
        "foreign": card.language != _language(),
        "main_address": address_in(card.language, card.address),
        "scam": one.content.kind is MaterialKind.SCAM,
    }
    return shown(request, found, "portal/site_material.html", more)


@public
@require_safe
@kept
def page(request: HttpRequest, site: str, slug: str) -> HttpResponse:
    found = read.site_by_slug(site)
    own = read.page_of(found, slug)
    pictures = library.shown_pictures([own.picture]) if own.picture else {}
    return shown(request, found, "portal/site_page.html", {"page": own, "picture": pictures.get(own.picture)})


@public
@require_safe
@kept
def search(request: HttpRequest, site: str) -> HttpResponse:
    """Own pages and shown materials whose title or summary hold every word, marks or not."""
    found = read.site_by_slug(site)
    text = request.GET.get("q", "")[:LONGEST].strip()
    words = fold(text).split()
    cards, pages = [], []
    if words:
        everything = read.site_materials(found, "vi", limit=read.MOST)
        cards = [c for c in everything if _holds(f"{c.title} {c.summary}", words)][:PAGE]
        pages = [one for one in read.own_pages(found) if _holds(one.title, words)]
    return shown(request, found, "portal/site_search.html", {"text": text, "cards": cards, "pages": pages})


@public
@require_safe
@cache_control(public=True, max_age=WEEK)
def style(request: HttpRequest, site: str, revision: int) -> HttpResponse:
    """The colours; the revision in the address changes with them."""
    found = read.site_by_slug(site, hidden=True)
    css = style_sheet(found.colour, contrast=library.contrast, mixed=library.mixed)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@public
@require_safe
def logo(request: HttpRequest, site: str, revision: int, suffix: str) -> HttpResponseBase:
    """The revision stands in the address so that caches ask again when it changes."""
    stored = read.logo_of(site)
    return send(request, stored, filename=f"bieu-trung.{suffix}", inline=True, for_everyone=False)


@public
@require_safe
@kept
def sitemap(request: HttpRequest, site: str) -> HttpResponse:
    """Its own addresses only: common materials stand in the main site's map, where they belong."""
    found = read.site_by_slug(site)
    places = [found.home, f"{found.home}tai-lieu/", *(one.address for one in read.own_pages(found))]
    text = render_to_string("portal/site_sitemap.xml", {"places": places, "base": found.base})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@public
@require_safe
@kept
def robots(request: HttpRequest, site: str) -> HttpResponse:
    found = read.site_by_slug(site)
    lines = ["User-agent: *", "Disallow: /*/tim-kiem/", f"Sitemap: {found.base}{found.home}sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@kept
def listed(request: HttpRequest) -> HttpResponse:
    """Every unit's site, on the main site."""
    return render(request, "portal/sites.html", {"sites": read.shown_sites()})


def _holds(text: str, words: list[str]) -> bool:
    told = f" {fold(text)}"
    return all(f" {word}" in told for word in words)


def _language() -> str:
    return get_language() or "vi"
