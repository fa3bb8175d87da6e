"""Where an alert goes: what each channel will say before it is sent, and what became of it afterwards.

Filled by the storeys above in `AppConfig.ready`; the alert's own page asks. Knows no channel by name. Refuses drills:
`outlets_for` names none for them, whatever is registered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khien.alerts.rules.issued import IssuedAlert


@dataclass(frozen=True, slots=True)
class OutletPreview:
    """What the channel will say. `parts`: messages a person gets paid for; `recipients`, `cost_vnd` None = not known
    or free of charge. `html` is safe already, or empty."""

    text: str
    html: str = ""
    parts: int = 1
    recipients: int | None = None
    cost_vnd: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutletState:
    """`word`: how it stands, for people. `trouble`: what went wrong, empty = nothing."""

    word: str
    done: int = 0
    total: int = 0
    at: dt.datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """`label` is a lazy translation. The functions may ask the database; none changes anything. `states`: by code, of
    all outlets that give the same function, asked once for all of them."""

    code: str
    label: object
    icon: str
    preview: Callable[[IssuedAlert], OutletPreview | None]
    states: Callable[[str], Mapping[str, OutletState]]


_outlets: dict[str, Outlet] = {}


def register_outlet(outlet: Outlet) -> None:
    """Raises ValueError for a code seen before."""
    if outlet.code in _outlets:
        raise ValueError(f"outlet {outlet.code!r} registered twice")
    _outlets[outlet.code] = outlet


def outlets_for(*, drill: bool) -> list[Outlet]:
    """Every outlet that a real alert is handed to; none for a drill."""
    return [] if drill else list(_outlets.values())
