"""Celery's application: one task that takes the id of a job's row. RabbitMQ carries ids, never data.

A message is acknowledged after the run and given back when its worker process dies.
"""

from __future__ import annotations

from typing import Any

from celery import Celery
from django.conf import settings
from kombu.entity import Queue

from khien.base.jobs.broker_names import DEAD, queue_name
from khien.base.jobs.declare import QUEUES

MESSAGE = "khien.job"
MOST_DELIVERIES = (
    20  # a message that kills its worker each time is laid aside; its job's row ends before that
)
DEAD_KEPT_MS = 30 * 24 * 60 * 60 * 1000


def broker_queue(queue: str) -> Queue:
    """Kept on a majority of the broker's nodes; what is delivered too often goes to the queue of the dead."""
    arguments: dict[str, Any] = {"x-queue-type": "quorum"}
    if queue == DEAD:
        arguments["x-message-ttl"] = DEAD_KEPT_MS  # only ids: what happened stands in the job's row
    else:
        arguments |= {
            "x-delivery-limit": MOST_DELIVERIES,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": queue_name(DEAD),
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        }
    name = queue_name(queue)
    made: Queue = Queue(  # type: ignore[no-untyped-call]
        name, exchange="", routing_key=name, durable=True, queue_arguments=arguments
    )
    return made


def celery_app() -> Celery:
    app = Celery("khien", broker=settings.AMQP_URL, set_as_current=False)
    options: dict[str, Any] = {
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "task_default_queue": queue_name("default"),
        "task_queues": [broker_queue(queue) for queue in QUEUES],
        "task_create_missing_queues": False,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": {"confirm_publish": True, "max_retries": 1, "interval_start": 0},
        "broker_connection_timeout": 3,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_enable_remote_control": False,
        "accept_content": ["json"],
    }
    app.conf.update(options)
    return app
