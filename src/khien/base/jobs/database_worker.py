"""A worker on the queue in the database. The loop is django-tasks-db's; the run of a job is ours."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from khien.base.jobs.declare import QUEUES
from khien.base.jobs.execution import Row, run
from khien.base.jobs.keeper import Keeper, tend


class DatabaseWorker(Worker):
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
