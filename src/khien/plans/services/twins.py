"""Keep one of two tasks that tell the same work: the annex's row stays, the body's is dropped and can come back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import ngettext

from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import Decision, RowKind
from khien.plans.rules.twins import Told, Twin, twins
from khien.plans.services.log import State, locked_for_edit, states_of, write_down


def twins_of(plan: PlanDocument) -> tuple[Twin, ...]:
    """Pairs of row uuids (body, table) among the tasks that are not dropped."""
    rows = PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True).exclude(decision=Decision.DROPPED)
    return twins(
        Told(str(row.uuid), str(row.data.get("text", "")), str(row.data.get("source", ""))) for row in rows
    )


@transaction.atomic
def drop_twins(actor: Actor, plan: PlanDocument, *, at: dt.datetime) -> list[PlanRow]:
    """Drop every body task that stands in the annex too, in one step that one undo takes back."""
    plan = locked_for_edit(plan)
    wanted = [twin.body for twin in twins_of(plan)]
    rows = list(PlanRow.objects.select_for_update().filter(plan=plan, uuid__in=wanted))
    if not rows:
        return []
    before: dict[str, State | None] = {**states_of(rows)}
    for row in rows:
        row.decision = Decision.DROPPED
        row.revision += 1
    PlanRow.objects.bulk_update(rows, ["decision", "revision"])
    after: dict[str, State | None] = {**states_of(rows)}
    subject = ngettext("%(n)d task told twice", "%(n)d tasks told twice", len(rows)) % {"n": len(rows)}
    write_down(plan, actor=actor, action="drop", subject=subject, before=before, after=after, at=at)
    return rows
