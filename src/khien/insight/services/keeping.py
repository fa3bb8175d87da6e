"""Keeps a programme's figures of a day, for comparing later and for the public page. Refuses to keep figures of a
day that has passed: what was not counted then cannot be counted now."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from khien.insight.models import DayFigures
from khien.insight.rules.figures import Figures, from_data, to_data
from khien.insight.selectors.gathering import gather, kept_since
from khien.programme.api import ProgrammeCard

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


def figures_now(programme: ProgrammeCard, *, at: dt.datetime) -> tuple[Figures, dt.datetime]:
    """What a page shows, and when it was counted: today's kept figures, counted anew only when they are old."""
    row = kept_since(programme.id, on=timezone.localdate(at), since=at - FRESH)
    row = row or keep_figures(programme, at=at)
    return from_data(row.figures), row.counted_at
