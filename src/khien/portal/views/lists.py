"""Lists of materials: all, of a topic, for an audience. Filters and page stand in the address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khien.library import api as library
from khien.library.api import MaterialKind, Wanted
from khien.portal.rules.audiences import CODES
from khien.portal.selectors import lists
from khien.portal.selectors.lists import Choice
from khien.web.doors import public
from khien.web.kept_pages import kept

LONGEST = 60  # characters of a filter's value


@public
@require_safe
@kept
def materials(request: HttpRequest) -> HttpResponse:
    """?loai=guide&chu-de=lua-dao&danh-cho=cha-me&ngon-ngu=vi&trang=2; what is unknown counts as not chosen."""
    language = _language(request)
    kind, topic, audience = (_value(request, name) for name in ("loai", "chu-de", "danh-cho"))
    topics = library.topic_cards(_page_language())
    code = next((one.code for one in topics if one.slug == topic), "")
    kinds = tuple(one for one in MaterialKind if one.value == kind)
    wanted = Wanted(language=language, kinds=kinds, topic=code, audience=CODES.get(audience, ""))
    context = {
        "list": lists.material_list(wanted, page=_page(request)),
        "kinds": lists.kind_choices(kind),
        "topics": [Choice(one.slug, one.name, one.slug == topic) for one in topics],
        "audiences": [
            Choice(one.slug, one.name, one.slug == audience) for one in lists.audience_cards(language)
        ],
        "language_choices": [Choice(code_, name, code_ == language) for code_, name in settings.LANGUAGES],
        "filtered": bool(kinds or code or wanted.audience),
        "rest": _rest(request),
    }
    return render(request, "portal/materials.html", context)


@public
@require_safe
@kept
def topics(request: HttpRequest) -> HttpResponse:
    shown = lists.shown_language(_page_language())
    counts = {topic.code: topic.count for topic in library.topic_cards(shown)}
    cards = [(topic, counts[topic.code]) for topic in library.topic_cards(_page_language())]
    return render(request, "portal/topics.html", {"topics": cards, "audiences": lists.audience_cards(shown)})


@public
@require_safe
@kept
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    card = lists.topic_by_slug(slug, _page_language())
    shown = lists.shown_language(_page_language())
    found = lists.material_list(Wanted(language=shown, topic=card.code), page=_page(request))
    return render(request, "portal/topic.html", {"topic": card, "list": found, "rest": ""})


@public
@require_safe
@kept
def audience(request: HttpRequest, slug: str) -> HttpResponse:
    card = lists.audience_by_slug(slug)
    shown = lists.shown_language(_page_language())
    found = lists.material_list(Wanted(language=shown, audience=card.code), page=_page(request))
    return render(request, "portal/audience.html", {"audience": card, "list": found, "rest": ""})


def _page_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _language(request: HttpRequest) -> str:
    chosen = _value(request, "ngon-ngu")
    return chosen if chosen in dict(settings.LANGUAGES) else lists.shown_language(_page_language())


def _value(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:LONGEST]


def _page(request: HttpRequest) -> int:
    text = _value(request, "trang")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _rest(request: HttpRequest) -> str:
    """The filters as they go on to the next page: "loai=guide&"."""
    values = request.GET.copy()
    for name in set(values) - {"loai", "chu-de", "danh-cho", "ngon-ngu"}:
        del values[name]
    return f"{values.urlencode()}&" if values else ""
