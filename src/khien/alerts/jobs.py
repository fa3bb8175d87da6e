"""Background work of alerts. Every job looks at what is there before it does anything."""

from __future__ import annotations

import datetime as dt

from khien.alerts.services import asking, expiring, intake, posters
from khien.base import clock
from khien.base.jobs import every, task


@task(queue="urgent")
def make_poster(alert_id: int) -> None:
    posters.make_poster(alert_id, at=clock.now())


@task(queue="urgent")
def expire_alerts() -> None:
    expiring.expire(at=clock.now())


@task()
def read_foreign_warnings() -> None:
    intake.read_all(at=clock.now())


asking.offer("make_poster", make_poster)
every(dt.timedelta(minutes=1), expire_alerts, code="alerts-expire")
every(dt.timedelta(minutes=15), read_foreign_warnings, code="alerts-read-foreign")
