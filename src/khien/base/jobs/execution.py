"""One run of one job, whichever worker does it: claim the row, call, write down how it ended, or try again later.

Knows neither loop nor broker.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

from khien.base.clock import now
from khien.base.jobs.declare import Job
from khien.base.models import WorkerBeat

log = logging.getLogger("khien.jobs")

Row: TypeAlias = "DBTaskResult[Any, Any]"

FORGET_AFTER = dt.timedelta(days=1)
MOST_RUNS = 10  # a job that keeps killing its worker is not taken up for ever


class WorkerLost(Exception):
    """The job's worker died under it more often than we try again."""


def run(row: Row) -> None:
    """Call a claimed job and record the end. Errors end in the row and the log, never in the caller."""
    try:
        job = row.task
        task_started.send(sender=type(job.get_backend()), task_result=row.task_result)
        result = row.task_result
        row.set_successful(job.call(*result.args, **result.kwargs))
    except Exception as error:
        _end_or_again(row, error)
    else:
        _announce_end(row)


def _end_or_again(row: Row, error: Exception) -> None:
    job = _job_or_none(row)
    attempt = len(row.worker_ids)
    if job is not None and job.tries_again(error, attempt):
        log.warning("job %s %s: %s; another try", row.id, row.task_name, type(error).__name__)
        put_back(row, run_after=now() + job.wait_after(attempt))
        return
    log.error("job %s %s failed", row.id, row.task_name, exc_info=error)
    row.set_failed(error)
    if job is not None:
        _announce_end(row)


def _job_or_none(row: Row) -> Job | None:
    try:
        job: object = row.task
    except Exception:  # the code that declared it is gone
        return None
    return job if isinstance(job, Job) else None


def _announce_end(row: Row) -> None:
    task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)


def put_back(row: Row, *, run_after: dt.datetime) -> None:
    row.status = TaskResultStatus.READY
    row.run_after = run_after
    row.save(update_fields=["status", "run_after"])


def claim(job_id: str, *, worker_id: str, from_dead: bool = False) -> Row | None:
    """Take a ready job (or, `from_dead`, one whose worker died) so that no other worker runs it."""
    wanted = [TaskResultStatus.READY] + ([TaskResultStatus.RUNNING] if from_dead else [])
    with transaction.atomic():
        row = (
            DBTaskResult.objects.select_for_update(skip_locked=True)
            .filter(pk=job_id, status__in=wanted)
            .first()
        )
        if row is None:
            return None
        if len(row.worker_ids) >= MOST_RUNS:
            row.set_failed(WorkerLost())
            return None
        row.claim(worker_id)
        return row


def beat(worker_id: str, *, at: dt.datetime) -> None:
    """Say that a worker lives."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"beaten_at": at})


def take_up_orphans(*, at: dt.datetime) -> int:
    """Make running jobs of silent workers ready again; returns how many. Forgets workers silent for a day."""
    silent_after = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
    alive = set(
        WorkerBeat.objects.filter(beaten_at__gt=at - silent_after).values_list("worker_id", flat=True)
    )
    taken = 0
    with transaction.atomic():
        running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(
            status=TaskResultStatus.RUNNING
        )
        for row in running:
            if row.worker_ids and row.worker_ids[-1] in alive:
                continue
            if row.started_at and row.started_at > at - silent_after:
                continue  # its worker may not have said anything yet
            _take_up(row, at=at)
            taken += 1
    WorkerBeat.objects.filter(beaten_at__lt=at - FORGET_AFTER).delete()
    return taken


def _take_up(row: Row, *, at: dt.datetime) -> None:
    if len(row.worker_ids) >= MOST_RUNS:
        row.set_failed(WorkerLost())
        return
    log.warning("job %s %s: its worker died; taken up again", row.id, row.task_name)
    put_back(row, run_after=at)


def others_wait(*, queue: str, urgent_only: bool = False) -> bool:
    """Whether a job of another queue (or of "urgent" only) is ready: a long job may end early and come back later."""
    ready = DBTaskResult.objects.ready()
    ready = ready.filter(queue_name="urgent") if urgent_only else ready.exclude(queue_name=queue)
    return ready.exists()


def under_way(job: Job) -> list[dict[str, Any]]:
    """Arguments of every run of this job that waits or runs now, for pages that say so. One query."""
    rows = DBTaskResult.objects.filter(
        task_path=job.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    return [dict(row["kwargs"]) for row in rows.values_list("args_kwargs", flat=True)]


def run_pending(*, most: int = 1000) -> int:
    """Run ready jobs here and now, one after another; returns how many. For tests and for loading the demo."""
    done = 0
    while done < most:
        ready = DBTaskResult.objects.ready().values_list("pk", flat=True).first()
        if ready is None:
            break
        row = claim(str(ready), worker_id="here")
        if row is not None:
            run(row)
        done += 1
    return done
