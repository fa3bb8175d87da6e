"""A choice of people as data: what a segment says, and how it reads back from JSON.

An empty part means "all". Refuses anything but place, group, language, ticked topics and deeds of this programme.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """`unit_ids` with all units below them. `deeds` any of; `without_deeds` none of; parts are joined by AND."""

    unit_ids: tuple[int, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    without_deeds: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        return {name: list(value) for name, value in asdict(self).items() if value}


def rule_from(data: dict[str, Any]) -> SegmentRule:
    """Raises ValueError for a part nobody knows: a rule that is misread would reach the wrong people."""
    known = set(SegmentRule.__dataclass_fields__)
    if unknown := set(data) - known:
        raise ValueError(f"segment: unknown part {sorted(unknown)}")
    return SegmentRule(**{name: tuple(data[name]) for name in data})
