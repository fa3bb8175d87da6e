"""What would become of each row of a table of allocations, as things are now. Writes nothing.

A few queries for all rows: units by code and name at once, the rest by the book of names.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from khien.base.money import parse_vnd
from khien.budget.models import Allocation
from khien.budget.rules.levels import Level, key_of, level_of
from khien.budget.rules.states import Fault, amount_fault
from khien.orgs import api as orgs
from khien.programme import api as programme
from vanban import fold

MOST_UNITS = 50_000
COMMITTEE = "uy ban nhan dan "


class RowFault(StrEnum):
    """Why a row cannot be taken in."""

    NO_UNIT = "no_unit"
    UNKNOWN_UNIT = "unknown_unit"
    SEVERAL_UNITS = "several_units"
    NO_AMOUNT = "no_amount"
    AMOUNT = "amount"
    TASK = "task"
    TWICE = "twice"
    BELOW_ZERO = "below_zero"


class RowDoubt(StrEnum):
    """Taken in, but look at it."""

    GIVEN_BEFORE = "given_before"
    TAKES_BACK = "takes_back"
    NO_SOURCE = "no_source"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True)
class Fate:
    """A row: what was written, what it means, and what stands against it."""

    line: int
    written: str
    unit_id: int | None
    unit: str
    amount: int | None
    source: str
    level: Level
    task_id: int | None
    task: str
    note: str
    faults: tuple[RowFault, ...]
    doubts: tuple[RowDoubt, ...]
    near: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        return not self.faults


def fates(
    rows: Sequence[Mapping[str, Any]], *, programme_id: int, year: int, source: str, number: str, on: dt.date
) -> list[Fate]:
    """Every row's fate, in their order. `source`: of rows that name none."""
    units = _units([str(row.get("unit", "")) for row in rows], on)
    heads = programme.task_heads(programme_ids=[programme_id]) if _names_tasks(rows) else []
    tasks = {_path(task.path): task for task in heads}
    given = standing(programme_id, year)
    before = _given_before(programme_id, number, year)
    seen: Counter[tuple[int, str, int | None]] = Counter()
    made = []
    for row in rows:
        fate = _fate(row, units, tasks, source)
        if fate.unit_id is not None and fate.amount is not None:
            key = (fate.unit_id, key_of(fate.source), fate.task_id)
            seen[key] += 1
            fate = _held_against(fate, seen[key] > 1, given, before)
        made.append(fate)
    return made


@dataclass(frozen=True, slots=True)
class Found:
    card: orgs.UnitCard | None
    near: tuple[str, ...] = ()
    successor: bool = False


def _fate(
    row: Mapping[str, Any], units: dict[str, Found], tasks: Mapping[str, programme.TaskHead], source: str
) -> Fate:
    written = str(row.get("unit", "")).strip()
    found = units.get(written, Found(None))
    faults: list[RowFault] = []
    doubts: list[RowDoubt] = [RowDoubt.SUCCESSOR] if found.successor else []
    if not written:
        faults.append(RowFault.NO_UNIT)
    elif found.card is None:
        faults.append(RowFault.SEVERAL_UNITS if found.near else RowFault.UNKNOWN_UNIT)
    amount = _amount(str(row.get("amount", "")))
    fault = amount_fault(amount, below_zero=True)
    if fault is not None:
        faults.append(
            RowFault.NO_AMOUNT if fault is Fault.EMPTY and not row.get("amount") else RowFault.AMOUNT
        )
    path = str(row.get("task", "")).strip()
    task = tasks.get(_path(path)) if path else None
    if path and task is None:
        faults.append(RowFault.TASK)
    named = str(row.get("source", "")).strip() or source
    if not named:
        doubts.append(RowDoubt.NO_SOURCE)
    if amount is not None and amount < 0:
        doubts.append(RowDoubt.TAKES_BACK)
    return Fate(
        line=int(row.get("line", 0)),
        written=written,
        unit_id=found.card.id if found.card else None,
        unit=(found.card.short_name or found.card.name) if found.card else "",
        amount=amount,
        source=named,
        level=level_of(named),
        task_id=task.id if task else None,
        task=task.text if task else path,
        note=str(row.get("note", "")),
        faults=tuple(faults),
        doubts=tuple(doubts),
        near=found.near,
    )


