"""Jobs that only tests ask for. What they did stands in `done`; a worker process prints it."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from django.db import connection

from khien.base.errors import Unavailable
from khien.base.jobs import task

done: list[str] = []
failures_to_come: list[str] = []


@task()
def note(text: str) -> str:
    done.append(text)
    return text


@task(queue="reading")
def read_document(name: str) -> None:
    done.append(name)


@task(retry_on=(Unavailable,), attempts=3, wait_seconds=0)
def send(text: str) -> None:
    if failures_to_come:
        raise Unavailable(failures_to_come.pop())
    done.append(text)


@task()
def break_down() -> None:
    raise ZeroDivisionError


@task()
def hold() -> None:
    """Says that it started; then never ends where KHIEN_TEST_HOLD is set."""
    sys.stdout.write("started\n")
    sys.stdout.flush()
    if os.environ.get("KHIEN_TEST_HOLD"):
        threading.Event().wait()
    sys.stdout.write("ended\n")
    sys.stdout.flush()


@task()
def fail_with(text: str) -> None:
    raise RuntimeError(text)


def _log(line: str) -> None:
    with Path(os.environ["KHIEN_TEST_LOG"]).open("a") as log:
        log.write(f"{line} {os.getpid()}\n")


def _until_released(name: str) -> None:
    released = Path(f"{os.environ['KHIEN_TEST_LOG']}.{name}")
    while not released.exists():
        time.sleep(0.05)


@task()
def write_down(name: str) -> None:
    _log(f"did {name}")


@task()
def hold_until(name: str) -> None:
    """Says that it began; ends when the test lays down the file it waits for."""
    _log(f"began {name}")
    _until_released(name)
    _log(f"ended {name}")


@task()
def hold_then_ask(name: str) -> None:
    """The same, but needs the database at the end."""
    _log(f"began {name}")
    _until_released(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    _log(f"ended {name}")
