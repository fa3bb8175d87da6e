"""What else stands in a unit's calendar: upper apps add their due days (report rounds) in `AppConfig.ready`.

Refuses to decide what a unit may see: a source gives that unit's own days only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khien.work.rules.ical import CalendarEntry

__all__ = ["CalendarEntry", "CalendarSource", "calendar_sources", "register_calendar_source"]


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """`entries(unit_id, first, last)`: due days of that unit between two days, both included."""

    code: str
    entries: Callable[[int, dt.date, dt.date], Sequence[CalendarEntry]]


_sources: dict[str, CalendarSource] = {}


def register_calendar_source(source: CalendarSource) -> None:
    """Adds a source. Raises ValueError for a code seen before."""
    if source.code in _sources:
        raise ValueError(f"calendar source {source.code!r} registered twice")
    _sources[source.code] = source


def calendar_sources() -> list[CalendarSource]:
    """All of them, in order of their codes."""
    return [_sources[code] for code in sorted(_sources)]
