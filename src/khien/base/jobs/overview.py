"""What whoever keeps the installation sees of background work: queues, workers, what comes back, what failed.

Reads only. Shows no arguments of a job and no whole traceback: they may hold personal data or secrets.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from khien.base.jobs.declare import QUEUES
from khien.base.jobs.execution import PROCESS
from khien.base.jobs.naming import job_name
from khien.base.jobs.rhythm import rhythms
from khien.base.models import JobSetAside, Schedule, WorkerBeat

LONGEST_MESSAGE = 200
SEEN_WORKERS = 50


@dataclass(frozen=True, slots=True)
class QueueLine:
    """`later` waits for its hour; `oldest_at` is when the oldest of `waiting` was asked for."""

    queue: str
    waiting: int = 0
    later: int = 0
    running: int = 0
    oldest_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkerLine:
    name: str
    beaten_at: dt.datetime
    alive: bool
    running: int


@dataclass(frozen=True, slots=True)
class RhythmLine:
    """`due_at` None: no worker has looked yet. `late`: due for so long that no worker can be at work."""

    code: str
    name: object
    pause: dt.timedelta
    due_at: dt.datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that ended badly. `short_id` is what people read aloud; `alike` counts those of the same kind."""

    id: str
    short_id: str
    name: object
    path: str
    queue: str
    asked_at: dt.datetime
    failed_at: dt.datetime | None
    tries: int
    error: str
    said: str
    alike: int
    put_aside_by: str
    put_aside_at: dt.datetime | None


def queue_lines(*, at: dt.datetime) -> list[QueueLine]:
    """Every queue, also those where nothing waits. One query."""
    ready = Q(status=TaskResultStatus.READY)
    due = ready & (Q(run_after__lte=at) | Q(run_after=get_date_max()))
    counted = (
        DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
        .order_by()
        .values("queue_name")
        .annotate(
            waiting=Count("pk", filter=due),
            later=Count("pk", filter=ready & ~due),
            running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
            oldest_at=Min("enqueued_at", filter=due),
        )
    )
    found = {row["queue_name"]: row for row in counted}
    names = [*QUEUES, *sorted(set(found) - set(QUEUES))]
    return [_line(name, found.get(name, {})) for name in names]


def _line(name: str, row: Mapping[str, Any]) -> QueueLine:
    counts = {key: row[key] for key in ("waiting", "later", "running", "oldest_at") if key in row}
    return QueueLine(name, **counts)


def worker_lines(*, at: dt.datetime) -> list[WorkerLine]:
    """Workers that spoke within a day, the living first."""
    silent_after = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
    running: dict[str, int] = {}
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).order_by()
    for ids in rows.values_list("worker_ids", flat=True)[:1000]:
        home = ids[-1].partition(PROCESS)[0] if ids else ""
        running[home] = running.get(home, 0) + 1
    beats = WorkerBeat.objects.order_by("-beaten_at")[:SEEN_WORKERS]
    return [
        WorkerLine(
            name=beat.worker_id[:9],
            beaten_at=beat.beaten_at,
            alive=beat.beaten_at > at - silent_after,
            running=running.get(beat.worker_id, 0),
        )
        for beat in beats
    ]


def rhythm_lines(*, at: dt.datetime) -> list[RhythmLine]:
    """What comes back by itself, the next first."""
    due = dict(Schedule.objects.values_list("code", "due_at"))
    patience = dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS * 2)
    lines = [
        RhythmLine(
            code=code,
            name=job_name(rhythm.job.module_path),
            pause=rhythm.pause,
            due_at=due.get(code),
            late=code in due and due[code] < at - patience,
        )
        for code, rhythm in rhythms.items()
    ]
    return sorted(lines, key=lambda line: (line.due_at is None, line.due_at or at, line.code))


def failed_jobs(*, put_aside: bool = False) -> QuerySet[DBTaskResult]:  # type: ignore[type-arg]
    """Newest first. `put_aside` True: those somebody decided not to run again."""
    laid = JobSetAside.objects.values("job_id")
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    rows = rows.filter(pk__in=laid) if put_aside else rows.exclude(pk__in=laid)
    return rows.order_by("-finished_at", "pk")


def failures(rows: Sequence[DBTaskResult]) -> list[Failure]:  # type: ignore[type-arg]
    """One page of failed jobs, in words. Two queries."""
    marks = {mark.job_id: mark for mark in JobSetAside.objects.filter(job_id__in=[row.pk for row in rows])}
    paths = {row.task_path for row in rows}
    alike = dict(
        failed_jobs().filter(task_path__in=paths).order_by().values_list("task_path").annotate(n=Count("pk"))
    )
    return [_failure(row, marks, alike) for row in rows]


def _failure(row: DBTaskResult, marks: Mapping[uuid.UUID, JobSetAside], alike: Mapping[str, int]) -> Failure:  # type: ignore[type-arg]
    mark = marks.get(row.pk)
    error, said = last_words(row.exception_class_path, row.traceback)
    return Failure(
        id=str(row.pk),
        short_id=str(row.pk)[:8],
        name=job_name(row.task_path),
        path=row.task_path,
        queue=row.queue_name,
        asked_at=row.enqueued_at,
        failed_at=row.finished_at,
        tries=len(row.worker_ids),
        error=error,
        said=said,
        alike=alike.get(row.task_path, 0),
        put_aside_by=mark.by if mark else "",
        put_aside_at=mark.at if mark else None,
    )


def last_words(path: str, traceback: str) -> tuple[str, str]:
    """The error's class and what it said, first line, without what may be personal or secret."""
    name = path.rpartition(".")[2]
    for line in reversed(traceback.splitlines()):
        head, colon, said = line.partition(": ")
        if head in {path, name}:
            return name, harmless(said)[:LONGEST_MESSAGE] if colon else ""
    return name, ""


_HIDDEN = (
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@]*@"), r"\1…@"),  # a password in an address
    (re.compile(r"(://[^\s?]+)\?\S+"), r"\1?…"),  # keys behind an address
    (
        re.compile(r"(?i)\b(\w*(?:password|passwd|secret|token|key|authorization)\w*)(\s*[=:]\s*)\S+"),
        r"\1\2…",
    ),
    (re.compile(r"(?i)\bbearer\s+\S+"), "Bearer …"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),
    (re.compile(r"\+?\d[\d .()-]{7,}\d"), "…"),  # a telephone or identity number
    (re.compile(r"(?=[\w+/=-]*\d)[\w+/=-]{24,}"), "…"),  # a key
)


def harmless(text: str) -> str:
    """An error's words without passwords, keys, addresses of people and long numbers."""
    for pattern, instead in _HIDDEN:
        text = pattern.sub(instead, text)
    return text
