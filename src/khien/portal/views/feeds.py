"""Feeds: RSS, Atom, JSON. `?dv=<unit's code>` counts the materials for the unit whose site takes the feed."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.base.errors import Missing
from khien.library import api as library
from khien.portal.rules.audiences import SLUGS
from khien.portal.selectors import lists
from khien.portal.selectors.feeds import Channel, channel_of, channel_of_site, feed_of
from khien.portal.selectors.microsites import site_by_slug
from khien.web.doors import public
from khien.web.kept_pages import kept

WRITERS = {"rss": library.rss_feed, "atom": library.atom_feed, "json": library.json_feed}
LONGEST_CODE = 40
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@public
@require_safe
@kept
def feed(request: HttpRequest, scope: str, suffix: str, slug: str = "") -> HttpResponse:
    language = get_language() or "vi"
    return _answer(request, channel_of(scope, slug, language), suffix, language)


@public
@require_safe
@kept
def site_feed(request: HttpRequest, site: str, suffix: str) -> HttpResponse:
    language = get_language() or "vi"
    return _answer(request, channel_of_site(site_by_slug(site), language), suffix, language)


@public
@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """Every feed there is, for people."""
    language = get_language() or "vi"
    topics = [(topic.name, f"/nguon-tin/chu-de/{topic.slug}") for topic in library.topic_cards(language)]
    audiences = [
        (card.name, f"/nguon-tin/danh-cho/{SLUGS[card.code]}") for card in lists.audience_cards(language)
    ]
    context = {"topics": topics, "audiences": audiences}
    return render(request, "portal/feeds.html", context)


def _answer(request: HttpRequest, channel: Channel, suffix: str, language: str) -> HttpResponse:
    if suffix not in WRITERS:
        raise Missing
    said = feed_of(channel, language=language, suffix=suffix, since=FIRST)
    code = request.GET.get("dv", "")[:LONGEST_CODE]
    if code and request.method == "GET":
        library.note_feed([card.id for card in channel.cards], code, on=today())
    response = HttpResponse(WRITERS[suffix](said), content_type=library.FEED_MEDIA[suffix])
    response["Last-Modified"] = http_date(said.updated.timestamp())
    response["Access-Control-Allow-Origin"] = "*"
    return response
