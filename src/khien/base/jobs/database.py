"""The queue in the database, behind django-tasks' interface; what it adds is our kind of job."""

from __future__ import annotations

from django_tasks_db import DatabaseBackend as PlainDatabaseBackend

from khien.base.jobs.declare import Job


class DatabaseBackend(PlainDatabaseBackend):
    task_class = Job  # type: ignore[assignment]
    forks = False  # one process; start the worker again for another
    worker = "khien.base.jobs.database_worker.run_database_worker"
