"""Once a day: rounds whose time has come open, and merged units give way to those that took them over."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now, today
from khien.base.jobs import every, task
from khien.reports.services.rounds import follow_mergers, open_due_rounds


@task()
def open_rounds() -> None:
    follow_mergers(on=today(), at=now())
    open_due_rounds(on=today(), at=now())


every(dt.timedelta(hours=6), open_rounds, code="reports.open_rounds")
