"""The queue on RabbitMQ: the job's row first, then its id to the broker once the transaction is committed.

When the broker does not answer, nothing is lost: the worker's keeper announces ready rows that nobody took.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
from typing import Any

from celery import Celery
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from kombu.exceptions import OperationalError

from khien.base.clock import now
from khien.base.jobs.celery_app import MESSAGE, celery_app, queue_name
from khien.base.jobs.database import DatabaseBackend

log = logging.getLogger("khien.jobs")

OVERLOOKED_AFTER = dt.timedelta(seconds=60)


class CeleryBackend(DatabaseBackend):
    worker = "khien.base.jobs.celery_worker.run_celery_worker"

    @functools.cached_property
    def app(self) -> Celery:
        return celery_app()

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        result: Any = super().enqueue(task, args, kwargs)
        transaction.on_commit(
            functools.partial(self.announce, result.id, task.queue_name, eta=task.run_after)
        )
        return result

    def announce(self, job_id: str, queue: str, *, eta: dt.datetime | None = None) -> None:
        """Send a job's id to the workers. A broker that does not answer is logged, not raised."""
        try:
            self.app.send_task(MESSAGE, args=[job_id], queue=queue_name(queue), eta=eta, retry=False)
        except (OperationalError, OSError):
            log.warning("broker does not answer; job %s waits for the next round", job_id)

    def announce_overlooked(self) -> int:
        """Announce ready jobs that no worker took within a minute; returns how many.

        Does nothing while messages wait at the broker: then the jobs are not overlooked, only queued.
        """
        rows = DBTaskResult.objects.ready().filter(
            backend_name=self.alias, enqueued_at__lt=now() - OVERLOOKED_AFTER
        )
        overlooked = list(rows.values_list("pk", "queue_name")[:1000])
        waiting = {queue: self.waiting(queue) for queue in {queue for _, queue in overlooked}}
        sent = [(job_id, queue) for job_id, queue in overlooked if not waiting[queue]]
        for job_id, queue in sent:
            self.announce(str(job_id), queue)
        return len(sent)

    def waiting(self, queue: str) -> int:
        """How many messages wait in a queue at the broker; 0 for a queue that is not there yet."""
        with self.app.connection_for_write() as connection:
            try:
                found = connection.default_channel.queue_declare(queue_name(queue), passive=True)
            except connection.channel_errors:
                return 0
            return int(found.message_count)
