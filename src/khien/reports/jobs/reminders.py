"""The daily walk up the reminder ladder, and the job that sends one reminder. May run twice; sends once."""

from __future__ import annotations

import datetime as dt

from django.utils import translation

from khien.base.clock import now, today
from khien.base.jobs import enqueue_on_commit, every, task
from khien.reports.services.reminding import deliver, remind_all, send_again


@task()
def remind_units() -> None:
    remind_all(on=today(), at=now(), ask=ask_to_send)
    send_again(at=now(), ask=ask_to_send)


@task()
def send_reminder(reminder_id: int) -> None:
    with translation.override("vi"):
        deliver(reminder_id, on=today(), at=now())


def ask_to_send(reminder_id: int) -> object:
    return enqueue_on_commit(send_reminder, reminder_id=reminder_id)


every(dt.timedelta(days=1), remind_units, code="reports.remind_units")
