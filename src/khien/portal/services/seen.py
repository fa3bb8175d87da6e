"""How often the pages of materials were opened, kept in each server process and written by the batch.

A killed process loses what it had not written: at most BATCH openings. Refuses to know who opened: an address of a
page and a day go in, nothing else.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.db import DatabaseError

from khien.library import api as library

BATCH = 50
SECONDS = 60


class SeenPages:
    """Counts of one process. Threads may share it."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._counts: Counter[tuple[dt.date, str]] = Counter()
        self._lock = threading.Lock()
        self._tick = tick
        self._since = tick()

    def note(self, slug: str, *, on: dt.date) -> None:
        """One more opening; writes when a batch is full."""
        with self._lock:
            if not self._counts:
                self._since = self._tick()
            self._counts[on, slug] += 1
            full = self._counts.total() >= BATCH
        if full:
            self.write()

    def write_when_due(self) -> None:
        """Writes what has waited for SECONDS; asks nothing of the database before."""
        if self._counts and self._tick() - self._since >= SECONDS:
            self.write()

    def write(self) -> None:
        """A database that does not answer now is asked again with the next batch; a page never fails for a count."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self._since = self._tick()
        for on in {day for day, _slug in taken}:
            counts = {slug: n for (day, slug), n in taken.items() if day == on}
            try:
                library.count_pages(counts, "seen", on=on)
            except DatabaseError:
                self._take_back(on, counts)

    def _take_back(self, on: dt.date, counts: dict[str, int]) -> None:
        with self._lock:
            if self._counts.total() < 10 * BATCH:  # a database that is away for long does not fill the memory
                self._counts.update({(on, slug): n for slug, n in counts.items()})
