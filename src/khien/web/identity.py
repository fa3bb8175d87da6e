"""Whose desk this is: the unit's name in the top bar. Knows no unit; the app that does registers how to ask."""

from __future__ import annotations

from collections.abc import Callable

from khien.base.access import Actor

_askers: list[Callable[[Actor], str]] = []


def register_unit_label(asker: Callable[[Actor], str]) -> None:
    """Called once, in `AppConfig.ready`. The asker answers "" for someone without a unit."""
    if _askers:
        raise ValueError("the unit's name is already answered for")
    _askers.append(asker)


def unit_label(actor: Actor) -> str:
    """The name of the unit this actor works for, or ""."""
    return _askers[0](actor) if _askers and actor.signed_in else ""
