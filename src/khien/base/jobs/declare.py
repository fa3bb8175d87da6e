"""What a job is: a module-level function with JSON-able keyword arguments, a queue and rules for another try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_tasks import task as django_task
from django_tasks.base import Task, TaskResult

# "urgent" is for warnings: its jobs overtake, and a long job of another queue that looks (`execution.others_wait`)
# makes room for it. "sending" carries campaigns, "reading" reads documents.
QUEUES = ("urgent", "default", "reading", "sending")
URGENT_PRIORITY = 90
LONGEST_WAIT_SECONDS = 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task[..., Any]):
    """A declared job. Another try is made for `retry_on` only, after 1, 2, 4 … times `wait_seconds`."""

    retry_on: tuple[type[BaseException], ...] = ()
    attempts: int = 1
    wait_seconds: int = 10

    def wait_after(self, attempt: int) -> dt.timedelta:
        """How long to wait after the `attempt`-th try (from 1) failed."""
        return dt.timedelta(seconds=min(self.wait_seconds * 2 ** (attempt - 1), LONGEST_WAIT_SECONDS))

    def tries_again(self, error: BaseException, attempt: int) -> bool:
        return attempt < self.attempts and isinstance(error, self.retry_on)


def task(
    *,
    queue: str = "default",
    retry_on: tuple[type[BaseException], ...] = (),
    attempts: int = 1,
    wait_seconds: int = 10,
) -> Callable[[Callable[..., Any]], Job]:
    """Declare a module-level function as a job.

    `@task(queue="reading", retry_on=(Unavailable,), attempts=5)`. `attempts` counts the first run too; an error
    that is not in `retry_on` fails the job at once.
    """
    if retry_on and attempts < 2:
        raise ValueError("retry_on needs attempts of 2 or more")

    def declare(function: Callable[..., Any]) -> Job:
        declared: Any = django_task(
            queue_name=queue, retry_on=retry_on, attempts=attempts, wait_seconds=wait_seconds
        )(function)
        assert isinstance(declared, Job)
        return declared

    return declare


def enqueue_on_commit(job: Job, **kwargs: Any) -> TaskResult[Any]:
    """Ask for a job; it runs only if the transaction under way is committed. Arguments must be JSON-able.

    The job is a row of the same transaction, so a crash after the commit cannot lose it.
    """
    return job.enqueue(**kwargs)
