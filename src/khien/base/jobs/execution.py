"""One run of one job, whichever worker does it: claim the row, call, write down how it ended, or try again later.

Knows neither loop nor broker. A database that goes away under a worker (restart, failover) is waited for: how a job
ended is written when it is back, and a job that lost its connection is run again.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

from khien.base.clock import now
from khien.base.jobs.declare import QUEUES, Job
from khien.base.models import WorkerBeat

log = logging.getLogger("khien.jobs")

Row: TypeAlias = "DBTaskResult[Any, Any]"

FORGET_AFTER = dt.timedelta(days=1)
AFTER_LOSS = dt.timedelta(seconds=5)
MOST_RUNS = 10  # a job that keeps killing its worker is not taken up for ever


PROCESS = "."  # between a worker's name and the process of it that runs a job


class WorkerLost(Exception):
    """The job's worker died under it more often than we try again."""


def run(row: Row) -> None:
    """Call a claimed job and record the end. Errors end in the row and the log, never in the caller."""
    try:
        job = row.task
        task_started.send(sender=type(job.get_backend()), task_result=row.task_result)
        result = row.task_result
        value = job.call(*result.args, **result.kwargs)
    except Exception as error:
        end = _again_after_loss if _connection_lost(error) else _end_or_again
        outlast(functools.partial(end, row, error))
        return
    try:
        outlast(functools.partial(row.set_successful, value))
    except Exception as error:  # what it returned cannot be kept
        outlast(functools.partial(_end_or_again, row, error))
    else:
        _announce_end(row)


LOST = (OperationalError, InterfaceError)
LONGEST_PAUSE_SECONDS = 10.0


def outlast(write: Callable[[], object]) -> None:
    """Write, however long the database is away: without it there is nothing else a worker could do."""
    pause = 0.2
    while True:
        try:
            write()
            return
        except LOST as error:
            if connection.in_atomic_block:  # whoever opened the transaction must begin again
                raise
            log.warning("the database does not answer (%s); next try in %.1f s", type(error).__name__, pause)
            connection.close()
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _connection_lost(error: Exception) -> bool:
    """Whether the job failed because the database went away, not because of what it asked."""
    if not isinstance(error, LOST) or connection.in_atomic_block:
        return False
    return connection.connection is None or not connection.is_usable()


def _again_after_loss(row: Row, error: Exception) -> None:
    if len(row.worker_ids) >= MOST_RUNS:
        row.set_failed(error)
        return
    log.warning("job %s %s lost the database; run again", row.id, row.task_name)
    put_back(row, run_after=now() + AFTER_LOSS)


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
    """Take a ready job (or, `from_dead`, one whose worker died) so that no other worker runs it.

    A message that comes again does not prove that its worker died (only its line to the broker may have broken): a
    running job is taken from a worker that is silent, or from a process of our own that is gone.
    """
    wanted = [TaskResultStatus.READY] + ([TaskResultStatus.RUNNING] if from_dead else [])
    with transaction.atomic():
        row = (
            DBTaskResult.objects.select_for_update(skip_locked=True)
            .filter(pk=job_id, status__in=wanted)
            .first()
        )
        if row is None or (row.status == TaskResultStatus.RUNNING and _still_run(row, worker_id)):
            return None
        if len(row.worker_ids) >= MOST_RUNS:
            row.set_failed(WorkerLost())
            return None
        row.claim(worker_id)
        return row


def _still_run(row: Row, asking: str) -> bool:
    """Whether the process that claimed a running job may still be at it. `asking` runs nothing at this moment."""
    runner = row.worker_ids[-1] if row.worker_ids else ""
    if runner == asking:
        return False
    home, _, process = runner.partition(PROCESS)
    if process and home == asking.partition(PROCESS)[0]:
        return _process_lives(process)
    silent_after = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
    return WorkerBeat.objects.filter(worker_id=home, beaten_at__gt=now() - silent_after).exists()


def _process_lives(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def take_back(worker_id: str) -> int:
    """Make ready what stands as run by a worker that runs nothing: the claim's answer was lost. Returns how many."""
    taken = 0
    with transaction.atomic():
        for row in _running():
            if row.worker_ids and row.worker_ids[-1] == worker_id:
                _take_up(row, at=now())
                taken += 1
    return taken


def _running() -> Iterable[Row]:
    return DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=TaskResultStatus.RUNNING)


def beat(worker_id: str, *, at: dt.datetime) -> None:
    """Say that a worker lives."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"beaten_at": at})


def take_up_orphans(*, at: dt.datetime, home: str = "") -> int:
    """Make running jobs of silent workers ready again; returns how many. Forgets workers silent for a day.

    `home` is the worker who asks: its own processes that are gone are seen at once.
    """
    silent_after = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
    alive = set(
        WorkerBeat.objects.filter(beaten_at__gt=at - silent_after).values_list("worker_id", flat=True)
    )
    taken = 0
    with transaction.atomic():
        for row in _running():
            runner, _, process = (row.worker_ids[-1] if row.worker_ids else "").partition(PROCESS)
            gone = bool(home) and runner == home and bool(process) and not _process_lives(process)
            if runner in alive and not gone:
                continue
            if not gone and row.started_at and row.started_at > at - silent_after:
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


_served: tuple[str, ...] = QUEUES


def serve(queues: Sequence[str]) -> None:
    """What this process works on, said once by its worker before it forks."""
    global _served  # noqa: PLW0603 - a fact of the process, like its name
    _served = tuple(queues)


def others_wait(*, queue: str, urgent_only: bool = False) -> bool:
    """Whether a job of another queue that this process serves (or of "urgent" only) is ready: a long job may end
    early and come back later."""
    ready = DBTaskResult.objects.ready().filter(queue_name__in=_served)
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
