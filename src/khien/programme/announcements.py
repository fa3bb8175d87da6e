"""What the programme tells the storeys above, once a change is committed: a programme has begun, a ledger has changed.

Upper apps listen in `AppConfig.ready`. Refuses to let a listener undo what is done: an error there is logged, and the
listener's own job makes good for it later.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

log = logging.getLogger(__name__)

Begun = Callable[[int, dt.datetime], None]  # (programme id, at)
Changed = Callable[[frozenset[int], frozenset[int], dt.datetime], None]  # (unit ids, task ids, at)

Still = Callable[[int], object]  # programme id → a sentence for its page; "" when nothing is going on

_begun: dict[str, Begun] = {}
_still: dict[str, Still] = {}
_changed: dict[str, Changed] = {}


def when_programme_begins(code: str, listener: Begun, *, still: Still | None = None) -> None:
    """Call `listener` after each adoption. `still`: what the programme's page says while that goes on in a job.
    Raises ValueError for a code that listens already."""
    if code in _begun:
        raise ValueError(f"listener {code!r} registered twice")
    _begun[code] = listener
    if still is not None:
        _still[code] = still


def still_beginning(programme_id: int) -> list[object]:
    """What is still going on after an adoption, a sentence each."""
    return [sentence for still in _still.values() if (sentence := still(programme_id))]


def when_ledger_changes(code: str, listener: Changed) -> None:
    """Call `listener` after each entry: record, correction, withdrawal. Raises ValueError for a known code."""
    if code in _changed:
        raise ValueError(f"listener {code!r} registered twice")
    _changed[code] = listener


def programme_begun(programme_id: int, *, at: dt.datetime) -> None:
    """On commit, tell who listens."""
    for code, listener in _begun.items():
        transaction.on_commit(partial(_tell, code, listener, programme_id, at))


class _Pending(threading.local):
    """What changed and has not been told yet. A thousand entries of one transaction are told once; what a transaction
    that was taken back left here is told with the next: one look too many, never one too few."""

    def __init__(self) -> None:
        self.units: set[int] = set()
        self.tasks: set[int] = set()


_pending = _Pending()


def ledger_changed(unit_ids: Iterable[int], task_ids: Iterable[int], *, at: dt.datetime) -> None:
    """On commit, tell who listens."""
    _pending.units.update(unit_ids)
    _pending.tasks.update(task_ids)
    transaction.on_commit(partial(_tell_changes, at))


def _tell_changes(at: dt.datetime) -> None:
    units, tasks = frozenset(_pending.units), frozenset(_pending.tasks)
    _pending.units.clear()
    _pending.tasks.clear()
    if units and tasks:
        for code, listener in _changed.items():
            _tell(code, listener, units, tasks, at)


def _tell(code: str, listener: Callable[..., None], *what: object) -> None:
    try:
        listener(*what)
    except Exception:
        log.exception("listener %s of the programme", code)
