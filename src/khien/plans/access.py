"""The only way a view gets a plan or a part of one. Foreign and missing answer alike.

The standing office works on every plan; the leaders and focal officers of a unit on their unit's own plans;
the auditor and a leader of the steering committee read all. Nobody else sees a plan under review. A plan that the
province adopted is an issued document: everyone signed in reads it, and nobody sees by it who edited what. How a
unit's adopted plan takes up the plan above is read in the unit, in the units above it, and by those who read all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from django.db.models import Q

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.plans.errors import NotUnderReview
from khien.plans.models import PlanDocument, PlanFinding, PlanQuerySet, PlanRow, RowAgency
from khien.plans.rules.kinds import Decision, PlanStatus, RowKind, can_edit

READERS = (Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER, Role.AUDITOR)
WRITERS = (Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER)
OF_A_UNIT = (Role.LEADER, Role.FOCAL_OFFICER)

Purpose = Literal["view", "follow", "keep", "edit"]
ISSUED = Q(unit__isnull=True, status__in=[PlanStatus.ADOPTED.value, PlanStatus.SUPERSEDED.value])


def reads_all(actor: Actor) -> bool:
    everywhere = {grant.role for grant in actor.grants if grant.unit_id is None}
    return actor.has(Role.STANDING_OFFICE, Role.AUDITOR) or Role.LEADER in everywhere


def writes_all(actor: Actor) -> bool:
    return actor.has(Role.STANDING_OFFICE)


def plans_for(actor: Actor) -> PlanQuerySet:
    """Every plan the actor may read."""
    if not actor.signed_in:
        return PlanDocument.objects.none()
    followed = plans_followed_by(actor)
    return followed if reads_all(actor) else followed | PlanDocument.objects.filter(ISSUED)


def plans_followed_by(actor: Actor) -> PlanQuerySet:
    """Those of which she also sees the work: who changed what, and what stands before adoption."""
    plans = PlanDocument.objects.all()
    return plans if reads_all(actor) else plans.of_units(actor.units_as(OF_A_UNIT))


def work_for(actor: Actor) -> PlanQuerySet:
    """Every plan the actor may work on: those for which `can_write` is true."""
    plans = PlanDocument.objects.all()
    return plans if writes_all(actor) else plans.of_units(actor.units_as(OF_A_UNIT))


def works_on_none(actor: Actor) -> bool:
    """Told by her roles alone, without a query."""
    return not writes_all(actor) and not actor.units_as(OF_A_UNIT)


def can_write(actor: Actor, unit_id: int | None) -> bool:
    """Whether she may upload for, and work on, the plans of a unit (None = the province)."""
    return writes_all(actor) or (unit_id is not None and unit_id in actor.units_as(OF_A_UNIT))


def plan_for(actor: Actor, uuid: UUID | str, *, to: Purpose) -> PlanDocument:
    """The plan, for reading ("view"), for its history too ("follow"), for acts on the plan itself ("keep") or on its
    rows ("edit").

    Raises Missing, Refused (may read but not change), NotUnderReview.
    """
    readable = plans_for(actor) if to == "view" else plans_followed_by(actor)
    plan = readable.select_related("stored", "unit", "parent", "replaces").filter(uuid=uuid_of(uuid)).first()
    if plan is None:
        raise Missing
    if to in ("keep", "edit") and not can_write(actor, plan.unit_id):
        raise Refused
    if to == "edit" and not can_edit(plan.status):
        raise NotUnderReview
    return plan


def row_for(actor: Actor, plan_uuid: UUID | str, row_uuid: UUID | str, *, to: Purpose) -> PlanRow:
    plan = plan_for(actor, plan_uuid, to=to)
    row = PlanRow.objects.filter(plan=plan, uuid=row_uuid, alive=True).first()
    if row is None:
        raise Missing
    row.plan = plan
    return row


def agency_for(
    actor: Actor, plan_uuid: UUID | str, row_uuid: UUID | str, role: str, ordinal: int, *, to: Purpose
) -> RowAgency:
    row = row_for(actor, plan_uuid, row_uuid, to=to)
    agency = RowAgency.objects.filter(row=row, role=role, ordinal=ordinal).first()
    if agency is None:
        raise Missing
    agency.row = row
    return agency


def replaceable_for(actor: Actor, plan: PlanDocument) -> PlanQuerySet:
    """Adopted plans of the same unit that this one may replace."""
    return plans_for(actor).of_unit(plan.unit_id).filter(status=PlanStatus.ADOPTED).exclude(pk=plan.pk)


def parents_for(unit_id: int | None) -> PlanQuerySet:
    """Adopted plans of the province that a unit's plan may carry out. Their titles are no secret; opening one
    still needs `plan_for`."""
    adopted = PlanDocument.objects.filter(status=PlanStatus.ADOPTED, unit__isnull=True)
    return adopted if unit_id is not None else adopted.none()


def finding_for(actor: Actor, plan_uuid: UUID | str, finding_uuid: UUID | str, *, to: Purpose) -> PlanFinding:
    plan = plan_for(actor, plan_uuid, to=to)
    finding = PlanFinding.objects.filter(plan=plan, uuid=finding_uuid).first()
    if finding is None:
        raise Missing
    finding.plan = plan
    return finding


def rows_for(
    actor: Actor, plan_uuid: UUID | str, uuids: Iterable[str], *, to: Purpose, living: bool = True
) -> list[PlanRow]:
    """Several rows of one plan; unknown ones are left out. `living` False: also those that are not there now."""
    plan = plan_for(actor, plan_uuid, to=to)
    rows = PlanRow.objects.filter(plan=plan, uuid__in=[uuid_of(uuid) for uuid in uuids])
    return list(rows.filter(alive=True) if living else rows)


def row_above(row: PlanRow) -> PlanRow | None:
    """The row of the same kind that stands before this one in the document."""
    before = PlanRow.objects.filter(plan=row.plan, kind=row.kind, alive=True, position__lt=row.position)
    above = before.exclude(decision=Decision.DROPPED).order_by("-position").first()
    if above is not None:
        above.plan = row.plan
    return above


def same_phrase(agency: RowAgency) -> int:
    """How many rows of the plan name an agency by the very same words."""
    return RowAgency.objects.filter(row__plan=agency.row.plan, row__alive=True, phrase=agency.phrase).count()


def units_compared_for(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Units whose adopted plans she may see beside the plan above: her own and those below; None = all."""
    if reads_all(actor):
        return None
    own = actor.units_as((*OF_A_UNIT, Role.AUDITOR))
    return own.union(*(orgs.units_under(unit_id, on=on) for unit_id in own))


