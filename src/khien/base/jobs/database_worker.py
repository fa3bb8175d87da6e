"""A worker on the queue in the database. The loop is django-tasks-db's; the run of a job is ours."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Sequence

from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from khien.base.jobs.declare import QUEUES
from khien.base.jobs.execution import LONGEST_PAUSE_SECONDS, LOST, Row, outlast, run, serve, take_back
from khien.base.jobs.keeper import Keeper, tend

LONG_LOOP_SECONDS = 60.0  # a loop that went on so long is a fresh start for the pauses
log = logging.getLogger("khien.jobs")


class DatabaseWorker(Worker):
    def run(self) -> None:
        """The loop, taken up again when the database comes back after a restart or a failover."""
        pause, looped_at = 0.5, time.monotonic()
        while self.running:
            try:
                super().run()
                return
            except LOST as error:
                if self.batch:
                    raise
                if time.monotonic() - looped_at > LONG_LOOP_SECONDS:
                    pause = 0.5
                log.warning(
                    "the database does not answer (%s); next try in %.1f s", type(error).__name__, pause
                )
                connection.close()
                time.sleep(pause)
                pause, looped_at = min(pause * 2, LONGEST_PAUSE_SECONDS), time.monotonic()
                outlast(functools.partial(take_back, self.worker_id))

    def run_task(self, db_task_result: Row) -> None:
        self.running_task = True
        try:
            run(db_task_result)
        finally:
            self.running_task = False
            self._run_tasks += 1


def run_database_worker(
    *, queues: Sequence[str] = QUEUES, batch: bool = False, interval_seconds: float = 0.5
) -> None:
    """Work until SIGINT or SIGTERM (the job in hand is finished first); `batch` ends when nothing is ready."""
    serve(queues)
    worker_id = f"db-{get_random_string(24)}"
    worker = DatabaseWorker(
        queue_names=list(queues),
        interval=interval_seconds,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    if batch:
        tend(worker_id)
        worker.run()
        return
    worker.configure_signals()
    keeper = Keeper(worker_id)
    keeper.start()
    try:
        worker.run()
    finally:
        keeper.stop()
