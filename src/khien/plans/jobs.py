"""The reading job: file in, rows out; and what is compared once a plan is adopted. Idempotent: killed at any moment and run again, it doubles nothing.

Refuses to retry what will never work: a file that cannot be read gets its sentence, and the job is done.
"""

from __future__ import annotations

import logging
import time

import khien
import vanban
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.files import open_kept
from khien.base.jobs import enqueue_on_commit, task
from khien.plans.models import PlanDocument
from khien.plans.services import cascade, reading
from vanban import CannotRead, Plan

log = logging.getLogger(__name__)

PROGRESS_PAUSE = 0.5  # seconds between two signs of life: each one is a write


def ask_to_read(plan_id: int) -> object:
    """Put the job in the queue; it exists if and only if the caller's transaction is committed."""
    return enqueue_on_commit(read_plan, plan_id=plan_id)


@task(queue="reading")
def read_plan(plan_id: int) -> None:
    """Read one plan's file and write its rows, or the sentence that says why it cannot be read."""
    plan = reading.begin_reading(plan_id, reader_version=reader_version(), at=now())
    if plan is None:
        return
    started = time.monotonic()
    try:
        read = _read(plan)
    except CannotRead as error:
        reading.cannot_read(plan_id, sentence=error.message, at=now())
        return
    except KhienError as error:
        reading.cannot_read(plan_id, sentence=str(error.message), at=now())
        return
    milliseconds = round((time.monotonic() - started) * 1000)
    reading.store_reading(plan_id, read, reader_version=reader_version(), milliseconds=milliseconds, at=now())


@task()
def align_plan(plan_id: int) -> None:
    """A unit's plan was adopted: say which of its tasks it takes up."""
    cascade.align_plan(plan_id, at=now())


@task()
def align_children(plan_id: int) -> None:
    """A plan of the level above was adopted: compare the plans made under the version it replaces."""
    cascade.align_children(plan_id, at=now())


def reader_version() -> str:
    return khien.__version__


def _read(plan: PlanDocument) -> Plan:
    with open_kept(plan.stored.sha256) as content:
        data = content.read()
    return vanban.read(data, name=plan.file_name, progress=_Progress(plan.pk), at=today().isoformat())


class _Progress:
    """Writes signs of life, at most two a second."""

    def __init__(self, plan_id: int) -> None:
        self.plan_id = plan_id
        self.last = 0.0

    def __call__(self, doing: str, done: int, total: int) -> None:
        if time.monotonic() - self.last < PROGRESS_PAUSE:
            return
        self.last = time.monotonic()
        reading.note_progress(self.plan_id, doing=doing, done=done, total=total, at=now())
