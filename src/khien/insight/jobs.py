"""Each quarter of an hour the figures of every programme in force are counted and kept. Run twice, it counts twice and keeps one."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now, today
from khien.base.jobs import every, task
from khien.insight.services.keeping import keep_figures
from khien.programme import api as programmes


@task()
def keep_day() -> None:
    for programme in programmes.running_programmes(on=today()):
        keep_figures(programme, at=now())


every(dt.timedelta(minutes=15), keep_day, code="insight-figures")
