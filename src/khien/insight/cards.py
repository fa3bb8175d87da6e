"""The way from a programme's page to its steering page, shown to those it opens for."""

from __future__ import annotations

from django.urls import reverse

from khien.base.access import Actor
from khien.base.clock import today
from khien.insight.access import READERS, steered_by


def steering_of(actor: Actor, uuid: str) -> str:
    if not actor.has(*READERS) or all(card.uuid != uuid for card in steered_by(actor, on=today())):
        return ""
    return reverse("insight:programme", args=[uuid])
