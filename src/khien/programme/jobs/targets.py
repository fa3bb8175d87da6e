"""Targets are counted by themselves: a quarter of an hour after something was written, and every day.

Refuses nothing and keeps nothing: killed and run again, it makes the same snapshots.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from khien.base.clock import now
from khien.base.jobs import enqueue_on_commit, every, task
from khien.base.jobs.execution import under_way
from khien.programme.services.target_snapshots import refresh_programme, refresh_running

PAUSE = dt.timedelta(minutes=15)


@task()
def count_targets() -> None:
    """Every programme in force of which something changed since today's last count."""
    refresh_running(at=now())


@task()
def count_targets_of(programme_id: int) -> None:
    """All targets of one programme, asked for by a person."""
    refresh_programme(programme_id, at=now())


def ask_to_count(programme_id: int) -> object:
    return enqueue_on_commit(count_targets_of, programme_id=programme_id)


def ask_once_to_count(programme_ids: Iterable[int]) -> None:
    """From pages that found something uncounted: nothing is asked for while a count waits or runs."""
    wanted = set(programme_ids) - {int(asked["programme_id"]) for asked in under_way(count_targets_of)}
    for programme_id in sorted(wanted):
        ask_to_count(programme_id)


every(PAUSE, count_targets, code="programme.count_targets")
