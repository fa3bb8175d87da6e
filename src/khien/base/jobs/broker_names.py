"""What our queues are called at a broker. Knows no broker: pages ask for names where Celery is not loaded."""

from __future__ import annotations

from django.conf import settings

DEAD = "dead"


def queue_name(queue: str) -> str:
    """The queue's name at the broker; several installations may share one."""
    return f"{settings.KHIEN_AMQP_PREFIX}.{queue}.quorum"