def compared_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> PlanDocument:
    """A unit's plan, to be read beside the plan it carries out. Drafts only by those who follow them.
    Raises Missing."""
    plan = (
        PlanDocument.objects.select_related("unit", "parent", "replaces")
        .filter(uuid=uuid_of(uuid), unit__isnull=False)
        .exclude(status=PlanStatus.WITHDRAWN)
        .first()
    )
    if plan is None or plan.unit_id is None:
        raise Missing
    if plans_followed_by(actor).filter(pk=plan.pk).exists():
        return plan
    seen = units_compared_for(actor, on=on)
    if plan.adopted_at is None or (seen is not None and plan.unit_id not in seen):
        raise Missing
    return plan


def newest_issued_for(actor: Actor) -> PlanDocument | None:
    """The province's plan in force that was adopted last."""
    in_force = plans_for(actor).of_unit(None).filter(status=PlanStatus.ADOPTED)
    return in_force.order_by("-adopted_at", "-pk").first()


def task_of_parent(parent: PlanDocument, row_uuid: UUID | str) -> PlanRow:
    """A task of the plan above. Raises Missing."""
    row = PlanRow.objects.filter(plan=parent, kind=RowKind.TASK, uuid=uuid_of(row_uuid), alive=True).first()
    if row is None:
        raise Missing
    row.plan = parent
    return row
