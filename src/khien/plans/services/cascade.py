"""Keeps what is said of a unit's plan beside the plan it carries out.

The rules' verdicts are written when a plan is adopted (by a job), and again when its parent gets a newer version; a
person's verdict stands until she takes it back. Refuses to change any row of either plan.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.errors import Missing
from khien.plans.errors import ChangedMeanwhile
from khien.plans.models import CascadeVerdict, PlanDocument, PlanRow
from khien.plans.rules.cascade import Part, Verdict
from khien.plans.rules.drafts import fold
from khien.plans.selectors.cascade import Computed, Given, computed, family_of, given_by, version_in_force
from khien.plans.selectors.content import rows_of
from khien.plans.services.log import locked, subject_of

KEPT = ("hand", "remark", "said_by_id", "said_by_label", "said_at")


def align_plan(plan_id: int, *, at: dt.datetime, given: Given | None = None) -> int:
    """Write the rules' verdicts of one unit's plan against the parent's version in force; how many tasks there are.
    Run again, it writes the same. `given` must be of that very version."""
    with transaction.atomic():
        plan = PlanDocument.objects.select_for_update().filter(pk=plan_id).first()
        if plan is None or plan.unit_id is None or plan.parent_id is None:
            return 0
        parent = version_in_force(PlanDocument.objects.get(pk=plan.parent_id))
        given = given or given_by(parent, on=timezone.localdate(at))
        found = computed(rows_of(plan), plan.unit_id, given)
        _write_rows(plan, parent, found)
        counts = {v.value: sum(row.alignment.verdict is v for row in found) for v in Verdict}
        audit.record(
            actor=SYSTEM,
            action="plans.aligned",
            subject=subject_of(plan),
            new={"parent": str(parent.uuid), **counts},
            at=at,
        )
    return len(found)


def align_children(parent_id: int, *, at: dt.datetime) -> int:
    """All plans that carry out this plan or a version it replaces; how many."""
    parent = version_in_force(PlanDocument.objects.get(pk=parent_id))
    given = given_by(parent, on=timezone.localdate(at))
    children = PlanDocument.objects.filter(
        parent_id__in=family_of(parent), unit__isnull=False, adopted_at__isnull=False
    )
    for plan_id in children.values_list("pk", flat=True):
        align_plan(plan_id, at=at, given=given)
    return len(children)


def _write_rows(plan: PlanDocument, parent: PlanDocument, found: list[Computed]) -> None:
    task_ids = {row.task.row_id for row in found}
    held = {v.parent_row_id: v for v in CascadeVerdict.objects.filter(plan=plan, parent_row__plan=parent)}
    CascadeVerdict.objects.filter(plan=plan, parent_row__plan=parent, hand="").exclude(
        parent_row_id__in=task_ids
    ).delete()
    spoken = _spoken_of_older(plan, parent)
    fresh, stale = [], []
    for row in found:
        verdict = held.get(row.task.row_id)
        if verdict is None:
            verdict = CascadeVerdict(plan=plan, parent_row_id=row.task.row_id)
            older = spoken.get(fold(row.task.text))
            for name in KEPT if older else ():
                setattr(verdict, name, getattr(older, name))
            fresh.append(verdict)
        else:
            stale.append(verdict)
        _say(verdict, part=row.part, computed=row.alignment.verdict, share=row.alignment.share)
    CascadeVerdict.objects.bulk_create(fresh)
    CascadeVerdict.objects.bulk_update(stale, ["part", "computed", "share", "verdict"])


def _spoken_of_older(plan: PlanDocument, parent: PlanDocument) -> dict[str, CascadeVerdict]:
    """What a person said of the same task of an older version, by the task's words: it goes on counting."""
    older = CascadeVerdict.objects.filter(plan=plan).exclude(parent_row__plan=parent).exclude(hand="")
    return {fold(v.parent_row.typed.text): v for v in older.select_related("parent_row").order_by("pk")}


def _say(verdict: CascadeVerdict, *, part: Part, computed: Verdict, share: float) -> None:
    verdict.part, verdict.computed, verdict.share = part.value, computed.value, round(share, 4)
    verdict.verdict = verdict.hand or verdict.computed


@transaction.atomic
def say_verdict(
    actor: Actor,
    plan: PlanDocument,
    task: PlanRow,
    *,
    verdict: Verdict | None,
    remark: str,
    revision: int,
    at: dt.datetime,
) -> CascadeVerdict:
    """A person says how a task is taken up; None takes it back, and the rules' word counts again.

    Raises Missing (not a task of the unit), ChangedMeanwhile.
    """
    plan = locked(plan)
    given = given_by(task.plan, on=timezone.localdate(at))
    row = next((r for r in computed(rows_of(plan), plan.unit_id, given) if r.task.row_id == task.pk), None)
    if row is None:
        raise Missing
    said = CascadeVerdict.objects.filter(plan=plan, parent_row=task).first()
    said = said or CascadeVerdict(plan=plan, parent_row=task, revision=0)
    if said.revision != revision:
        theirs = {"verdict": said.hand, "remark": said.remark, "by": said.said_by_label}
        raise ChangedMeanwhile(theirs=theirs, revision=said.revision)
    old = {"verdict": said.hand, "remark": said.remark}
    said.hand, said.remark = (verdict.value if verdict else ""), remark[:500] if verdict else ""
    said.said_by_id, said.said_by_label, said.said_at = actor.id, actor.label, at
    said.revision += 1
    _say(said, part=row.part, computed=row.alignment.verdict, share=row.alignment.share)
    said.save()
    audit.record(
        actor=actor,
        action="plans.verdict_said",
        subject=subject_of(plan),
        old=old,
        new={"task": task.path, "verdict": said.hand, "remark": said.remark},
        at=at,
    )
    return said


@transaction.atomic
def take_parent(actor: Actor, plan: PlanDocument, parent: PlanDocument, *, at: dt.datetime) -> PlanDocument:
    """Say under which plan a unit's plan stands, where nobody has said so yet. Once said, settings change it."""
    plan = locked(plan)
    if plan.parent_id is None:
        plan.parent = parent
        plan.save(update_fields=["parent"])
        audit.record(
            actor=actor,
            action="plans.settings_changed",
            subject=subject_of(plan),
            old={"parent": None},
            new={"parent": str(parent.uuid)},
            at=at,
        )
    return plan
