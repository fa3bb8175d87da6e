"""Once a day: finished jobs of last week go. Failed ones stay a month, for whoever looks into them."""

from __future__ import annotations

import datetime as dt

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khien.base.clock import now
from khien.base.jobs import every, task

KEPT = {TaskResultStatus.SUCCESSFUL: dt.timedelta(days=7), TaskResultStatus.FAILED: dt.timedelta(days=30)}


@task()
def remove_finished_jobs() -> int:
    """How many rows went."""
    gone = 0
    for status, pause in KEPT.items():
        gone += DBTaskResult.objects.filter(status=status, finished_at__lt=now() - pause).delete()[0]
    return gone


every(dt.timedelta(days=1), remove_finished_jobs, code="base.remove_finished_jobs")
