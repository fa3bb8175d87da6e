"""Keeps a programme's figures of a day, for comparing later and for the public page. Refuses to keep figures of a
day that has passed: what was not counted then cannot be counted now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from khien.insight.models import DayFigures
from khien.insight.rules.figures import Figures, from_data, to_data
from khien.insight.selectors.gathering import gather, kept_since, newest
from khien.programme import api as programmes
from khien.programme.api import ProgrammeCard

MOST_AT_ONCE = 1000  # units that tasks name, each as often as it is named
FRESH = dt.timedelta(hours=1)  # the job counts four times as often; older ones mean that no worker runs


def keep_figures(programme: ProgrammeCard, *, at: dt.datetime) -> DayFigures:
    """Count now and keep it as today's; a second time the same day replaces the first."""
    on = timezone.localdate(at)
    figures = gather(programme, on=on)
    with transaction.atomic():
        row, _made = DayFigures.objects.update_or_create(
            programme_id=programme.id, on=on, defaults={"figures": to_data(figures), "counted_at": at}
        )
    return row


@dataclass(frozen=True, slots=True)
class Now:
    """What a page shows. `figures` None: nothing was ever counted. `stale`: somebody should count again."""

    figures: Figures | None
    counted_at: dt.datetime | None
    stale: bool


def figures_now(programme: ProgrammeCard, *, at: dt.datetime) -> Now:
    """Today's kept figures; old ones are counted anew at once only where few units are asked for anything. In a
    province of thousands the newest kept figures stand, with their day, until a worker has counted."""
    row = kept_since(programme.id, on=timezone.localdate(at), since=at - FRESH)
    if row is None and programmes.named_units(programme.id) > MOST_AT_ONCE:
        row = newest(programme.id)
        return Now(from_data(row.figures) if row else None, row.counted_at if row else None, stale=True)
    row = row or keep_figures(programme, at=at)
    return Now(from_data(row.figures), row.counted_at, stale=False)
