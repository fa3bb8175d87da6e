"""The steering page on the first page of those it opens for, and the way to it from a programme's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.urls import reverse

from khien.base.access import Actor
from khien.base.clock import now, today
from khien.insight.access import READERS, steered_by
from khien.insight.rules.figures import from_data
from khien.insight.selectors.gathering import kept_since
from khien.orgs.api import Role

KEPT = dt.timedelta(days=1)


def steering_of(actor: Actor, uuid: str) -> str:
    if not actor.has(*READERS) or all(card.uuid != uuid for card in steered_by(actor, on=today())):
        return ""
    return reverse("insight:programme", args=[uuid])


def steering_card(actor: Actor) -> Mapping[str, object] | None:
    """The first programme she looks over, with the figures kept today; nothing is counted for a first page."""
    found = steered_by(actor, on=today())
    if not found:
        return None
    kept = kept_since(found[0].id, on=today(), since=now() - KEPT)
    return {
        "programme": found[0],
        "figures": from_data(kept.figures) if kept else None,
        "leads": actor.has(Role.LEADER),
    }
