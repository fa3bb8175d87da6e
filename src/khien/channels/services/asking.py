"""How services ask for background work: by name, because jobs stand above them. Filled by `channels.jobs`."""

from __future__ import annotations

from typing import Any

from khien.base.jobs import Job, enqueue_on_commit

_jobs: dict[str, Job] = {}


def offer(name: str, job: Job) -> None:
    """Raises ValueError for a name taken by another job."""
    if name in _jobs and _jobs[name] != job:
        raise ValueError(f"job {name!r} offered twice")
    _jobs[name] = job


def ask(name: str, **kwargs: Any) -> None:
    """Written in the caller's transaction: it runs if and only if the change is committed."""
    enqueue_on_commit(_jobs[name], **kwargs)
