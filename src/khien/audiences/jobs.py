"""What audiences does by itself: asks "is this you?", looks at lists and takes them in, forgets what is needed no more.

Killed and run again, each does what is left.
"""

from __future__ import annotations

import datetime as dt

from khien.audiences.services import asking, imports, keeping
from khien.audiences.services.confirmers import ConfirmerDown
from khien.base.clock import now
from khien.base.jobs import enqueue_on_commit, every, task


@task(retry_on=(ConfirmerDown,), attempts=6, wait_seconds=20)
def send_question(request_id: int) -> None:
    asking.send_question(request_id, at=now())


def ask_to_send(request_id: int) -> object:
    return enqueue_on_commit(send_question, request_id=request_id)


@task()
def look_at_list(import_id: int) -> None:
    imports.look(import_id, at=now())


def ask_to_look(import_id: int) -> object:
    return enqueue_on_commit(look_at_list, import_id=import_id)


@task()
def take_list(import_id: int) -> None:
    imports.take(import_id, at=now())


def ask_to_take(import_id: int) -> object:
    return enqueue_on_commit(take_list, import_id=import_id)


@task()
def forget() -> None:
    keeping.drop_unanswered(at=now())
    keeping.drop_files(at=now())
    keeping.drop_quiet(at=now())
    keeping.drop_trails(at=now())


every(dt.timedelta(hours=6), forget, code="audiences.forget")
