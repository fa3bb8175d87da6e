"""What alerts tell the storeys above: one was issued. Called inside the transaction of issuing; a listener that fails
undoes it, so listeners only write rows and enqueue jobs. Refuses two listeners of one name, and drills: those are
told only to who asks for them by `drills=True` (pages and files of this house, never an outside system).
"""

from __future__ import annotations

from collections.abc import Callable

from khien.alerts.rules.issued import IssuedAlert

Listener = Callable[[IssuedAlert], None]

_listeners: dict[str, tuple[Listener, bool]] = {}


def when_issued(code: str, listener: Listener, *, drills: bool = False) -> None:
    """Raises ValueError for a code seen before."""
    if code in _listeners:
        raise ValueError(f"listener {code!r} registered twice")
    _listeners[code] = (listener, drills)


def issued(alert: IssuedAlert) -> None:
    for listener, drills in list(_listeners.values()):
        if drills or not alert.drill:
            listener(alert)
