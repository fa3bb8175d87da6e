"""What a person may do about a failed job: run it again, all of its kind too, or put it aside.

Changes nothing about jobs that wait, run or ended well, and never a job's arguments.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Missing
from khien.base.jobs.naming import job_name
from khien.base.jobs.overview import failed_jobs
from khien.base.models import JobSetAside

# Past the keeper's next look at RabbitMQ, which announces what has become due; a database worker just takes it.
MOST_AT_ONCE = 10_000
SOON = dt.timedelta(seconds=1)


def run_again(actor: Actor, job_id: uuid.UUID, *, at: dt.datetime) -> bool:
    """Put a failed job back, with all its tries before it. False: somebody did so already. Raises Missing."""
    with transaction.atomic():
        row = _locked(job_id)
        if row is None:
            return False
        _ready_again(DBTaskResult.objects.filter(pk=row.pk), at=at)
        _note(actor, "jobs.run_again", row.task_path, {"jobs": 1, "job": str(row.pk)[:8]}, at=at)
    return True


def run_alike_again(actor: Actor, job_id: uuid.UUID, *, at: dt.datetime) -> int:
    """Put back every failed job of this one's kind that nobody put aside; how many. Raises Missing."""
    with transaction.atomic():
        path = DBTaskResult.objects.filter(pk=job_id).values_list("task_path", flat=True).first()
        if path is None:
            raise Missing
        ids = list(
            failed_jobs()
            .filter(task_path=path)
            .select_for_update()
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        count = _ready_again(DBTaskResult.objects.filter(pk__in=ids[:MOST_AT_ONCE]), at=at)
        if count:
            _note(actor, "jobs.run_again", path, {"jobs": count}, at=at)
    return count


def put_aside(actor: Actor, job_id: uuid.UUID, *, at: dt.datetime) -> bool:
    """Mark a failed job as not to be run again; it stays to be looked at for 30 days. False: done already."""
    with transaction.atomic():
        row = _locked(job_id)
        if row is None or JobSetAside.objects.filter(job_id=row.pk).exists():
            return False
        JobSetAside.objects.create(job_id=row.pk, at=at, by=actor.label[:200])
        _note(actor, "jobs.put_aside", row.task_path, {"job": str(row.pk)[:8]}, at=at)
    return True


def _locked(job_id: uuid.UUID) -> Any:
    row = DBTaskResult.objects.select_for_update().filter(pk=job_id).first()
    if row is None:
        raise Missing
    return row if row.status == TaskResultStatus.FAILED else None


def _ready_again(rows: QuerySet[Any], *, at: dt.datetime) -> int:
    JobSetAside.objects.filter(job_id__in=rows.values("pk")).delete()
    return rows.filter(status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY,
        run_after=at + SOON,
        worker_ids=[],
        started_at=None,
        finished_at=None,
        exception_class_path="",
        traceback="",
    )


def _note(actor: Actor, action: str, path: str, new: dict[str, Any], *, at: dt.datetime) -> None:
    subject = audit.Subject(kind="job", id=path.rpartition(".")[2], label=str(job_name(path)))
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)
