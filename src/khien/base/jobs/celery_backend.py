"""The queue on RabbitMQ: the job's row first, then its id to the broker once the transaction is committed.

When the broker does not answer, nothing is lost: the worker's keeper announces ready rows that nobody took.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
import time
from typing import Any

from amqp.exceptions import AMQPError, MessageNacked  # type: ignore[import-untyped]
from celery import Celery
from django.db import transaction
from django.db.models import F, Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from kombu.exceptions import OperationalError

from khien.base.clock import now
from khien.base.jobs.broker_names import queue_name
from khien.base.jobs.celery_app import MESSAGE, celery_app
from khien.base.jobs.database import DatabaseBackend

log = logging.getLogger("khien.jobs")

OVERLOOKED_AFTER = dt.timedelta(seconds=60)
URGENT_AFTER = dt.timedelta(seconds=10)  # also when another worker holds the message behind a long job
ANSWER_SECONDS = 2
LEFT_ALONE_SECONDS = 5.0
ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


class CeleryBackend(DatabaseBackend):
    forks = True
    worker = "khien.base.jobs.celery_worker.run_celery_worker"
    silent_until = 0.0

    @functools.cached_property
    def app(self) -> Celery:
        return celery_app()

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        result: Any = super().enqueue(task, args, kwargs)
        if task.run_after is None or task.run_after <= now():
            transaction.on_commit(functools.partial(self.announce, result.id, task.queue_name))
        return result

    def announce(self, job_id: str, queue: str) -> bool:
        """Send a job's id to the workers. A broker that does not answer or refuses is logged, not raised, and then
        left alone for some seconds, so that nobody's page waits for it twice. False: a keeper announces it later."""
        if time.monotonic() < self.silent_until:
            return False
        try:
            self.app.send_task(
                MESSAGE,
                args=[job_id],
                queue=queue_name(queue),
                retry=True,
                retry_policy=ONCE_MORE,
                timeout=ANSWER_SECONDS,
                confirm_timeout=ANSWER_SECONDS,
            )
        except (MessageNacked, OperationalError, OSError, AMQPError) as error:
            if MessageNacked in {type(error), type(error.__cause__)}:
                log.warning("the broker refused job %s; it waits for the next round", job_id)
                return False
            self.silent_until = time.monotonic() + LEFT_ALONE_SECONDS
            log.warning(
                "the broker does not answer (%s); job %s waits for the next round",
                type(error).__name__,
                job_id,
            )
            return False
        return True

    def keep(self) -> None:
        """A keeper's round: what has become due since the last one, and what was overlooked."""
        self.announce_due(until=now())
        self.announce_overlooked()

    def announce_due(self, *, until: dt.datetime) -> int:
        """Announce jobs whose hour came since the last call: no broker holds them back, the row says when. How many.

        A keeper that begins looks a minute back; what became due before that counts as overlooked.
        """
        since = getattr(self, "_due_until", until - OVERLOOKED_AFTER)
        rows = DBTaskResult.objects.filter(
            backend_name=self.alias, status=TaskResultStatus.READY, run_after__gt=since, run_after__lte=until
        )
        due = list(rows.exclude(run_after__lte=F("enqueued_at")).values_list("pk", "queue_name")[:10_000])
        self._due_until = until
        return sum(self.announce(str(job_id), queue) for job_id, queue in due)

    def announce_overlooked(self) -> int:
        """Announce ready jobs that no worker took within a minute (an urgent one: ten seconds); returns how many.

        Does nothing while messages wait at the broker: then the jobs are not overlooked, only queued.
        """
        at = now()
        old = Q(enqueued_at__lt=at - OVERLOOKED_AFTER)
        old |= Q(queue_name="urgent", enqueued_at__lt=at - URGENT_AFTER)
        rows = DBTaskResult.objects.ready().filter(old, backend_name=self.alias)
        overlooked = list(rows.values_list("pk", "queue_name")[:1000])
        waiting = {queue: self.waiting(queue) for queue in {queue for _, queue in overlooked}}
        sent = [(job_id, queue) for job_id, queue in overlooked if not waiting[queue]]
        return sum(self.announce(str(job_id), queue) for job_id, queue in sent)

    def waiting(self, queue: str) -> int:
        """How many messages wait in a queue at the broker; 0 for a queue that is not there yet."""
        with self.app.connection_for_write() as connection:
            try:
                found = connection.default_channel.queue_declare(queue_name(queue), passive=True)
            except connection.channel_errors:
                return 0
            return int(found.message_count)
