"""The tree of units on a day, read from the periods. One query each, on SQLite and PostgreSQL alike.

Refuses a stored path: a move would rewrite every unit below, and yesterday's tree would be gone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from khien.orgs.models import Unit, UnitPeriod

# UNION (not UNION ALL) ends the walk even if the data had a circle.
_BELOW = """
WITH RECURSIVE below(unit_id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT p.unit_id FROM orgs_unitperiod p JOIN below b ON p.parent_id = b.unit_id
    WHERE p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to > %s)
) SELECT unit_id FROM below
"""
_BELOW_EVER = """
WITH RECURSIVE below(unit_id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT p.unit_id FROM orgs_unitperiod p JOIN below b ON p.parent_id = b.unit_id
) SELECT unit_id FROM below
"""
_ABOVE = """
WITH RECURSIVE above(unit_id, steps) AS (
    SELECT CAST(%s AS bigint), 0
    UNION
    SELECT p.parent_id, a.steps + 1 FROM orgs_unitperiod p JOIN above a ON p.unit_id = a.unit_id
    WHERE p.parent_id IS NOT NULL AND a.steps < 50 AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to > %s)
) SELECT unit_id FROM above ORDER BY steps
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree of a day, parents before children, siblings by name. `depth` 0 = top."""

    id: int
    uuid: str
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    depth: int
    parent_id: int | None
    below: int


def under(unit_id: int, on: dt.date) -> RawSQL:
    """A subquery of the ids of a unit and all below it on a day: `filter(unit__in=under(…))`."""
    return RawSQL(_BELOW, (unit_id, on.isoformat(), on.isoformat()))  # noqa: S611 - no text from outside


def under_ever(unit_id: int) -> RawSQL:
    """Like `under`, but whoever stood below at any time."""
    return RawSQL(_BELOW_EVER, (unit_id,))  # noqa: S611 - no text from outside


def ids_under(unit_id: int, on: dt.date) -> frozenset[int]:
    return frozenset(_ids(_BELOW, unit_id, on))


def ids_above(unit_id: int, on: dt.date) -> list[int]:
    """The unit itself, its parent, and so on to the top."""
    return _ids(_ABOVE, unit_id, on)


def _ids(sql: str, unit_id: int, on: dt.date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, (unit_id, on.isoformat(), on.isoformat()))
        return [row[0] for row in cursor.fetchall()]


def tree_on(on: dt.date, *, root_id: int | None = None) -> list[Node]:
    """The whole tree of a day, or what stands below (and with) one unit. One query; 4,000 units in some 60 ms."""
    periods = UnitPeriod.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    if root_id is not None:
        periods = periods.filter(unit__in=under(root_id, on))
    rows = periods.values_list(
        "unit_id", "unit__uuid", "unit__code", "name", "short_name", "unit__kind", "unit__level", "parent_id"
    )
    children: dict[int | None, list[tuple[object, ...]]] = {}
    known = {row[0]: row for row in rows}
    for row in known.values():
        parent = row[7] if row[7] in known else None
        children.setdefault(parent, []).append(row)
    return _in_order(children)


def _in_order(children: dict[int | None, list[tuple[object, ...]]]) -> list[Node]:
    out: list[Node] = []
    stack = [(row, 0) for row in reversed(_by_rank(children.get(None, [])))]
    while stack:
        row, depth = stack.pop()
        unit_id, uuid, code, name, short, kind, level, parent_id = row
        below = _by_rank(children.get(unit_id, []))  # type: ignore[call-overload]
        out.append(
            Node(unit_id, str(uuid), code, name, short, kind, level, depth, parent_id, len(below))  # type: ignore[arg-type]
        )
        stack.extend((child, depth + 1) for child in reversed(below))
    return out


_RANKS = ("party", "assembly", "peoples_committee", "steering", "department", "police", "military")


def _by_rank(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Offices of the same level first, in the usual order of kinds, then communes by code."""

    def rank(row: tuple[object, ...]) -> tuple[object, ...]:
        local = row[6] in {"district", "commune"}
        kind = _RANKS.index(str(row[5])) if row[5] in _RANKS else len(_RANKS)
        return (local, kind, str(row[2]), str(row[3]))

    return sorted(rows, key=rank)


def unit_names_on(ids: frozenset[int], on: dt.date) -> dict[int, str]:
    """What units were called on a day; the last name they had when they did not hold."""
    names = dict(Unit.objects.filter(pk__in=ids).values_list("id", "name"))
    names.update(
        UnitPeriod.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id__in=ids, valid_from__lte=on
        ).values_list("unit_id", "name")
    )
    return names
