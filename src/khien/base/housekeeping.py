"""Once a day: finished jobs of last week go, what a killed server left half written, and kept files that nothing points
at. Failed jobs stay a month, for whoever looks into them. Once an hour:
files that no scanner has looked at yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khien.base import files, scanning
from khien.base.clock import now
from khien.base.errors import Unavailable
from khien.base.jobs import every, name_job, task
from khien.base.models import JobSetAside

KEPT = {TaskResultStatus.SUCCESSFUL: dt.timedelta(days=7), TaskResultStatus.FAILED: dt.timedelta(days=30)}

AT_ONCE = 1000


@task()
def remove_finished_jobs() -> int:
    """How many rows went. A failed job that somebody put aside stays its month from that day on."""
    at = now()
    gone = 0
    for status, pause in KEPT.items():
        rows = DBTaskResult.objects.filter(status=status, finished_at__lt=at - pause)
        if status == TaskResultStatus.FAILED:
            rows = rows.exclude(pk__in=JobSetAside.objects.filter(at__gte=at - pause).values("job_id"))
        gone += _remove(rows)
    return gone


def _remove(rows: QuerySet[Any]) -> int:
    """In batches, so that no transaction holds a hundred thousand rows."""
    gone = 0
    while ids := list(rows.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            JobSetAside.objects.filter(job_id__in=ids).delete()
            gone += DBTaskResult.objects.filter(pk__in=ids, status__in=KEPT).delete()[0]
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

name_job(remove_finished_jobs, _("Remove old background work"))
name_job(remove_half_written_files, _("Remove half-written files"))
name_job(remove_unused_files, _("Remove files that nothing uses"))
name_job(remove_rowless_files, _("Remove files that no record knows"))
name_job(scan_waiting_files, _("Scan waiting files for harmful software"))
