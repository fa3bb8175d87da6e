"""Every hour: what the calendar changes is changed, units that ended hand on. Four times a day: what has begun is
opened. Every day: all states anew from the ledger. Idempotent: killed and run again, they double nothing."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now, today
from khien.base.jobs import every, task
from khien.base.jobs.execution import under_way
from khien.programme import api as programme
from khien.work.services.bulk import forget_old_batches
from khien.work.services.opening import open_all, open_items
from khien.work.services.refreshing import pass_dates, refresh_programme
from khien.work.services.saved import forget_deleted_filters
from khien.work.services.settling import settle_successors


@task()
def keep_work() -> None:
    settle_successors(on=today(), at=now())
    pass_dates(on=today())


@task()
def open_work() -> None:
    """After an adoption this happens at once or in a job of its own; here it is made good for a server that was killed, and for new months."""
    open_all(on=today(), at=now())


@task()
def open_programme(programme_id: int) -> None:
    """After an adoption that names so many units that no page should wait for it."""
    open_items(programme_id, on=today(), at=now())


def opening_now() -> set[int]:
    """Programmes whose items wait to be opened, or are just being opened. One query."""
    return {int(asked["programme_id"]) for asked in under_way(open_programme)}


@task()
def recount_work() -> None:
    """Makes good for whatever an interrupted announcement left behind."""
    for card in programme.running_programmes(on=today()):
        refresh_programme(card.id, on=today())


@task()
def tidy_work() -> None:
    """Deleted filters go for good; edits of many tasks keep no names for longer than they say."""
    forget_deleted_filters(at=now())
    forget_old_batches(at=now())


every(dt.timedelta(days=1), tidy_work, code="work.tidy")
every(dt.timedelta(hours=1), keep_work, code="work.keep")
every(dt.timedelta(hours=6), open_work, code="work.open")
every(dt.timedelta(days=1), recount_work, code="work.recount")
