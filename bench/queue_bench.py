"""Jobs per second: asked for and run on the database queue, announced and run on RabbitMQ, and beside it the same number
of messages through bare kombu on the same broker in the same run.

    KHIEN_TEST_AMQP_URL=amqp://guest:guest@127.0.0.1:5672// .venv/bin/python bench/queue_bench.py [JOBS]

One process each, an empty job, SQLite in a folder of its own (only the tables that work needs).
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
os.environ["KHIEN_DATA"] = tempfile.mkdtemp(prefix="khien-queue-bench-")
if url := os.environ.get("KHIEN_TEST_AMQP_URL"):
    os.environ |= {"KHIEN_AMQP_URL": url, "KHIEN_AMQP_PREFIX": f"khien-bench-{uuid.uuid4().hex[:8]}"}

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_tasks import task_backends  # noqa: E402
from kombu import Connection  # noqa: E402

from khien.base import housekeeping  # noqa: E402
from khien.base.jobs import enqueue_on_commit  # noqa: E402
from khien.base.jobs.celery_app import broker_queue, queue_name  # noqa: E402
from khien.base.jobs.celery_backend import CeleryBackend  # noqa: E402
from khien.base.jobs.celery_worker import run_announced  # noqa: E402
from khien.base.jobs.execution import run_pending  # noqa: E402

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 500
JOB = housekeeping.remove_finished_jobs


def timed(what: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{what:44} {COUNT / (time.perf_counter() - began):9.0f} /s")


def ask() -> None:
    for _ in range(COUNT):
        enqueue_on_commit(JOB)


def take(channel: object, name: str, each: Callable[[str], object]) -> None:
    while message := channel.basic_get(name):  # type: ignore[attr-defined]
        each(json.loads(message.body)[0][0])
        channel.basic_ack(message.delivery_tag)  # type: ignore[attr-defined]


def bare(connection: Connection, name: str) -> None:
    producer = connection.Producer()
    timed(
        "bare kombu: publish, confirmed",
        lambda: [producer.publish([["x" * 36], {}], routing_key=name) for _ in range(COUNT)],
    )
    timed("bare kombu: get, acknowledge", lambda: take(connection.default_channel, name, str))


def main() -> None:
    logging.disable(logging.WARNING)
    call_command("migrate", "django_tasks_database", verbosity=0)
    call_command("migrate", "base", verbosity=0)
    backend = task_backends["default"]
    if not isinstance(backend, CeleryBackend):
        timed("database: asked for", ask)
        timed("database: claimed, run, written down", lambda: run_pending(most=COUNT))
        return
    name = queue_name("default")
    with Connection(settings.AMQP_URL, transport_options={"confirm_publish": True}) as connection:
        broker_queue("default")(connection.default_channel).declare()
        try:
            timed("RabbitMQ: row written, announced, confirmed", ask)
            timed(
                "RabbitMQ: taken, claimed, run, acknowledged",
                lambda: take(
                    connection.default_channel, name, lambda job: run_announced(backend, job, worker_id="b")
                ),
            )
            bare(connection, name)
        finally:
            connection.default_channel.queue_delete(name)


if __name__ == "__main__":
    main()
