"""The staff menu, filled by upper apps in `AppConfig.ready`. Knows no app by name; a duplicate is an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from khien.base.access import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """`url_name` is reversed without arguments. `roles` empty = everyone signed in. `count` is asked per page."""

    code: str
    label: object  # lazy translation
    url_name: str
    icon: str
    order: int
    section: str = "work"  # work | programme | people | system
    roles: frozenset[str] = frozenset()
    count: Callable[[Actor], int] | None = None


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    if entry.code in _entries:
        raise ValueError(f"navigation entry {entry.code!r} registered twice")
    _entries[entry.code] = entry


def entries_for(actor: Actor) -> list[Entry]:
    seen = [e for e in _entries.values() if not e.roles or actor.has(*e.roles)]
    return sorted(seen, key=lambda e: (e.order, e.code))
