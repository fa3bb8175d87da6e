"""Which jobs come back, and how often. Declared at the foot of an app's `jobs.py`; knows no table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.base.jobs.declare import Job


@dataclass(frozen=True, slots=True)
class Rhythm:
    code: str
    job: Job
    pause: dt.timedelta


rhythms: dict[str, Rhythm] = {}


def every(pause: dt.timedelta, job: Job, *, code: str) -> None:
    """Ask for `job` (without arguments) once per `pause`. A second rhythm of the same code is an error."""
    if code in rhythms and rhythms[code].job != job:
        raise ValueError(f"schedule {code!r} declared twice")
    rhythms[code] = Rhythm(code, job, pause)
