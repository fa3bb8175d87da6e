"""Where the line on top of the first page comes from. Filled in `AppConfig.ready` by the app that keeps alerts; until
one does, the page shows the newest scam pattern and does not call it a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warning:
    """A warning in force: one line, and where it says what to do (a path on this site)."""

    text: str
    address: str


Source = Callable[[str], Warning | None]  # asked with the language

_sources: list[Source] = []


def register_warning_source(source: Source) -> None:
    """Raises ValueError for a second source."""
    if _sources:
        raise ValueError("warnings already come from somewhere")
    _sources.append(source)


def current_warning(language: str) -> Warning | None:
    return _sources[0](language) if _sources else None
