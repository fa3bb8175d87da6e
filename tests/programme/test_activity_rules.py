"""What cannot be true of an activity, field by field."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from khien.programme.rules.activity import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_MONEY,
    MOST_PEOPLE,
    MOST_PRODUCTS,
    MOST_TASKS,
    Fault,
    NewActivity,
    Product,
    Reach,
    faults,
)
from khien.programme.rules.ledger import ActivityKind, Audience

TODAY = dt.date(2026, 11, 24)
FINE = NewActivity(unit_id=1, kind=ActivityKind.TALK, title="Nói chuyện", starts_on=dt.date(2025, 1, 5))


def test_a_plain_activity_is_fine() -> None:
    assert faults(FINE, today=TODAY) == {}


@pytest.mark.parametrize(
    ("changed", "field", "fault"),
    [
        ({"title": "x" * (LONGEST_TITLE + 1)}, "title", Fault.TOO_LONG),
        ({"note": "x" * (LONGEST_NOTE + 1)}, "note", Fault.TOO_LONG),
        ({"place": "x" * (LONGEST_TITLE + 1)}, "place", Fault.TOO_LONG),
        ({"ends_on": dt.date(2026, 11, 1)}, "ends_on", Fault.TOO_LARGE),
        ({"ends_on": dt.date(2026, 12, 1)}, "ends_on", Fault.FUTURE),
        ({"spent_vnd": MOST_MONEY + 1}, "spent_vnd", Fault.TOO_LARGE),
        ({"products": (Product("tin"),) * (MOST_PRODUCTS + 1)}, "products", Fault.TOO_MANY),
        ({"products": (Product("tin", MOST_PEOPLE + 1),)}, "products", Fault.TOO_LARGE),
        ({"task_ids": tuple(range(MOST_TASKS + 1))}, "tasks", Fault.TOO_MANY),
        ({"reach": (Reach(Audience.PUBLIC, -1),)}, "reach", Fault.NEGATIVE),
        ({"reach": (Reach(Audience.PUBLIC, MOST_PEOPLE + 1),)}, "reach", Fault.TOO_LARGE),
    ],
)
def test_each_fault_stands_at_its_field(changed: dict[str, object], field: str, fault: Fault) -> None:
    new = replace(FINE, **changed)  # type: ignore[arg-type]
    assert faults(new, today=TODAY) == {field: fault}