def _held_against(
    fate: Fate,
    twice: bool,
    given: Mapping[tuple[int, str], int],
    before: frozenset[tuple[int, str, int]],
) -> Fate:
    if fate.unit_id is None or fate.amount is None:
        return fate
    key = key_of(fate.source)
    faults, doubts = list(fate.faults), list(fate.doubts)
    if twice:
        faults.append(RowFault.TWICE)
    if fate.amount < 0 and given.get((fate.unit_id, key), 0) + fate.amount < 0:
        faults.append(RowFault.BELOW_ZERO)
    if (fate.unit_id, key, fate.amount) in before:
        doubts.append(RowDoubt.GIVEN_BEFORE)
    return replace(fate, faults=tuple(faults), doubts=tuple(doubts))


def _amount(text: str) -> int | None:
    try:
        return parse_vnd(text)
    except ValueError:
        return None


def _path(text: str) -> str:
    return fold(text).replace(" ", "").strip(".")


def _names_tasks(rows: Iterable[Mapping[str, Any]]) -> bool:
    return any(row.get("task") for row in rows)


def standing(programme_id: int, year: int) -> dict[tuple[int, str], int]:
    """(unit, key of the source) → what stands today. One query."""
    sums: Counter[tuple[int, str]] = Counter()
    found = Allocation.objects.in_force().filter(programme_id=programme_id, year=year)
    for unit_id, source, amount in found.values_list("unit_id", "source", "amount_vnd"):
        sums[unit_id, key_of(source)] += amount
    return dict(sums)


def _given_before(programme_id: int, number: str, year: int) -> frozenset[tuple[int, str, int]]:
    found = Allocation.objects.in_force().filter(
        programme_id=programme_id, year=year, decision__number=number
    )
    rows = found.values_list("unit_id", "source", "amount_vnd")
    return frozenset((unit_id, key_of(source), amount) for unit_id, source, amount in rows)


def _units(texts: Iterable[str], on: dt.date) -> dict[str, Found]:
    """Each text → the unit that holds today: by code, by whole name, else by the book of names."""
    wanted = dict.fromkeys(text.strip() for text in texts if text.strip())
    cards = orgs.find_units("", on=on, limit=MOST_UNITS)
    known: dict[str, list[orgs.UnitCard]] = {}
    for card in cards:
        bare = _words(card.name).removeprefix(COMMITTEE)  # "xã Bình Hòa" is its People's Committee
        for name in {card.code.casefold(), _words(card.name), _words(card.short_name), bare} - {""}:
            known.setdefault(name, []).append(card)
    made: dict[str, Found] = {}
    for text in wanted:
        code = text.split(" · ", maxsplit=1)[0].strip().casefold()
        hits = known.get(code) or known.get(_words(text)) or []
        if len(hits) == 1:
            made[text] = Found(hits[0])
        elif hits:
            made[text] = Found(None, tuple(f"{card.code} · {card.name}" for card in hits[:4]))
    by_id = {card.id: card for card in cards}
    made |= _by_the_book([text for text in wanted if text not in made], by_id, on)
    return made


def _by_the_book(texts: list[str], by_id: Mapping[int, orgs.UnitCard], on: dt.date) -> dict[str, Found]:
    if not texts:
        return {}
    made = {}
    for text, meant in orgs.resolve_all(texts, at=on, now=on, within=_province(by_id)).items():
        today = [by_id[i] for i in meant.today if i in by_id]
        if meant.kind == orgs.NameOutcome.UNIT and len(today) >= 1:
            made[text] = Found(today[0], successor=meant.today != meant.units)
        else:
            near = [by_id[a.unit_id] for a in meant.alternatives if a.unit_id in by_id][:4]
            made[text] = Found(None, tuple(f"{card.code} · {card.name}" for card in near))
    return made


def _province(by_id: Mapping[int, orgs.UnitCard]) -> int | None:
    """The one province this installation serves; None when it serves several."""
    tops = [
        card.id
        for card in by_id.values()
        if card.kind is orgs.Kind.PEOPLES_COMMITTEE and card.level is orgs.Level.PROVINCE
    ]
    return tops[0] if len(tops) == 1 else None


def _words(text: str) -> str:
    return " ".join(fold(text).split())
