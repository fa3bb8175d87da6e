"""A reviewed plan becomes binding. Called inside the caller's transaction, so that the plan and the programme made
of it stand or fall together. Refuses to build the programme.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.plans.access import plan_for
from khien.plans.announcements import adopted
from khien.plans.errors import CannotAdopt, NotUnderReview
from khien.plans.models import PlanDocument
from khien.plans.rules.content import AdoptedPlan, PlanHead, PlanRows
from khien.plans.rules.kinds import PlanStatus, may_become
from khien.plans.rules.review import Obstacle, Reason, obstacles, second_person_missing
from khien.plans.selectors import head_of, rows_of, stands_of
from khien.plans.services.log import locked, subject_of


def obstacles_to_adoption(actor: Actor, plan: PlanDocument) -> tuple[Obstacle, ...]:
    """What this actor must settle (or leave to a second person) before she can adopt."""
    found = list(obstacles((uuid, stand) for uuid, stand in stands_of(plan).items()))
    if second_person_missing(
        needed=plan.needs_second_person,
        proposed_by=plan.proposed_by_id,
        proposed_edit=plan.proposed_edit,
        last_edit=plan.last_edit,
        adopter=actor.id,
    ):
        found.append(Obstacle(Reason.SECOND_PERSON))
    return tuple(found)


def adopt_plan(actor: Actor, plan_uuid: str, *, at: dt.datetime) -> AdoptedPlan:
    """Make the plan binding and return its rows. The plan it replaces becomes superseded and stays readable.

    Must run inside a transaction. Raises Missing, Refused, NotUnderReview, CannotAdopt.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("adopt_plan needs the caller's transaction")
    plan = locked(plan_for(actor, plan_uuid, to="edit"))
    if not may_become(plan.status, PlanStatus.ADOPTED):
        raise NotUnderReview
    if found := obstacles_to_adoption(actor, plan):
        raise CannotAdopt(found)
    replaced = _supersede(actor, plan, at)
    plan.status = PlanStatus.ADOPTED
    plan.adopted_at, plan.adopted_by_id, plan.adopted_by_label = at, actor.id, actor.label
    plan.save(update_fields=["status", "adopted_at", "adopted_by_id", "adopted_by_label"])
    audit.record(
        actor=actor,
        action="plans.adopted",
        subject=subject_of(plan),
        old={"status": PlanStatus.REVIEW},
        new={"status": plan.status, "edit": plan.last_edit, "replaces": replaced.uuid if replaced else None},
        at=at,
    )
    adopted.send(sender=PlanDocument, plan_id=plan.pk)
    rows = rows_of(plan)
    content = {field.name: getattr(rows, field.name) for field in fields(PlanRows)}
    return AdoptedPlan(**content, adopted_at=at, adopted_by_label=actor.label, replaced=replaced)


def _supersede(actor: Actor, plan: PlanDocument, at: dt.datetime) -> PlanHead | None:
    if plan.replaces is None:
        return None
    old = locked(plan.replaces)
    if old.status == PlanStatus.ADOPTED:
        old.status = PlanStatus.SUPERSEDED
        old.save(update_fields=["status"])
        audit.record(
            actor=actor,
            action="plans.superseded",
            subject=subject_of(old),
            old={"status": PlanStatus.ADOPTED},
            new={"status": old.status, "by": str(plan.uuid)},
            at=at,
        )
    return head_of(old)
