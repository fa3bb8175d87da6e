"""Keeps a programme's figures of a day, for comparing later and for the public page. Refuses to keep figures of a
day that has passed: what was not counted then cannot be counted now."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from khien.insight.models import DayFigures
from khien.insight.rules.figures import Figures, to_data
from khien.insight.selectors.gathering import gather
from khien.programme.api import ProgrammeCard


def keep_figures(programme: ProgrammeCard, *, at: dt.datetime) -> Figures:
    """Count now and keep it as today's; a second time the same day replaces the first."""
    on = timezone.localdate(at)
    figures = gather(programme, on=on, with_plans=True).figures
    with transaction.atomic():
        DayFigures.objects.update_or_create(
            programme_id=programme.id, on=on, defaults={"figures": to_data(figures), "counted_at": at}
        )
    return figures
