"""What a unit may have, beyond what the programme itself can count: upper apps register it in AppConfig.ready.

    register_unit_condition(UnitHas(code="library.editor", label=_("an editor"), having=selectors.units_with_editor))

Knows no app by name; a duplicate is an error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khien.programme.rules.targets import UnitCondition


@dataclass(frozen=True, slots=True)
class UnitHas:
    """`having(unit_ids, on)`: those of the units that have it on the day. `label`: "an editor", lazily translated."""

    code: str
    label: object
    having: Callable[[Iterable[int], dt.date], Iterable[int]]


_registered: dict[str, UnitHas] = {}


def register_unit_condition(condition: UnitHas) -> None:
    """Raises ValueError for a code seen before, or one of the programme's own."""
    if condition.code in _registered or condition.code in set(UnitCondition):
        raise ValueError(f"unit condition {condition.code!r} registered twice")
    _registered[condition.code] = condition


def unit_conditions() -> dict[str, UnitHas]:
    return dict(_registered)
