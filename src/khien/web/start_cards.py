"""Cards on the first page of the workspace, filled by upper apps in `AppConfig.ready`. Knows no app by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from khien.base.access import Actor


@dataclass(frozen=True, slots=True)
class StartCard:
    """`template` is a fragment (an <article class="card">); `context` gives its values, or None: not today."""

    code: str
    template: str
    order: int
    context: Callable[[Actor], Mapping[str, object] | None]
    roles: frozenset[str] = frozenset()  # empty = everyone signed in


_cards: dict[str, StartCard] = {}


def register(card: StartCard) -> None:
    """Adds a card. Raises ValueError for a code seen before."""
    if card.code in _cards:
        raise ValueError(f"start card {card.code!r} registered twice")
    _cards[card.code] = card


def any_registered() -> bool:
    """Whether any app puts cards here at all; without one, "nothing waits for you" would be a guess."""
    return bool(_cards)


def cards_for(actor: Actor) -> list[SafeString]:
    """The cards of this actor as HTML, in order."""
    seen = [card for card in _cards.values() if not card.roles or actor.has(*card.roles)]
    ordered = sorted(seen, key=lambda card: (card.order, card.code))
    values = ((card, card.context(actor)) for card in ordered)
    return [
        render_to_string(card.template, {**value, "actor": actor})
        for card, value in values
        if value is not None
    ]
