"""A worker on RabbitMQ. Each message names a row; whoever claims the row runs it, so a message twice is harmless."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from celery import Celery
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus

from khien.base.clock import now
from khien.base.jobs.broker_names import DEAD, queue_name
from khien.base.jobs.celery_app import MESSAGE, broker_queue
from khien.base.jobs.celery_backend import CeleryBackend
from khien.base.jobs.declare import QUEUES
from khien.base.jobs.execution import LOST, PROCESS, beat, claim, run, serve, take_back

log = logging.getLogger("khien.jobs")


def run_announced(backend: CeleryBackend, job_id: str, *, worker_id: str, redelivered: bool = False) -> bool:
    """Run the job a message names; False when another worker has it or it is done.

    A redelivered message says that the worker that had it died, or lost the broker: `claim` finds out which.
    """
    row = claim(job_id, worker_id=worker_id, from_dead=redelivered)
    if row is None:
        return False
    run(row)
    if row.status == TaskResultStatus.READY and row.run_after <= now():
        backend.announce(job_id, row.queue_name)  # else the keeper does, when its hour has come
    return True


class Doubt:
    """What a process of the worker remembers: whether the answer to its last claim was lost with the database."""

    claimed = False


def listen(backend: CeleryBackend, *, worker_id: str) -> Celery:
    """The application with our one task registered. Each process of the worker has a name of its own."""
    doubt = Doubt()

    @backend.app.task(bind=True, name=MESSAGE)  # type: ignore[untyped-decorator]
    def take(self: Any, job_id: str) -> None:
        redelivered = bool((self.request.delivery_info or {}).get("redelivered"))
        name = f"{worker_id}{PROCESS}{os.getpid()}"
        close_old_connections()
        try:
            if doubt.claimed:
                take_back(name)
            doubt.claimed = False
            run_announced(backend, job_id, worker_id=name, redelivered=redelivered)
        except LOST as error:  # the job's row still says that it waits; a keeper announces it again
            doubt.claimed = True
            connection.close()
            log.warning("job %s: the database does not answer (%s)", job_id, type(error).__name__)

    return backend.app


def run_celery_worker(*, queues: Sequence[str] = QUEUES, processes: int | None = None) -> None:
    """Work until SIGINT or SIGTERM (jobs in hand are finished first), in `processes` child processes."""
    serve(queues)
    backend = task_backends["default"]
    if not isinstance(backend, CeleryBackend):
        raise TypeError("the queue in use is not RabbitMQ: set KHIEN_AMQP_URL")
    worker_id = f"mq-{get_random_string(24)}"
    app = listen(backend, worker_id=worker_id)
    beat(worker_id, at=now())  # before the first job: a worker without a beat counts as dead
    connection.close()  # it must not be carried over the fork
    with app.connection_for_write() as broker:
        broker_queue(DEAD)(broker.default_channel).declare()
    keeper = _start_keeper(worker_id)
    count = processes or os.cpu_count() or 1
    arguments = ["worker", "--queues", ",".join(queue_name(queue) for queue in queues)]
    arguments += ["--concurrency", str(count), "--hostname", f"{worker_id}@%h", "--loglevel", "INFO"]
    try:
        app.worker_main([*arguments, "--without-gossip", "--without-mingle"])
    finally:
        keeper.terminate()
        keeper.wait()


def _start_keeper(worker_id: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "django", "keep_job_worker", worker_id, str(os.getpid())]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    return subprocess.Popen(command, env=environment)
