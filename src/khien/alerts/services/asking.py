"""How services ask for background work: by name, because jobs stand above them. Filled by `alerts.jobs`."""

from __future__ import annotations

from typing import Any

from khien.base.jobs import Job, enqueue_on_commit
from khien.base.jobs.declare import URGENT_PRIORITY
from khien.base.jobs.execution import under_way

_jobs: dict[str, Job] = {}


def offer(name: str, job: Job) -> None:
    """Raises ValueError for a name taken by another job."""
    if name in _jobs and _jobs[name] != job:
        raise ValueError(f"job {name!r} offered twice")
    _jobs[name] = job


def ask(name: str, *, urgent: bool = False, **kwargs: Any) -> None:
    """Written in the caller's transaction: it runs if and only if the change is committed. `urgent`: overtakes."""
    job = _jobs[name]
    enqueue_on_commit(job.using(queue_name="urgent", priority=URGENT_PRIORITY) if urgent else job, **kwargs)


def ask_once(name: str, *, urgent: bool = False, **kwargs: Any) -> bool:
    """Asks unless the same waits or runs already. Two callers at once may both ask: jobs bear being run twice."""
    if kwargs in [found.get("kwargs", found) for found in under_way(_jobs[name])]:
        return False
    ask(name, urgent=urgent, **kwargs)
    return True
