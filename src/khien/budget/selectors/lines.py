"""Estimates, allocations and spending as pages show them. A fixed number of queries each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from khien.budget.models import Allocation, AllocationDecision, Estimate, VarianceNote
from khien.budget.rules.levels import Level, level_of
from khien.budget.rules.states import EstimateState
from khien.programme import api as programme
from khien.programme.api import SpentEntry


@dataclass(frozen=True, slots=True)
class EstimateLine:
    uuid: str
    unit_id: int
    unit: str
    year: int
    source: str
    level: Level
    amount_vnd: int
    granted_vnd: int | None
    state: EstimateState
    basis: str
    task: str
    requested_at: dt.datetime | None
    decided_at: dt.datetime | None
    remark: str


def estimate_lines(estimates: QuerySet[Estimate]) -> list[EstimateLine]:
    """One query; those that wait first, then the newest."""
    rows = [
        EstimateLine(
            uuid=str(row.uuid),
            unit_id=row.unit_id,
            unit=row.unit.short_name or row.unit.name,
            year=row.year,
            source=row.source,
            level=Level(row.level) if row.level else level_of(row.source),
            amount_vnd=row.amount_vnd,
            granted_vnd=row.granted_vnd,
            state=EstimateState(row.state),
            basis=row.basis,
            task=row.task.path if row.task else "",
            requested_at=row.requested_at,
            decided_at=row.decided_at,
            remark=row.remark,
        )
        for row in estimates.select_related("unit", "task")
    ]
    return sorted(rows, key=lambda row: row.state is not EstimateState.REQUESTED)


@dataclass(frozen=True, slots=True)
class AllocationLine:
    uuid: str
    unit_id: int
    unit: str
    unit_uuid: str
    year: int
    source: str
    level: Level
    amount_vnd: int
    note: str
    task: str
    entry: str
    reason: str
    number: str
    decided_on: dt.date
    decision_uuid: str
    replaced: bool
    entered_by: str


def allocation_lines(allocations: QuerySet[Allocation]) -> list[AllocationLine]:
    """One query, the newest decision first."""
    rows = allocations.select_related("unit", "task", "decision", "replaced_by")
    return [
        AllocationLine(
            uuid=str(row.uuid),
            unit_id=row.unit_id,
            unit=row.unit.short_name or row.unit.name,
            unit_uuid=str(row.unit.uuid),
            year=row.year,
            source=row.source,
            level=Level(row.level) if row.level else level_of(row.source),
            amount_vnd=row.amount_vnd,
            note=row.note,
            task=row.task.path if row.task else "",
            entry=row.entry,
            reason=row.reason,
            number=row.decision.number,
            decided_on=row.decision.decided_on,
            decision_uuid=str(row.decision.uuid),
            replaced=hasattr(row, "replaced_by"),
            entered_by=row.entered_by,
        )
        for row in rows.order_by("-decision__decided_on", "-decision_id", "id")
    ]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    uuid: str
    number: str
    decided_on: dt.date
    title: str
    lines: int
    sum_vnd: int
    has_file: bool


def decision_lines(allocations: QuerySet[Allocation]) -> list[DecisionLine]:
    """The decisions of these allocations with their sums. Two queries."""
    sums = {
        row["decision_id"]: row
        for row in allocations.order_by().values("decision_id").annotate(n=Count("pk"), v=Sum("amount_vnd"))
    }
    return [
        DecisionLine(
            uuid=str(row.uuid),
            number=row.number,
            decided_on=row.decided_on,
            title=row.title,
            lines=sums[row.pk]["n"],
            sum_vnd=int(sums[row.pk]["v"]),
            has_file=row.stored_id is not None,
        )
        for row in AllocationDecision.objects.filter(pk__in=sums)
    ]


def spending_lines(
    programme_id: int, *, unit_ids: Iterable[int] | None, year: int | None, limit: int
) -> list[SpentEntry]:
    """Entries of the ledger that cost money on the programme's tasks, newest first. One query."""
    first, last = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else (None, None)
    return programme.spent_entries(
        programme.version_ids(programme_id), unit_ids=unit_ids, first=first, last=last, limit=limit
    )


def spent_total(programme_id: int, *, unit_ids: Iterable[int] | None, year: int | None) -> tuple[int, int]:
    """(how many entries, their sum). One query."""
    sums = [
        row
        for row in programme.spent_by(programme.version_ids(programme_id), unit_ids=unit_ids, by_unit=False)
        if year is None or row.year == year
    ]
    return sum(row.activities for row in sums), sum(row.spent_vnd for row in sums)


def notes_of(programme_id: int) -> dict[str, VarianceNote]:
    """Subject of a check → its explanation."""
    return {row.subject: row for row in VarianceNote.objects.filter(programme_id=programme_id)}


def waiting_sums(estimates: QuerySet[Estimate]) -> tuple[int, int]:
    """(how many wait for an answer, their sum)."""
    found = estimates.filter(state=EstimateState.REQUESTED).aggregate(n=Count("pk"), v=Sum("amount_vnd"))
    return int(found["n"]), int(found["v"] or 0)
