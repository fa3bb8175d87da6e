"""Feeds of published materials: all, of a topic, for an audience, of a kind, of a unit's own site. Newest first, 30 at
most, each with its whole text. Refuses drafts and what a unit's site does not show."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from khien.base.errors import Missing
from khien.library import api as library
from khien.library.api import Feed, FeedItem, MaterialCard, MaterialKind, Wanted
from khien.orgs import api as orgs
from khien.portal.rules.audiences import CODES
from khien.portal.selectors import lists
from khien.portal.selectors.microsites import Site, site_materials
from khien.portal.selectors.reading import picture_keys
from khien.web.languages import address_in

MOST = 30
LOCAL = re.compile(r'(href|src)="/(?!/)')
SRCSET = re.compile(r'\ssrcset="[^"]*"|\ssizes="[^"]*"')


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is about. `page`: path of the page it stands for; `feed`: path of the feed without its format."""

    title: str
    description: str
    page: str
    feed: str
    cards: tuple[MaterialCard, ...]


def channel_of(scope: str, slug: str, language: str) -> Channel:
    """`scope`: all, topic, audience, kind. Raises Missing."""
    if scope == "all":
        title, page, wanted = settings.KHIEN_NAME, "/", Wanted(language=language)
    elif scope == "topic":
        topic = lists.topic_by_slug(slug, language)
        title, page = topic.name, f"/chu-de/{slug}/"
        wanted = Wanted(language=language, topic=topic.code)
    elif scope == "audience":
        audience = lists.audience_by_slug(slug)
        title, page = audience.name, f"/danh-cho/{slug}/"
        wanted = Wanted(language=language, audience=CODES[slug])
    elif scope == "kind" and slug in {kind.value for kind in MaterialKind}:
        kind = MaterialKind(slug)
        title, page = str(library.KIND_NAMES[kind]), f"/tai-lieu/?loai={slug}"
        wanted = Wanted(language=language, kinds=(kind,))
    else:
        raise Missing
    name = {
        "all": "tat-ca",
        "topic": f"chu-de/{slug}",
        "audience": f"danh-cho/{slug}",
        "kind": f"loai/{slug}",
    }
    told = _("New and changed materials: %(what)s") % {"what": title}
    cards = tuple(library.published(wanted, limit=MOST))
    return Channel(_titled(title), told, page, f"/nguon-tin/{name[scope]}", cards)


def channel_of_site(site: Site, language: str) -> Channel:
    told = _("New and changed materials: %(what)s") % {"what": site.name}
    cards = tuple(site_materials(site, language, limit=MOST))
    return Channel(site.name, told, site.home, f"{site.home}nguon-tin", cards)


def _titled(title: str) -> str:
    return title if title == settings.KHIEN_NAME else f"{title} · {settings.KHIEN_NAME}"


def feed_of(channel: Channel, *, language: str, suffix: str, since: dt.datetime) -> Feed:
    """`suffix`: rss, atom or json; `since`: what an empty feed says it was changed at."""
    base = settings.WAGTAILADMIN_BASE_URL
    units = orgs.units({card.unit_id for card in channel.cards})
    items = []
    for card in channel.cards:
        text = library.published_material(card.slug).content
        unit = units.get(card.unit_id)
        items.append(
            FeedItem(
                id=f"urn:uuid:{card.uuid}",
                url=f"{base}{address_in(card.language, card.address)}",
                title=card.title,
                summary=card.summary,
                published=card.published_at,
                updated=card.changed_at,
                content_html=content_html(text, base),
                categories=tuple(name for _code, name in text.topics),
                author=unit.name if unit else "",
                licence=str(library.LICENCE_NAMES[text.licence]),
            )
        )
    return Feed(
        title=channel.title,
        description=channel.description,
        address=f"{base}{address_in(language, channel.page)}",
        self_address=f"{base}{address_in(language, channel.feed)}.{suffix}",
        updated=max((item.updated for item in items), default=since),
        items=tuple(items),
        author=settings.KHIEN_NAME,
        language=language,
    )


def content_html(text: library.Content, base: str) -> str:
    """The text as HTML that can stand anywhere: whole addresses, no style, no script."""
    pictures = library.shown_pictures(picture_keys(text))
    html = render_to_string("portal/feed_item.html", {"text": text, "pictures": pictures})
    return SRCSET.sub("", LOCAL.sub(rf'\1="{base}/', html)).strip()
