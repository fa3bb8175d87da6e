"""Keep one of two tasks that tell the same work: the annex's row stays, the body's is dropped and can come back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import ngettext

from khien.base.access import Actor
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import Decision
from khien.plans.selectors.twins import twins_of
from khien.plans.services.log import State, locked_for_edit, states_of, write_down


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
