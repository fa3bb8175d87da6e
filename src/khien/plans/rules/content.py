"""What other apps receive of a plan: frozen values, agencies resolved to units. Ids inside, uuids outside.

A dropped row is never in here. An agency with no `unit_ids` was left as text: on purpose when `decided`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Agency:
    """A phrase of the plan and whom it means. `set_rule` is orgs' own description of a set, else None."""

    role: str  # lead coordinating sender recipient agency
    phrase: str
    unit_ids: tuple[int, ...]
    is_set: bool
    label: str
    decided: bool
    set_rule: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`row_id` is the key of plans.PlanRow, `path` the clause ("IV.1.a", "Phụ lục 01.I.4")."""

    row_id: int
    row_uuid: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Row):
    text: str
    comparator: str
    value: float
    unit: str
    population: str
    deadline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow(Row):
    text: str
    group: str
    source: str
    products: tuple[str, ...]
    schedule_text: str
    recurrence: str
    start: str
    end: str
    amount_vnd: int | None
    money_source: str
    note: str
    leads: tuple[Agency, ...] = ()
    coordinating: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow(Row):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow(Row):
    agencies: tuple[Agency, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow(Row):
    """A duty to report. `due` is "12-15" (month-day) or "18" (that day of each month), "" where unsaid."""

    text: str
    frequency: str
    due: str
    senders: tuple[Agency, ...] = ()
    recipients: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow(Row):
    year: int | None
    source: str
    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRow(Row):
    kind: str
    number: str
    date: str
    issuer: str
    title: str
    basis: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan as lists and other apps show it. `unit_id` None = the province's own plan."""

    plan_id: int
    uuid: str
    label: str
    status: str
    kind: str
    number: str
    issued_on: str
    issuer: str
    title: str
    period_from: int | None
    period_to: int | None
    stated_total_vnd: int | None
    unit_id: int | None
    parent_uuid: str | None
    replaces_uuid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """All rows of a plan that are not dropped, each kind in the document's order."""

    head: PlanHead
    targets: tuple[TargetRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    themes: tuple[ThemeRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    budget_lines: tuple[BudgetRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedPlan(PlanRows):
    """The rows at the moment of adoption; from now on the plan does not change."""

    adopted_at: dt.datetime
    adopted_by_label: str
    replaced: PlanHead | None = field(default=None)
