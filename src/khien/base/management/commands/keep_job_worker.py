"""The keeper of a RabbitMQ worker, as a process of its own: that worker forks, and an open database connection
must not be carried over a fork (SQLite's locks break). Started by the worker; ends when the worker is gone.
"""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django_tasks import task_backends

from khien.base.jobs.celery_backend import CeleryBackend
from khien.base.jobs.keeper import Keeper


class Command(BaseCommand):
    help = "Keeps one RabbitMQ worker: not to be started by hand."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("worker_id")
        parser.add_argument("parent", type=int)

    def handle(self, *args: Any, worker_id: str, parent: int, **options: Any) -> None:
        backend = task_backends["default"]
        assert isinstance(backend, CeleryBackend)
        keeper = Keeper(worker_id, also=backend.keep)
        while os.getppid() == parent:  # a killed worker's keeper must not speak for it
            keeper.round()
            time.sleep(keeper.pause_seconds)
