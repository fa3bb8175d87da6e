"""What would become of every row of an uploaded table, as the ledger is now. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khien.orgs.api import UnitCard
from khien.programme.models import Activity, ActivityImport
from khien.programme.rules.activity import NewActivity
from khien.programme.rules.activity_rows import Known, ReadRow, RowFault, read_row
from khien.programme.selectors.entry import TaskChoice
from khien.programme.selectors.ledger import locked_days
from vanban import fold

SOURCE = "import"


class Fate(StrEnum):
    NEW = "new"  # will be recorded
    WRONG = "wrong"
    THERE = "there"  # this very row, or the same activity, is in the ledger


@dataclass(frozen=True, slots=True)
class RowFate:
    line: int
    fate: Fate
    title: str
    day: dt.date | None
    unit: str
    faults: tuple[tuple[str, str], ...]
    note: str  # what locked the days; the earlier row
    new: NewActivity | None
    links: tuple[str, ...]


def key_of(table: ActivityImport, line: int, unit_id: int) -> str:
    """The same line of the same file is the same activity of a unit; a table sent to many units is each one's own."""
    return f"{table.sha256[:40]}:{line}:{unit_id}"


def known_of(
    units: Iterable[UnitCard], tasks: Iterable[TaskChoice], *, unit_id: int | None, on: dt.date
) -> Known:
    """Names as cells may hold them: a unit's code or names, a task's chip, clause or whole text."""
    named: dict[str, int] = {}
    twice: set[str] = set()
    for unit in units:
        for text in {fold(unit.code), fold(unit.name), fold(unit.short_name)} - {""}:
            if named.setdefault(text, unit.id) != unit.id:
                twice.add(text)
        named[fold(f"{unit.code} · {unit.name}")] = unit.id
    known: dict[str, int] = {}
    for task in tasks:
        for text in (task.label, task.path, task.text):
            if text:
                known.setdefault(fold(text), task.id)
    return Known({k: v for k, v in named.items() if k not in twice}, known, unit_id, on)


def fates(table: ActivityImport, known: Known, units: Mapping[int, UnitCard]) -> list[RowFate]:
    """In the order of the table; three queries."""
    rows = [read_row(row["line"], row["cells"], known) for row in table.rows]
    news = [row.new for row in rows if row.new is not None]
    locks = locked_days({new.unit_id for new in news})
    there = _there(news)
    keys = set(
        Activity.objects.filter(source=SOURCE, source_key__startswith=f"{table.sha256[:40]}:").values_list(
            "source_key", flat=True
        )
    )
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for row in rows:
        recorded = row.new is not None and key_of(table, row.line, row.new.unit_id) in keys
        found.append(_fate(row, units, locks, there, seen, recorded=recorded))
    return found


def _fate(
    row: ReadRow,
    units: Mapping[int, UnitCard],
    locks: Mapping[int, Sequence[tuple[dt.date, dt.date, str]]],
    there: set[tuple[object, ...]],
    seen: dict[tuple[object, ...], int],
    *,
    recorded: bool,
) -> RowFate:
    new, faults, note, fate = row.new, list(row.faults), "", Fate.WRONG
    if new is not None:
        mark = _mark(new.unit_id, new.starts_on, new.title)
        earlier = seen.setdefault(mark, row.line)
        lock = next(
            (label for first, last, label in locks.get(new.unit_id, ()) if first <= new.last_day <= last), ""
        )
        unit = units.get(new.unit_id)
        if recorded or mark in there:
            fate = Fate.THERE
        elif earlier != row.line:
            faults, note = [("title", RowFault.TWICE)], str(earlier)
        elif unit is not None and not unit.holds_on(new.starts_on):
            faults = [("unit", RowFault.NOT_HELD)]
        elif lock:
            faults, note = [("starts_on", RowFault.LOCKED)], lock
        else:
            fate = Fate.NEW
    named = units.get(new.unit_id) if new else None
    return RowFate(
        line=row.line,
        fate=fate,
        title=row.cells.get("title", ""),
        day=new.starts_on if new else None,
        unit=(named.short_name or named.name) if named else row.cells.get("unit", ""),
        faults=tuple(faults) if fate is Fate.WRONG else (),
        note=note,
        new=new if fate is Fate.NEW else None,
        links=row.links,
    )


def _mark(unit_id: int, day: dt.date, title: str) -> tuple[object, ...]:
    return unit_id, day, fold(title)


def _there(news: Sequence[NewActivity]) -> set[tuple[object, ...]]:
    if not news:
        return set()
    days = [new.starts_on for new in news]
    entries: Any = Activity.objects.in_force().filter(
        unit_id__in={new.unit_id for new in news}, starts_on__gte=min(days), starts_on__lte=max(days)
    )
    return {_mark(*row) for row in entries.values_list("unit_id", "starts_on", "title").iterator(5000)}
