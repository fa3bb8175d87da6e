"""A reviewed plan becomes a programme, in one transaction: both stand or neither does.

Refuses to change an older programme's rows: a newer version ends the old programme on its day and begins its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from khien.base import audit
from khien.base.access import Actor
from khien.plans import api as plans
from khien.programme import announcements
from khien.programme.models import (
    AssignedUnit,
    Assignment,
    BudgetLine,
    DutyAgency,
    DutyToReport,
    Programme,
    Target,
    Task,
    Theme,
)
from khien.programme.rules import DutyRole, Role, first_day, last_day
from khien.programme.services.target_defining import ensure_definitions
from vanban import fold


def adopt(actor: Actor, plan_uuid: str, *, at: dt.datetime) -> Programme:
    """Make the plan binding and the programme out of it. Raises Missing, Refused, NotUnderReview, CannotAdopt.

    A plan that replaces an adopted one ends that programme today; tasks and targets that go on say so.
    """
    with transaction.atomic():
        plan = plans.adopt_plan(actor, plan_uuid, at=at)
        replaced = _end_replaced(actor, plan, at)
        programme = _begin(plan, replaced, at)
        _make_tasks(programme, plan, _continued(Task, replaced))
        _make_targets(programme, plan, _continued(Target, replaced))
        _make_duties(programme, plan)
        Theme.objects.bulk_create(
            Theme(programme=programme, position=n, path=row.path, text=row.text)
            for n, row in enumerate(plan.themes, start=1)
        )
        BudgetLine.objects.bulk_create(
            BudgetLine(
                programme=programme,
                position=n,
                path=row.path,
                year=row.year,
                source=row.source,
                amount_vnd=row.amount_vnd,
            )
            for n, row in enumerate(plan.budget_lines, start=1)
        )
        ensure_definitions(programme, on=timezone.localdate(at))
        audit.record(
            actor=actor,
            action="programme.begun",
            subject=audit.Subject("programme", str(programme.uuid), str(programme)),
            new={"tasks": len(plan.tasks), "targets": len(plan.targets), "duties": len(plan.duties)},
            at=at,
        )
        announcements.programme_begun(programme.pk, at=at)
    return programme


def _end_replaced(actor: Actor, plan: plans.AdoptedPlan, at: dt.datetime) -> Programme | None:
    if plan.replaced is None:
        return None
    old = Programme.objects.select_for_update().filter(plan_id=plan.replaced.plan_id).first()
    if old is None:
        return None
    old.ended_on = max(timezone.localdate(at), old.begun_on)
    old.save(update_fields=["ended_on"])
    audit.record(
        actor=actor,
        action="programme.ended",
        subject=audit.Subject("programme", str(old.uuid), str(old)),
        new={"ended_on": old.ended_on.isoformat(), "replaced_by_plan": plan.head.uuid},
        at=at,
    )
    return old


def _begin(plan: plans.AdoptedPlan, replaced: Programme | None, at: dt.datetime) -> Programme:
    head = plan.head
    parent = (
        Programme.objects.filter(plan__uuid=head.parent_uuid).first()
        if head.parent_uuid is not None
        else None
    )
    return Programme.objects.create(
        plan_id=head.plan_id,
        unit_id=head.unit_id,
        parent=parent,
        replaces=replaced,
        title=head.title or head.label,
        number=" ".join(part for part in (head.kind, head.number) if part),
        period_from=head.period_from,
        period_to=head.period_to,
        begun_on=timezone.localdate(at),
        stated_total_vnd=head.stated_total_vnd,
    )


def _continued(model: type[Task] | type[Target], replaced: Programme | None) -> dict[str, int]:
    """Folded text → id of what goes on under a newer version. The same words are the same work."""
    if replaced is None:
        return {}
    rows = model.objects.filter(programme=replaced).values_list("text", "id")
    return {_words(text): key for text, key in rows}


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def _make_tasks(programme: Programme, plan: plans.AdoptedPlan, continued: dict[str, int]) -> None:
    tasks = Task.objects.bulk_create(
        [
            _task(programme, n, row, continued.get(_words(row.text)))
            for n, row in enumerate(plan.tasks, start=1)
        ]
    )
    pairs = [
        (Assignment(task=task, role=role, position=n, **_named(agency)), agency)
        for task, row in zip(tasks, plan.tasks, strict=True)
        for role, agencies in ((Role.LEAD, row.leads), (Role.COORDINATING, row.coordinating))
        for n, agency in enumerate(agencies, start=1)
    ]
    made = Assignment.objects.bulk_create([assignment for assignment, _ in pairs])
    AssignedUnit.objects.bulk_create(
        [
            AssignedUnit(assignment=assignment, unit_id=unit_id)
            for assignment, (_, agency) in zip(made, pairs, strict=True)
            for unit_id in dict.fromkeys(agency.unit_ids)
        ],
        batch_size=2000,
    )


def _named(agency: plans.Agency) -> dict[str, str]:
    return {"phrase": agency.phrase, "set_label": agency.label if agency.is_set else ""}


def _task(programme: Programme, position: int, row: plans.TaskRow, continues: int | None) -> Task:
    return Task(
        programme=programme,
        position=position,
        continues_id=continues,
        row_uuid=row.row_uuid,
        path=row.path,
        group=row.group,
        text=row.text,
        products=list(row.products),
        schedule_text=row.schedule_text,
        recurrence=row.recurrence,
        start=row.start,
        end=row.end,
        start_on=first_day(row.start),
        end_on=last_day(row.end),
        amount_vnd=row.amount_vnd,
        money_source=row.money_source,
        note=row.note,
        search_text=_words(" ".join([row.path, row.text, row.group, *_agency_words(row)])),
    )


def _agency_words(row: plans.TaskRow) -> Iterable[str]:
    for agency in (*row.leads, *row.coordinating):
        yield agency.phrase
        yield agency.label


def _make_targets(programme: Programme, plan: plans.AdoptedPlan, continued: dict[str, int]) -> None:
    Target.objects.bulk_create(
        Target(
            programme=programme,
            position=n,
            continues_id=continued.get(_words(row.text)),
            row_uuid=row.row_uuid,
            path=row.path,
            text=row.text,
            comparator=row.comparator,
            value=Decimal(str(row.value)),
            unit_of_measure=row.unit,
            population=row.population,
            deadline=row.deadline,
            deadline_on=last_day(row.deadline),
        )
        for n, row in enumerate(plan.targets, start=1)
    )


def _make_duties(programme: Programme, plan: plans.AdoptedPlan) -> None:
    for position, row in enumerate(plan.duties, start=1):
        duty = DutyToReport.objects.create(
            programme=programme,
            position=position,
            row_uuid=row.row_uuid,
            path=row.path,
            text=row.text,
            frequency=row.frequency,
            due=row.due,
        )
        _name_agencies(duty, DutyRole.SENDER, row.senders)
        _name_agencies(duty, DutyRole.RECIPIENT, row.recipients)


def _name_agencies(duty: DutyToReport, role: DutyRole, agencies: Sequence[plans.Agency]) -> None:
    for agency in agencies:
        named = DutyAgency.objects.create(duty=duty, role=role, **_named(agency))
        named.units.set(agency.unit_ids)
