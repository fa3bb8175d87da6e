"""Each quarter of an hour the figures of every programme in force are counted and kept. Run twice, it counts twice and keeps one."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now, today
from khien.base.jobs import enqueue_on_commit, every, task
from khien.base.jobs.execution import under_way
from khien.insight.services.keeping import keep_figures
from khien.programme import api as programmes


@task()
def keep_day() -> None:
    for programme in programmes.running_programmes(on=today()):
        keep_figures(programme, at=now())


@task()
def keep_programme(programme_id: int) -> None:
    """Asked for by a page that found old figures."""
    keep_figures(programmes.programme(programme_id), at=now())


def ask_once_to_keep(programme_id: int) -> None:
    if all(asked["programme_id"] != programme_id for asked in under_way(keep_programme)):
        enqueue_on_commit(keep_programme, programme_id=programme_id)


every(dt.timedelta(minutes=15), keep_day, code="insight-figures")
