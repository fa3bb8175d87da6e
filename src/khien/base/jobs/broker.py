"""Whether RabbitMQ answers and what lies in its queues, asked so that nobody waits long for a broker that hangs."""

from __future__ import annotations

import importlib
import logging
import threading
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django_tasks import task_backends

from khien.base.jobs.broker_names import DEAD, queue_name
from khien.base.jobs.database import DatabaseBackend
from khien.base.jobs.declare import QUEUES

log = logging.getLogger("khien.jobs")

LONGEST_SECONDS = 1.5
_asking = threading.Lock()


@dataclass(frozen=True, slots=True)
class Depth:
    """`waiting` None: the queue is not there yet (no worker has been started)."""

    queue: str
    waiting: int | None
    workers: int = 0


@dataclass(frozen=True, slots=True)
class BrokerState:
    answers: bool
    depths: tuple[Depth, ...] = ()

    @property
    def dead(self) -> int:
        return sum(depth.waiting or 0 for depth in self.depths if depth.queue == DEAD)


def broker_state(*, longest_seconds: float = LONGEST_SECONDS) -> BrokerState | None:
    """None when the queue is in the database. Never takes longer than `longest_seconds`."""
    backend = task_backends["default"]
    if not isinstance(backend, DatabaseBackend) or not backend.forks:
        return None
    if not _asking.acquire(blocking=False):  # the last question is still unanswered
        return BrokerState(answers=False)
    answer: list[BrokerState] = []
    thread = threading.Thread(target=_ask, args=(answer, longest_seconds), daemon=True, name="broker-state")
    thread.start()
    thread.join(longest_seconds)
    return answer[0] if answer else BrokerState(answers=False)


def _ask(answer: list[BrokerState], longest_seconds: float) -> None:
    try:
        answer.append(BrokerState(answers=True, depths=_depths(longest_seconds)))
    except Exception as error:  # whatever a broker does, the page says "does not answer"
        log.info("the broker does not answer: %s", type(error).__name__)
    finally:
        _asking.release()


def _depths(longest_seconds: float) -> tuple[Depth, ...]:
    options = {"read_timeout": longest_seconds, "write_timeout": longest_seconds}
    kombu = importlib.import_module("kombu")  # only where there is a broker (ADR 7)
    with kombu.Connection(
        settings.AMQP_URL, connect_timeout=longest_seconds, transport_options=options
    ) as connection:
        connection.ensure_connection(max_retries=1, timeout=longest_seconds, interval_start=0)
        return tuple(_depth(connection, queue) for queue in (*QUEUES, DEAD))


def _depth(connection: Any, queue: str) -> Depth:
    channel = connection.channel()
    try:
        found = channel.queue_declare(queue_name(queue), passive=True)
    except connection.channel_errors:  # closes the channel
        return Depth(queue, None)
    channel.close()
    return Depth(queue, int(found.message_count), int(found.consumer_count))
