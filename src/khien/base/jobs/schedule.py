"""Jobs that come back, asked for by whichever worker ticks first.


A tick missed while no worker ran is made up once, not as often as it was missed.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.base.jobs.rhythm import Rhythm, rhythms
from khien.base.models import Schedule


def tick(*, at: dt.datetime) -> list[str]:
    """Ask for what is due; returns the codes. Safe to call from several workers at once."""
    return [code for code in sorted(rhythms) if _ask_if_due(rhythms[code], at=at)]


def _ask_if_due(rhythm: Rhythm, *, at: dt.datetime) -> bool:
    with transaction.atomic():
        Schedule.objects.get_or_create(code=rhythm.code, defaults={"due_at": at})
        row = (
            Schedule.objects.select_for_update(skip_locked=True)
            .filter(code=rhythm.code, due_at__lte=at)
            .first()
        )
        if row is None:
            return False
        rhythm.job.enqueue()
        row.due_at = at + rhythm.pause
        row.save(update_fields=["due_at"])
        return True
