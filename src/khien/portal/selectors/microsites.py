"""Units' own sites as the public reads them: who they are, their pages, and which common materials they show.

Every read takes the site, so that no page of one can come out under another's name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import QuerySet

from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.library import api as library
from khien.library.api import MaterialCard, Wanted
from khien.portal.models import Microsite, MicrositePage
from khien.portal.rules.states import Shares

HOSTS = "portal:hosts"
HOST_SECONDS = 300
MOST = 1000
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class MenuPage:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Site:
    """`home`: path of its first page ("/don-vi/xa-an-hoa/"). `menu`: its own pages that stand in its menu."""

    id: int
    unit_id: int
    slug: str
    name: str
    tagline: str
    contact: str
    host: str
    colour: str
    logo: str  # address of its picture, or ""
    shares: Shares
    topics: frozenset[str]
    audiences: frozenset[str]
    shown: bool
    revision: int
    menu: tuple[MenuPage, ...]

    @property
    def home(self) -> str:
        return f"/don-vi/{self.slug}/"

    @property
    def base(self) -> str:
        """How its whole addresses begin."""
        scheme = settings.WAGTAILADMIN_BASE_URL.partition("://")[0]
        return f"{scheme}://{self.host}" if self.host else str(settings.WAGTAILADMIN_BASE_URL)


@dataclass(frozen=True, slots=True)
class SitePage:
    """One own page. `stream`: its blocks; `picture` a key or ""."""

    id: int
    title: str
    lede: str
    slug: str
    stream: object
    picture: str
    changed_at: dt.datetime | None


def site_by_slug(slug: str, *, hidden: bool = False) -> Site:
    """A site that is switched on; with `hidden` also one that is not, for its own people. Raises Missing."""
    row = Microsite.objects.select_related("logo", "index").filter(slug=slug).first()
    if row is None or not (row.shown or hidden):
        raise Missing
    return site_of(row)


def site_of(row: Microsite) -> Site:
    pages = MicrositePage.objects.live().filter(show_in_menus=True).child_of(row.index).order_by("path")
    menu = tuple(MenuPage(page.title, f"/don-vi/{row.slug}/{page.slug}/") for page in pages[:20])
    return Site(
        id=row.pk,
        unit_id=row.unit_id,
        slug=row.slug,
        name=row.name,
        tagline=row.tagline,
        contact=row.contact,
        host=row.host,
        colour=row.colour,
        logo=_logo_address(row),
        shares=Shares(row.shares),
        topics=row.topics,
        audiences=row.audiences,
        shown=row.shown,
        revision=row.revision,
        menu=menu,
    )


def shown_sites() -> list[Microsite]:
    return list(Microsite.objects.filter(shown=True).select_related("logo", "index")[:MOST])


def slug_of_host(host: str) -> str:
    """Whose own host name this is; "" for the installation's."""
    try:
        known = cache.get(HOSTS)
        if known is None:
            rows = Microsite.objects.filter(shown=True).exclude(host="").values_list("host", "slug")
            known = dict(rows)
            cache.set(HOSTS, known, HOST_SECONDS)
    except DatabaseError:
        return ""
    return str(known.get(host.lower(), ""))


def page_of(site: Site, slug: str) -> SitePage:
    """An own page of this very site. Raises Missing."""
    row = _pages(site).filter(slug=slug).select_related("picture").first()
    if row is None:
        raise Missing
    picture = str(row.picture.uuid) if row.picture else ""
    return SitePage(row.pk, row.title, row.lede, row.slug, row.body, picture, row.last_published_at)


def own_pages(site: Site) -> list[MenuPage]:
    """All of its own pages that are public."""
    rows = _pages(site).order_by("path").values_list("title", "slug")[:MOST]
    return [MenuPage(title, f"{site.home}{slug}/") for title, slug in rows]


def _pages(site: Site) -> QuerySet[MicrositePage]:
    index = Microsite.objects.get(pk=site.id).index
    found: QuerySet[MicrositePage] = MicrositePage.objects.live().child_of(index)
    return found


def site_materials(
    site: Site, language: str, *, topic: str = "", limit: int = 24, offset: int = 0
) -> list[MaterialCard]:
    """What the site shows of the common materials, newest first."""
    return _materials(site, language, topic)[offset : offset + limit]


def site_material_count(site: Site, language: str, *, topic: str = "") -> int:
    return len(_materials(site, language, topic))


def shows(site: Site, card: MaterialCard) -> bool:
    """Whether this site shows that material. What the unit wrote itself it always shows."""
    if card.unit_id == site.unit_id or site.shares is Shares.ALL:
        return True
    if site.shares is Shares.OWN:
        return False
    return bool(site.topics & set(card.topics) or site.audiences & set(card.audiences))


def _materials(site: Site, language: str, topic: str) -> list[MaterialCard]:
    units = frozenset({site.unit_id}) if site.shares is Shares.OWN else None
    found = library.published(Wanted(language=language, topic=topic, unit_ids=units), limit=MOST)
    return [card for card in found if shows(site, card)]


def _logo_address(row: Microsite) -> str:
    if row.logo is None:
        return ""
    return f"/don-vi/{row.slug}/bieu-trung-{row.revision}.{ENDINGS.get(row.logo.media_type, 'png')}"


def logo_of(slug: str) -> StoredFile:
    """Raises Missing. Also of a site that is not on yet: its own people look at it."""
    row = Microsite.objects.filter(slug=slug, logo__isnull=False).select_related("logo").first()
    if row is None or row.logo is None:
        raise Missing
    return row.logo
