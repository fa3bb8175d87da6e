"""The first page: what to press, what is new, what there is. About ten queries, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass

from khien.base import clock
from khien.channels import api as channels
from khien.channels.api import CurrentNotice
from khien.insight import api as insight
from khien.library import api as library
from khien.library.api import MaterialCard, MaterialKind, TopicCard, Wanted
from khien.portal.models import HomeButton
from khien.portal.rules import buttons
from khien.portal.rules.warnings import Warning, current_warning
from khien.portal.selectors.lists import AudienceCard, audience_cards, shown_language

NEWEST = 6


@dataclass(frozen=True, slots=True)
class ShownButton:
    """`address`: path on this site, without the language's prefix."""

    label: str
    icon: str
    address: str


@dataclass(frozen=True, slots=True)
class Home:
    buttons: tuple[ShownButton, ...]
    warning: Warning | None
    notices: tuple[CurrentNotice, ...]
    newest_scam: MaterialCard | None  # only when there is no warning
    topics: tuple[TopicCard, ...]
    audiences: tuple[AudienceCard, ...]
    newest: tuple[MaterialCard, ...]
    count: int
    results: bool
    language: str  # of the lists; may differ from the page's


def home(language: str) -> Home:
    shown = shown_language(language)
    warning = current_warning(language)
    scams = () if warning else library.published(Wanted(language=shown, kinds=(MaterialKind.SCAM,)), limit=1)
    names = {topic.code: topic for topic in library.topic_cards(language)}
    return Home(
        buttons=home_buttons(language),
        warning=warning,
        notices=tuple(channels.current_notices(clock.now(), language=language, limit=2)),
        newest_scam=next(iter(scams), None),
        topics=tuple(_renamed(topic, names) for topic in library.topic_cards(shown) if topic.count),
        audiences=tuple(card for card in audience_cards(shown) if card.count),
        newest=tuple(library.published(Wanted(language=shown), limit=NEWEST)),
        count=library.published_count(Wanted(language=shown)),
        results=insight.any_public_scorecard(),
        language=shown,
    )


def home_buttons(language: str) -> tuple[ShownButton, ...]:
    """The office's buttons in order; those of the box when it hid them all."""
    rows = list(HomeButton.objects.filter(shown=True)[: buttons.MOST])
    return _labelled(rows or list(buttons.DEFAULTS), language)


def default_buttons(language: str) -> tuple[ShownButton, ...]:
    """For pages that must not ask the database."""
    return _labelled(list(buttons.DEFAULTS), language)


def _labelled(rows: list[HomeButton] | list[buttons.Button], language: str) -> tuple[ShownButton, ...]:
    return tuple(
        ShownButton(row.label_en or row.label if language == "en" else row.label, row.icon, row.address)
        for row in rows
    )


def _renamed(topic: TopicCard, names: dict[str, TopicCard]) -> TopicCard:
    named = names.get(topic.code, topic)
    return TopicCard(topic.code, named.name, topic.slug, topic.icon, topic.summary, topic.count)
