"""Facets of a search as links: what each value would leave, and the address that adds or takes it off."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from khien.library import api as library
from khien.programme import api as programme
from khien.search import api as search

FACETS: dict[str, str] = {  # name in the address → facet
    "loai": "kind",
    "chu-de": "topic",
    "danh-cho": "audience",
    "ngon-ngu": "language",
}
MOST = 8


@dataclass(frozen=True, slots=True)
class FacetLink:
    label: object
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetLink, ...]


def facets_of(page: search.Page, chosen: dict[str, tuple[str, ...]], *, language: str) -> tuple[Facet, ...]:
    """Facets with something to choose; at most eight values each."""
    topics = {topic.code: topic.name for topic in library.topic_cards(language)}
    found = []
    for name, facet in FACETS.items():
        values = page.facets.get(facet, ())[:MOST]
        links = tuple(
            FacetLink(
                label,
                value.count,
                _address(page.query.text, chosen, name, value.code),
                value.code in chosen[name],
            )
            for value in values
            if (label := _label(facet, value.code, topics))
        )
        if len(links) > 1 or any(link.chosen for link in links):
            found.append(Facet(name, links))
    return tuple(found)


def _label(facet: str, code: str, topics: dict[str, str]) -> object:
    match facet:
        case "kind":
            return search.kind_label(code)
        case "topic":
            return topics.get(code, "")
        case "audience":
            return programme.AUDIENCE_WORDS.get(code, "")
        case _:
            return dict(settings.LANGUAGES).get(code, "")


def _address(text: str, chosen: dict[str, tuple[str, ...]], name: str, code: str) -> str:
    values = dict(chosen)
    values[name] = (
        tuple(v for v in values[name] if v != code) if code in values[name] else (*values[name], code)
    )
    return urlencode([("q", text), *((n, v) for n, codes in values.items() for v in codes)])
