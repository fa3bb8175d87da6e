"""The door of plans. Ids and frozen values in and out; models stay inside.

`plan_rows` and `plan_head` read; `adopt_plan` runs in the caller's transaction; `register_next_step` lets an upper
app put its button on a plan's page (called in AppConfig.ready). `units_with_plan` and `cascade_summary` say for jobs
and figures how units carry a plan on; they ask for no reader and name nobody's draft.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.base.typed import uuid_of
from khien.plans import access, selectors
from khien.plans.errors import CannotAdopt, NotUnderReview
from khien.plans.models import PlanDocument
from khien.plans.next_steps import NextStep, register_next_step
from khien.plans.rules.content import (
    AdoptedPlan,
    Agency,
    AssignmentRow,
    BudgetRow,
    DutyRow,
    PlanHead,
    PlanRows,
    ReferenceRow,
    TargetRow,
    TaskRow,
    ThemeRow,
)
from khien.plans.rules.diffing import FieldChange, How, PlanDiff, RowChange, UnitChange, diff_plans
from khien.plans.rules.kinds import PlanStatus
from khien.plans.rules.review import Obstacle, Reason
from khien.plans.selectors import cascade, matrix
from khien.plans.selectors.matrix import Summary as CascadeSummary
from khien.plans.services import adoption, naming
from khien.plans.services.adoption import adopt_plan

__all__ = [
    "AdoptedPlan",
    "Agency",
    "AssignmentRow",
    "BudgetRow",
    "CannotAdopt",
    "CascadeSummary",
    "DutyRow",
    "FieldChange",
    "How",
    "IssuedPlan",
    "NextStep",
    "NotUnderReview",
    "Obstacle",
    "PlanDiff",
    "PlanHead",
    "PlanRows",
    "PlanStatus",
    "PlanWaits",
    "Reason",
    "ReferenceRow",
    "RowChange",
    "TargetRow",
    "TaskRow",
    "ThemeRow",
    "UnitChange",
    "adopt_plan",
    "cascade_summary",
    "diff",
    "home_of",
    "issued_plans",
    "obstacles",
    "plan_head",
    "plan_rows",
    "register_next_step",
    "units_with_plan",
    "waiting_plans",
]


def plan_head(actor: Actor, plan_uuid: str) -> PlanHead:
    """A plan the actor may read. Raises Missing."""
    return selectors.head_of(access.plan_for(actor, plan_uuid, to="view"))


def home_of(plan_id: int) -> tuple[int | None, dt.date]:
    """Below which unit the plan's agencies are looked up (None = everywhere), and the day whose units it means."""
    plan = PlanDocument.objects.get(pk=plan_id)
    return naming.province_of(plan), naming.day_of(plan)


def plan_rows(actor: Actor, plan_uuid: str) -> PlanRows:
    """All rows that are not dropped, of a plan the actor may read. Raises Missing."""
    return selectors.rows_of(access.plan_for(actor, plan_uuid, to="view"))


def diff(actor: Actor, plan_uuid: str, against_uuid: str) -> PlanDiff:
    """What `plan_uuid` changes against the older `against_uuid`, clause by clause. Raises Missing."""
    return diff_plans(plan_rows(actor, against_uuid), plan_rows(actor, plan_uuid))


def obstacles(actor: Actor, plan_uuid: str) -> tuple[Obstacle, ...]:
    """What stands in the way of this actor adopting the plan; empty = she can. Raises Missing, Refused,
    NotUnderReview."""
    return adoption.obstacles_to_adoption(actor, access.plan_for(actor, plan_uuid, to="edit"))


def units_with_plan(parent_plan_uuid: str, on: dt.date) -> frozenset[int]:
    """Units whose own plan under this one, or under a version it replaces, is in force on the day. Raises Missing."""
    return frozenset(cascade.plans_in_force(_issued(parent_plan_uuid), on=on))


def cascade_summary(parent_plan_uuid: str, on: dt.date) -> CascadeSummary:
    """Of the units this plan gives tasks to: how many have a plan of their own, and how their tasks are taken up.
    Raises Missing."""
    nobodys = PlanDocument.objects.none()
    return matrix.matrix_of(_issued(parent_plan_uuid), seen=None, visible=nobodys, on=on).summary


def _issued(plan_uuid: str) -> PlanDocument:
    plan = PlanDocument.objects.filter(uuid=uuid_of(plan_uuid), adopted_at__isnull=False).first()
    if plan is None:
        raise Missing
    return plan


@dataclass(frozen=True, slots=True)
class IssuedPlan:
    """An adopted plan with the file it was read from. `issued_on` only when the document says a whole day."""

    uuid: str
    title: str
    number: str
    issuer: str
    issued_on: dt.date | None
    unit_id: int | None
    stored: StoredFile
    file_name: str


def issued_plans(actor: Actor, *, most: int = 500) -> list[IssuedPlan]:
    """Adopted plans she may read, the newest adopted first. One query."""
    rows = access.plans_for(actor).filter(status=PlanStatus.ADOPTED).select_related("stored")
    return [
        IssuedPlan(
            str(row.uuid),
            row.title or row.file_name,
            row.number,
            row.issuer,
            _whole_day(row.issued_on),
            row.unit_id,
            row.stored,
            row.file_name,
        )
        for row in rows.order_by("-adopted_at", "-id")[:most]
    ]


def _whole_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class PlanWaits:
    """A plan that waits for a person to review it, or whose file could not be read. `unit_id` None = the province's."""

    uuid: str
    label: str
    title: str
    unit_id: int | None
    unreadable: bool


def waiting_plans(actor: Actor, *, most: int = 50) -> list[PlanWaits]:
    """The newest plans that wait for this actor. One query, none for who works on no plan."""
    if access.works_on_none(actor):
        return []
    rows = access.work_for(actor).waiting().order_by("-uploaded_at", "-id")[:most]
    return [
        PlanWaits(str(row.uuid), row.label, row.title, row.unit_id, row.status == PlanStatus.UNREADABLE)
        for row in rows
    ]
