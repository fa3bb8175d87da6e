"""Celery's application: one task that takes the id of a job's row. RabbitMQ carries ids, never data.

A message is acknowledged after the run and given back when its worker process dies.
"""

from __future__ import annotations

from typing import Any

from celery import Celery
from django.conf import settings

MESSAGE = "khien.job"


def queue_name(queue: str) -> str:
    """The queue's name at the broker; several installations may share one."""
    return f"{settings.KHIEN_AMQP_PREFIX}.{queue}"


def celery_app() -> Celery:
    app = Celery("khien", broker=settings.AMQP_URL, set_as_current=False)
    options: dict[str, Any] = {
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "task_default_queue": queue_name("default"),
        "task_create_missing_queues": True,
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
