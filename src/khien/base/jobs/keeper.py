"""The worker's second thread: says that the worker lives, takes up orphans, asks for what is due.

Runs no job itself. A failure of one round (a locked database, a restart of the server) is logged; the next
round tries again.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from khien.base.clock import now
from khien.base.jobs.execution import beat, take_up_orphans
from khien.base.jobs.schedule import tick

log = logging.getLogger("khien.jobs")


def nothing_more() -> None:
    """A keeper's extra duty when there is none."""


class Keeper(threading.Thread):
    def __init__(self, worker_id: str, *, also: Callable[[], object] = nothing_more) -> None:
        super().__init__(name=f"keeper-{worker_id}", daemon=True)
        self.worker_id = worker_id
        self.also = also
        self.pause_seconds = settings.KHIEN_WORKER_SILENT_SECONDS / 6
        self.stopped = threading.Event()
        self.judge_from: dt.datetime | None = None

    def run(self) -> None:
        while not self.stopped.is_set():
            self.round()
            self.stopped.wait(self.pause_seconds)

    def round(self) -> None:
        try:
            tend(self.worker_id, orphans=self.judge_from is None or now() > self.judge_from)
        except Exception:  # the worker's work matters more than one round
            # Whoever could not reach the database could not say that it lives; nobody is called dead for that.
            self.judge_from = now() + dt.timedelta(seconds=settings.KHIEN_WORKER_SILENT_SECONDS)
            log.warning("keeper round failed; next in %.0f s", self.pause_seconds, exc_info=True)
        else:
            self._do_more()
        finally:
            connection.close()

    def _do_more(self) -> None:
        try:
            self.also()
        except Exception:
            log.warning("keeper's extra duty failed; next in %.0f s", self.pause_seconds, exc_info=True)

    def stop(self) -> None:
        self.stopped.set()


def tend(worker_id: str, *, orphans: bool = True) -> None:
    """One round, in the caller's connection."""
    at = now()
    beat(worker_id, at=at)
    if orphans:
        take_up_orphans(at=at, home=worker_id)
    tick(at=at)
