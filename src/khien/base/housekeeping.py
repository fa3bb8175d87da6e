"""Once a day: finished jobs of last week go, what a killed server left half written, and kept files that nothing points
at. Failed jobs stay a month, for whoever looks into them. Once an hour:
files that no scanner has looked at yet."""

from __future__ import annotations

import datetime as dt

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khien.base import files, scanning
from khien.base.clock import now
from khien.base.errors import Unavailable
from khien.base.jobs import every, task

KEPT = {TaskResultStatus.SUCCESSFUL: dt.timedelta(days=7), TaskResultStatus.FAILED: dt.timedelta(days=30)}


@task()
def remove_finished_jobs() -> int:
    """How many rows went."""
    gone = 0
    for status, pause in KEPT.items():
        gone += DBTaskResult.objects.filter(status=status, finished_at__lt=now() - pause).delete()[0]
    return gone


@task()
def remove_half_written_files() -> int:
    """How many files went. No upload takes a day."""
    return files.remove_left_behind(before=now() - dt.timedelta(days=1))


@task()
def remove_unused_files() -> int:
    """How many files went. A week is longer than any form stays open."""
    return files.remove_unused(before=now() - dt.timedelta(days=7))


@task(retry_on=(Unavailable,), attempts=3, wait_seconds=600)
def remove_rowless_files() -> int:
    """How many files went. No upload takes a day."""
    return files.remove_rowless(before=now() - dt.timedelta(days=1))


@task()
def scan_waiting_files() -> int:
    """How many files were scanned: those kept while no scanner answered."""
    return scanning.scan_waiting(at=now())


every(dt.timedelta(days=1), remove_finished_jobs, code="base.remove_finished_jobs")
every(dt.timedelta(days=1), remove_half_written_files, code="base.remove_half_written_files")
every(dt.timedelta(days=1), remove_unused_files, code="base.remove_unused_files")
every(dt.timedelta(days=1), remove_rowless_files, code="base.remove_rowless_files")
every(dt.timedelta(hours=1), scan_waiting_files, code="base.scan_waiting_files")
