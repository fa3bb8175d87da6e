"""The standing office switches a programme's public page on and off, and says what stands on it.

Refuses everybody else. Switching on counts the figures at once, so that the page never shows nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Refused
from khien.insight.access import may_switch
from khien.insight.errors import ScorecardChanged
from khien.insight.models import Scorecard
from khien.insight.services.keeping import keep_figures
from khien.programme.api import ProgrammeCard

SHOWN = (
    "title",
    "intro",
    "show_targets",
    "show_tasks",
    "show_reports",
    "show_activities",
    "show_plans",
    "show_money",
    "name_late",
)


def change_scorecard(
    actor: Actor,
    programme: ProgrammeCard,
    *,
    published: bool,
    shown: Mapping[str, object],
    revision: int,
    at: dt.datetime,
) -> Scorecard:
    """`revision` 0 = it was never touched when the form was opened. Raises Refused, ScorecardChanged."""
    if not may_switch(actor):
        raise Refused
    with transaction.atomic():
        Scorecard.objects.get_or_create(
            programme_id=programme.id, defaults={"changed_at": at, "changed_by": actor.label, "revision": 0}
        )
        card = Scorecard.objects.select_for_update().get(programme_id=programme.id)
        if card.revision != revision:
            raise ScorecardChanged(card.changed_by)
        old = _state(card)
        for name in SHOWN:
            setattr(card, name, shown[name])
        card.name_late = card.name_late and card.show_reports
        card.published = published
        card.changed_at, card.changed_by = at, actor.label
        card.revision += 1
        card.save()
        if published:
            keep_figures(programme, at=at)
        audit.record(
            actor=actor,
            action="insight.published" if published else "insight.scorecard_changed",
            subject=audit.Subject("programme", programme.uuid, programme.label),
            old=old,
            new=_state(card),
            at=at,
        )
    return card


def _state(card: Scorecard) -> dict[str, object]:
    return {"published": card.published, **{name: getattr(card, name) for name in SHOWN}}
