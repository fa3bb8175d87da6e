"""Lists of plans, a plan's relatives and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from khien.plans import wording
from khien.plans.models import PlanDocument, PlanEdit, PlanQuerySet, PlanRow
from khien.plans.rules.kinds import Decision, PlanStatus, RowKind


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list. `year` is the year of issue, or of the upload where it is unknown."""

    uuid: str
    label: str
    title: str
    unit_name: str
    status: str
    status_label: object
    tone: str
    issued_on: str
    year: int
    period: str
    tasks: int
    uploaded_at: dt.datetime
    uploaded_by: str


def lines_of(plans: PlanQuerySet) -> list[PlanLine]:
    """Two queries for any number of plans."""
    found = list(plans.select_related("unit"))
    living = PlanRow.objects.filter(plan__in=found, kind=RowKind.TASK, alive=True)
    counts = dict(
        living.exclude(decision=Decision.DROPPED)
        .order_by()
        .values_list("plan_id")
        .annotate(Count("id"))
        .values_list("plan_id", "id__count")
    )
    return [_line(plan, counts.get(plan.pk, 0)) for plan in found]


def _line(plan: PlanDocument, tasks: int) -> PlanLine:
    return PlanLine(
        uuid=str(plan.uuid),
        label=plan.label,
        title=plan.title,
        unit_name=plan.unit.name if plan.unit else "",
        status=plan.status,
        status_label=wording.STATUS[plan.status],
        tone=wording.STATUS_TONE[plan.status],
        issued_on=plan.issued_on,
        year=int(plan.issued_on[:4]) if plan.issued_on else plan.uploaded_at.year,
        period=period_text(plan.period_from, plan.period_to),
        tasks=tasks,
        uploaded_at=plan.uploaded_at,
        uploaded_by=plan.uploaded_by_label,
    )


def period_text(first: int | None, last: int | None) -> str:
    """ "2021–2025", "2024", ""."""
    years = [str(year) for year in dict.fromkeys((first, last)) if year]
    return "–".join(years)


def years_of(lines: Iterable[PlanLine]) -> list[int]:
    return sorted({line.year for line in lines}, reverse=True)


@dataclass(frozen=True, slots=True)
class Relatives:
    """Who stands around a plan; only those the reader may open are given to it."""

    parent: PlanLine | None
    children: tuple[PlanLine, ...]
    older: PlanLine | None
    newer: tuple[PlanLine, ...]


def relatives_of(plan: PlanDocument, visible: PlanQuerySet) -> Relatives:
    ids = Q(pk=plan.parent_id) | Q(pk=plan.replaces_id) | Q(parent=plan) | Q(replaces=plan)
    near = list(visible.filter(ids).select_related("unit").exclude(status=PlanStatus.WITHDRAWN))
    lines = {item.pk: _line(item, 0) for item in near}
    return Relatives(
        parent=lines.get(plan.parent_id or 0),
        children=tuple(lines[item.pk] for item in near if item.parent_id == plan.pk),
        older=lines.get(plan.replaces_id or 0),
        newer=tuple(lines[item.pk] for item in near if item.replaces_id == plan.pk),
    )


@dataclass(frozen=True, slots=True)
class EditLine:
    """A line of the history: who did what to which row, when."""

    number: int
    at: dt.datetime
    actor_label: str
    action_label: object
    subject: str


def history_of(plan: PlanDocument, *, limit: int = 500) -> list[EditLine]:
    """The newest first; before and after are not loaded."""
    edits = PlanEdit.objects.filter(plan=plan).defer("before", "after").order_by("-number")[:limit]
    return [
        EditLine(edit.number, edit.at, edit.actor_label, wording.ACTION[edit.action], edit.subject)
        for edit in edits
    ]


def last_edit_of(row: PlanRow) -> EditLine | None:
    """Who changed this row last, and when."""
    edit = (
        PlanEdit.objects.filter(plan_id=row.plan_id, after__has_key=str(row.uuid))
        .defer("before", "after")
        .order_by("-number")
        .first()
    )
    if edit is None:
        return None
    return EditLine(edit.number, edit.at, edit.actor_label, wording.ACTION[edit.action], edit.subject)
