"""Starts the worker that belongs to the queue in use. The command line calls this and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.module_loading import import_string
from django_tasks import task_backends

from khien.base.jobs.database import DatabaseBackend
from khien.base.jobs.declare import QUEUES

__all__ = ["run_worker"]


def run_worker(*, queues: Sequence[str] = QUEUES, processes: int = 0) -> None:
    """Work until told to stop, on the queue that KHIEN_QUEUE names. `processes` 0: as many as cores (RabbitMQ only)."""
    backend = task_backends["default"]
    assert isinstance(backend, DatabaseBackend)
    more = {"processes": processes} if processes and backend.forks else {}
    import_string(backend.worker)(queues=queues, **more)
