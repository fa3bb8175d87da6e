"""How services ask for background work: by name, because jobs stand above them. Each app has a desk, filled by its jobs.

Refuses two jobs under one name.
"""

from __future__ import annotations

from typing import Any

from khien.base.jobs.declare import URGENT_PRIORITY, Job, enqueue_on_commit
from khien.base.jobs.execution import under_way


class Desk:
    """The jobs that one app's services may ask for."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def offer(self, name: str, job: Job) -> None:
        """Raises ValueError for a name taken by another job."""
        if name in self._jobs and self._jobs[name] != job:
            raise ValueError(f"job {name!r} offered twice")
        self._jobs[name] = job

    def ask(self, name: str, *, urgent: bool = False, **kwargs: Any) -> None:
        """Written in the caller's transaction: it runs if and only if the change is committed. `urgent`: overtakes."""
        job = self._jobs[name]
        enqueue_on_commit(
            job.using(queue_name="urgent", priority=URGENT_PRIORITY) if urgent else job, **kwargs
        )

    def ask_once(self, name: str, *, urgent: bool = False, **kwargs: Any) -> bool:
        """Asks unless the same waits or runs already. Two callers at once may both ask: jobs bear being run twice."""
        if kwargs in [found.get("kwargs", found) for found in under_way(self._jobs[name])]:
            return False
        self.ask(name, urgent=urgent, **kwargs)
        return True
