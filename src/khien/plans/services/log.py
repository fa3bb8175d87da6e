"""The append-only log of edits: every change of rows goes through here, so that every change can be taken back.

Refuses to delete: a row that undo takes away is only no longer `alive`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict, Missing
from khien.plans.errors import NotUnderReview
from khien.plans.models import PlanDocument, PlanEdit, PlanFinding, PlanRow, RowAgency
from khien.plans.rules import history
from khien.plans.rules.kinds import can_edit

State = dict[str, Any]

_ROW = ("position", "path", "data", "decision", "alive")
_AGENCY = (
    "role",
    "ordinal",
    "phrase",
    "state",
    "meaning",
    "unit_ids",
    "set_rule",
    "label",
    "today_label",
    "score",
    "reason",
    "alternatives",
)
FINDING = "finding:"


def locked(plan: PlanDocument) -> PlanDocument:
    """The plan's row, locked until the transaction ends: edits of one plan queue here."""
    return PlanDocument.objects.select_for_update().get(pk=plan.pk)


def locked_for_edit(plan: PlanDocument) -> PlanDocument:
    fresh = locked(plan)
    if not can_edit(fresh.status):
        raise NotUnderReview
    return fresh


def subject_of(plan: PlanDocument) -> audit.Subject:
    return audit.Subject(kind="plan", id=str(plan.uuid), label=plan.label)


def state_of(row: PlanRow) -> State:
    """All that an edit may change, agencies included."""
    return states_of([row])[str(row.uuid)]


def states_of(rows: Sequence[PlanRow]) -> dict[str, State]:
    """The states of many rows by uuid, in one query."""
    held: dict[int, list[State]] = {row.pk: [] for row in rows}
    for item in RowAgency.objects.filter(row__in=rows).order_by("row", "role", "ordinal"):
        held[item.row_id].append({name: getattr(item, name) for name in _AGENCY})
    return {
        str(row.uuid): {**{name: getattr(row, name) for name in _ROW}, "agencies": held[row.pk]}
        for row in rows
    }


def finding_state(finding: PlanFinding) -> State:
    return {"state": finding.state, "remark": finding.remark}


def write_down(
    plan: PlanDocument,
    *,
    actor: Actor,
    action: str,
    subject: str,
    before: dict[str, State | None],
    after: dict[str, State | None],
    at: dt.datetime,
    target: int | None = None,
) -> PlanEdit:
    """Add the edit to the log and to the audit. `plan` must be locked by the caller's transaction."""
    plan.last_edit += 1
    plan.save(update_fields=["last_edit"])
    edit = PlanEdit.objects.create(
        plan=plan,
        number=plan.last_edit,
        action=action,
        target=target,
        subject=subject[:300],
        before=before,
        after=after,
        at=at,
        actor_id=actor.id,
        actor_label=actor.label,
    )
    audit.record(
        actor=actor,
        action=f"plans.row_{action}",
        subject=subject_of(plan),
        old={"edit": plan.last_edit - 1},
        new={"edit": plan.last_edit, "subject": subject[:300], "items": sorted(after)},
        at=at,
    )
    return edit


def steps_of(plan: PlanDocument) -> list[history.Step]:
    rows = PlanEdit.objects.filter(plan=plan).order_by("number").values_list("number", "action", "target")
    return [history.Step(*row) for row in rows]


@transaction.atomic
def undo(actor: Actor, plan: PlanDocument, *, expected: int, at: dt.datetime) -> PlanEdit:
    """Take back edit `expected`. Raises Conflict when another edit came after it, Missing when there is none."""
    plan = locked_for_edit(plan)
    edit = _meant(plan, history.cursor(steps_of(plan)).undo, expected)
    _put_back(plan, edit.before)
    return write_down(
        plan,
        actor=actor,
        action=history.UNDO,
        subject=edit.subject,
        before=edit.after,
        after=edit.before,
        at=at,
        target=edit.number,
    )


@transaction.atomic
def redo(actor: Actor, plan: PlanDocument, *, expected: int, at: dt.datetime) -> PlanEdit:
    """Bring edit `expected` back. Raises like `undo`."""
    plan = locked_for_edit(plan)
    edit = _meant(plan, history.cursor(steps_of(plan)).redo, expected)
    _put_back(plan, edit.after)
    return write_down(
        plan,
        actor=actor,
        action=history.REDO,
        subject=edit.subject,
        before=edit.before,
        after=edit.after,
        at=at,
        target=edit.number,
    )


def _meant(plan: PlanDocument, number: int | None, expected: int) -> PlanEdit:
    if number is None:
        raise Missing(_("There is nothing to take back."))
    if number != expected:
        raise Conflict(
            _("Somebody made another change after it. Look at the newest change first, then take it back."),
            code="changed-meanwhile",
        )
    return PlanEdit.objects.get(plan=plan, number=number)


def _put_back(plan: PlanDocument, states: dict[str, State | None]) -> None:
    findings = {name.removeprefix(FINDING): s for name, s in states.items() if name.startswith(FINDING)}
    for finding in PlanFinding.objects.filter(plan=plan, uuid__in=list(findings)):
        state = findings[str(finding.uuid)] or {}
        finding.state, finding.remark = state["state"], state["remark"]
        finding.save(update_fields=["state", "remark"])
    uuids = [UUID(name) for name in states if not name.startswith(FINDING)]
    _put_rows_back(list(PlanRow.objects.filter(plan=plan, uuid__in=uuids)), states)


def _put_rows_back(rows: list[PlanRow], states: dict[str, State | None]) -> None:
    """Give the rows the states they had (None = was not there); agencies are touched only where they differ."""
    now = states_of(rows)
    for row in rows:
        state = states[str(row.uuid)]
        row.revision += 1
        row.alive = state is not None
        for name in _ROW if state else ():
            setattr(row, name, state[name])  # type: ignore[index]
        if state and state["agencies"] != now[str(row.uuid)]["agencies"]:
            replace_agencies(row, state["agencies"])
    PlanRow.objects.bulk_update(rows, [*_ROW, "revision"])


def replace_agencies(row: PlanRow, agencies: Iterable[State]) -> None:
    RowAgency.objects.filter(row=row).delete()
    RowAgency.objects.bulk_create(RowAgency(row=row, **item) for item in agencies)
