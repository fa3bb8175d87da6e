"""Starts the worker that belongs to the queue in use. The command line calls this and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.module_loading import import_string
from django_tasks import task_backends

from khien.base.jobs.database import DatabaseBackend
from khien.base.jobs.declare import QUEUES

__all__ = ["run_worker"]


def run_worker(*, queues: Sequence[str] = QUEUES) -> None:
    """Work until told to stop: on the database, or on RabbitMQ when KHIEN_AMQP_URL is set."""
    backend = task_backends["default"]
    assert isinstance(backend, DatabaseBackend)
    import_string(backend.worker)(queues=queues)
