"""Where an inbox gets what does not come from tasks: reports due, drafts returned, things to approve.

Upper apps register a source in `AppConfig.ready`. Refuses to decide what a person may see: the source does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khien.base.access import Actor


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One thing that waits. `kind`: code of its source. `action`: what its one main button says (translated), and
    `url` where it leads. `tone`: a tone of khien.web.tones. `due_on` None = no day."""

    kind: str
    title: str
    url: str
    action: object
    unit_id: int | None
    unit: str = ""
    due_on: dt.date | None = None
    detail: str = ""  # one line under the title
    state: object = ""  # a word, translated
    tone: str = "idle"
    group: str = ""


@dataclass(frozen=True, slots=True)
class InboxSource:
    """`entries(actor, unit_ids, on)`: what waits for the actor in these units (None = every unit she may see).
    `approval`: whether it is something to approve rather than something to do."""

    code: str
    label: object
    order: int
    entries: Callable[[Actor, frozenset[int] | None, dt.date], Sequence[InboxEntry]]
    approval: bool = False


_sources: dict[str, InboxSource] = {}


def register_inbox_source(source: InboxSource) -> None:
    """Adds a source. Raises ValueError for a code seen before."""
    if source.code in _sources:
        raise ValueError(f"inbox source {source.code!r} registered twice")
    _sources[source.code] = source


def inbox_sources() -> list[InboxSource]:
    """All of them, in order."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.code))
