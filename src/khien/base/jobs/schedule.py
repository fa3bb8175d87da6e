"""Jobs that come back: declared with `every` in `AppConfig.ready`, asked for by whichever worker ticks first.

A tick missed while no worker ran is made up once, not as often as it was missed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from khien.base.jobs.declare import Job
from khien.base.models import Schedule


@dataclass(frozen=True, slots=True)
class Rhythm:
    code: str
    job: Job
    pause: dt.timedelta


_rhythms: dict[str, Rhythm] = {}


def every(pause: dt.timedelta, job: Job, *, code: str) -> None:
    """Ask for `job` (without arguments) once per `pause`. A second rhythm of the same code is an error."""
    if code in _rhythms and _rhythms[code].job != job:
        raise ValueError(f"schedule {code!r} declared twice")
    _rhythms[code] = Rhythm(code, job, pause)


def tick(*, at: dt.datetime) -> list[str]:
    """Ask for what is due; returns the codes. Safe to call from several workers at once."""
    return [code for code in sorted(_rhythms) if _ask_if_due(_rhythms[code], at=at)]


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
