"""Lists of materials: by topic, by audience, all with filters. Where a language has no text yet, the Vietnamese ones are
shown and the page says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from khien.base.errors import Missing
from khien.library import api as library
from khien.library.api import MaterialCard, MaterialKind, TopicCard, Wanted
from khien.portal.rules.audiences import CODES, ICONS, SLUGS
from khien.programme import api as programme

PAGE = 24


@dataclass(frozen=True, slots=True)
class AudienceCard:
    code: str
    name: str
    slug: str
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class MaterialList:
    """One page of a list. `language`: of the materials."""

    cards: tuple[MaterialCard, ...]
    count: int
    page: int
    pages: int
    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: `chosen` is what the page shows now."""

    value: str
    label: object
    chosen: bool


def shown_language(language: str) -> str:
    """The language whose materials a page in `language` lists."""
    if language == settings.LANGUAGE_CODE or library.published_count(Wanted(language=language)):
        return language
    return settings.LANGUAGE_CODE


def material_list(wanted: Wanted, *, page: int) -> MaterialList:
    """`page` counts from 1; one beyond the last is the last."""
    count = library.published_count(wanted)
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    cards = library.published(wanted, limit=PAGE, offset=(page - 1) * PAGE)
    return MaterialList(tuple(cards), count, page, pages, wanted.language)


def topic_by_slug(slug: str, language: str) -> TopicCard:
    """Raises Missing."""
    found = next((topic for topic in library.topic_cards(language) if topic.slug == slug), None)
    if found is None:
        raise Missing
    return found


def audience_by_slug(slug: str) -> AudienceCard:
    """Raises Missing."""
    if slug not in CODES:
        raise Missing
    code = CODES[slug]
    return AudienceCard(code, str(programme.AUDIENCE_WORDS[programme.Audience(code)]), slug, ICONS[code])


def audience_cards(language: str) -> list[AudienceCard]:
    """Every audience in the order of the screen; `count` in that language."""
    counts = library.audience_counts(language)
    return [
        AudienceCard(
            code,
            str(programme.AUDIENCE_WORDS[programme.Audience(code)]),
            slug,
            ICONS[code],
            counts.get(code, 0),
        )
        for code, slug in SLUGS.items()
    ]


def kind_choices(chosen: str) -> list[Choice]:
    return [Choice(kind.value, library.KIND_NAMES[kind], kind.value == chosen) for kind in MaterialKind]
