"""Money given by a decision: a table is looked through first, then taken in whole or not at all.

Refuses to change or remove an allocation: a correction replaces it whole and says why. Refuses to take back more than
was given. The same form sent again is the same table, mended; the same table confirmed twice one decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict
from khien.budget.errors import AllocationReplaced, WrongMoney
from khien.budget.models import Allocation, AllocationBatch, AllocationDecision
from khien.budget.models.allocations import ENTRY_CORRECTION, ENTRY_WITHDRAWAL
from khien.budget.rules.levels import LONGEST_SOURCE
from khien.budget.rules.states import Fault, amount_fault, year_fault
from khien.budget.selectors.allocation_plan import Fate, fates, standing
from khien.programme import api as programme

KEPT = dt.timedelta(days=7)
LONGEST_REASON = 500
BULK = 500


@dataclass(frozen=True, slots=True)
class DecisionHead:
    """The decision. `stored_id`: its file, kept before; `year` and `source` of its rows unless a row names its own
    source."""

    number: str
    decided_on: dt.date
    year: int
    source: str = ""
    title: str = ""
    stored_id: int | None = None
    file_name: str = ""


def look_through(
    actor: Actor,
    programme_id: int,
    head: DecisionHead,
    rows: list[dict[str, Any]],
    *,
    key: str,
    at: dt.datetime,
) -> AllocationBatch:
    """Keep the table until it is confirmed or dropped. Writes no allocation. Raises WrongMoney."""
    wrong: dict[str, Fault] = {}
    if not rows:
        wrong["rows"] = Fault.EMPTY
    if not head.number.strip():
        wrong["number"] = Fault.EMPTY
    if (fault := year_fault(head.year)) is not None:
        wrong["year"] = fault
    if wrong:
        raise WrongMoney(wrong)
    values: dict[str, Any] = {
        "programme_id": programme_id,
        "number": head.number.strip()[:160],
        "decided_on": head.decided_on,
        "title": head.title.strip()[:500],
        "year": head.year,
        "source": head.source.strip()[:LONGEST_SOURCE],
        "stored_id": head.stored_id,
        "file_name": head.file_name[:255],
        "rows": rows,
        "actor_id": actor.id,
        "actor_label": actor.label[:200],
        "uploaded_at": at,
    }
    with transaction.atomic():
        batch, made = AllocationBatch.objects.select_for_update().get_or_create(
            form_key=f"{actor.id}:{key}"[:120], defaults=values
        )
        if not made and batch.state == AllocationBatch.State.WAITING:
            if head.stored_id is None:  # the decision's file came with the first sending
                del values["stored_id"], values["file_name"]
            for name, value in values.items():
                setattr(batch, name, value)
            batch.save()
    return batch


def fates_of(batch: AllocationBatch, *, on: dt.date) -> list[Fate]:
    """Every row's fate as things are now."""
    return fates(
        batch.rows,
        programme_id=batch.programme_id,
        year=batch.year,
        source=batch.source,
        number=batch.number,
        on=on,
    )


def confirm(actor: Actor, batch: AllocationBatch, *, on: dt.date, at: dt.datetime) -> AllocationDecision:
    """Write every row or none. Confirmed twice it is written once. Raises Conflict (errors left, dropped)."""
    with transaction.atomic():
        row = AllocationBatch.objects.select_for_update().get(pk=batch.pk)
        if row.state == AllocationBatch.State.DONE and row.decision is not None:
            return row.decision
        if row.state != AllocationBatch.State.WAITING:
            raise Conflict(_("This table was dropped. Enter it again."))
        _lock_taken_back(row)
        lines = fates_of(row, on=on)
        if not lines or not all(line.clean for line in lines):
            raise Conflict(_("The table still has errors. Mend them and look through it again."))
        decision = _decision_of(actor, row, at)
        made = _write(actor, row, decision, lines, at)
        if (
            any(line.amount_vnd < 0 for line in made)
            and min(standing(row.programme_id, row.year).values()) < 0
        ):
            raise Conflict(
                _("Together the rows take back more than was given. Look through the table again.")
            )
        row.state, row.finished_at, row.rows, row.decision = AllocationBatch.State.DONE, at, [], decision
        row.save()
        audit.record(
            actor=actor,
            action="budget.allocated",
            subject=audit.Subject("allocation_decision", str(decision.uuid), decision.number),
            new={"lines": len(made), "sum_vnd": sum(each.amount_vnd for each in made), "year": row.year},
            at=at,
        )
    return decision


def _decision_of(actor: Actor, row: AllocationBatch, at: dt.datetime) -> AllocationDecision:
    """The decision of that number and day; rows entered later join it."""
    decision, _made = AllocationDecision.objects.get_or_create(
        programme_id=row.programme_id,
        number=row.number,
        decided_on=row.decided_on,
        defaults={
            "form_key": row.form_key,
            "title": row.title,
            "stored_id": row.stored_id,
            "file_name": row.file_name,
            "entered_by_id": actor.id,
            "entered_by": actor.label,
            "entered_at": at,
        },
    )
    return decision


def _write(
    actor: Actor, row: AllocationBatch, decision: AllocationDecision, lines: Iterable[Fate], at: dt.datetime
) -> list[Allocation]:
    return Allocation.objects.bulk_create(
        [
            Allocation(
                decision=decision,
                programme_id=row.programme_id,
                unit_id=line.unit_id,
                task_id=line.task_id,
                year=row.year,
                source=line.source[:LONGEST_SOURCE],
                amount_vnd=line.amount,
                note=line.note[:500],
                entered_by_id=actor.id,
                entered_by=actor.label,
                entered_at=at,
            )
            for line in lines
            if line.unit_id is not None and line.amount is not None
        ],
        batch_size=BULK,
    )


def _lock_taken_back(row: AllocationBatch) -> None:
    """Two tables that take money back wait for each other, so that together they take no more than was given."""
    if any(str(each.get("amount", "")).strip().startswith("-") for each in row.rows):
        _lock_rows(row.programme_id, row.year)


def _lock_rows(programme_id: int, year: int) -> None:
    rows = Allocation.objects.select_for_update().filter(programme_id=programme_id, year=year)
    list(rows.order_by("pk").values_list("pk", flat=True))


def drop(batch: AllocationBatch, *, at: dt.datetime) -> None:
    """Forget the table; nothing was written."""
    AllocationBatch.objects.filter(pk=batch.pk, state=AllocationBatch.State.WAITING).update(
        state=AllocationBatch.State.DROPPED, finished_at=at, rows=[]
    )


def forget_old_tables(*, at: dt.datetime) -> int:
    """Empty tables that nobody confirmed within seven days."""
    old = AllocationBatch.objects.filter(state=AllocationBatch.State.WAITING, uploaded_at__lt=at - KEPT)
    return old.update(state=AllocationBatch.State.DROPPED, finished_at=at, rows=[])


def correct_allocation(
    actor: Actor, allocation: Allocation, change: Mapping[str, Any], *, reason: str, at: dt.datetime
) -> Allocation:
    """Replace an allocation by another: `change` may hold amount_vnd, year, source, level, task_id, note.

    Raises WrongMoney, AllocationReplaced.
    """
    values = {name: change.get(name, getattr(allocation, name)) for name in _CORRECTABLE}
    wrong = {
        "amount": amount_fault(values["amount_vnd"], below_zero=allocation.amount_vnd < 0),
        "year": year_fault(values["year"]),
    }
    task_id = values["task_id"]
    if task_id is not None and programme.task_programmes([task_id]).get(task_id) != allocation.programme_id:
        wrong["task"] = Fault.FOREIGN
    if faults := {name: fault for name, fault in wrong.items() if fault is not None}:
        raise WrongMoney(faults)
    values["source"] = str(values["source"]).strip()[:LONGEST_SOURCE]
    return _replace(actor, allocation, _Entry(ENTRY_CORRECTION, values, reason), at)


def withdraw_allocation(actor: Actor, allocation: Allocation, *, reason: str, at: dt.datetime) -> Allocation:
    """Take an allocation out of force. Raises WrongMoney without a reason, AllocationReplaced."""
    values = {name: getattr(allocation, name) for name in _CORRECTABLE}
    return _replace(actor, allocation, _Entry(ENTRY_WITHDRAWAL, values, reason), at)


_CORRECTABLE = ("amount_vnd", "year", "source", "level", "task_id", "note")


_ACTIONS = {
    ENTRY_CORRECTION: "budget.allocation_corrected",
    ENTRY_WITHDRAWAL: "budget.allocation_withdrawn",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """What replaces an allocation."""

    kind: str
    values: dict[str, Any]
    reason: str


def _replace(actor: Actor, old: Allocation, entry: _Entry, at: dt.datetime) -> Allocation:
    reason = entry.reason.strip()[:LONGEST_REASON]
    if not reason:
        raise WrongMoney({"reason": Fault.REASON})
    try:
        with transaction.atomic():
            _lock_rows(old.programme_id, old.year)
            if old.entry == ENTRY_WITHDRAWAL or Allocation.objects.filter(replaces=old).exists():
                raise AllocationReplaced
            made = Allocation.objects.create(
                entry=entry.kind,
                replaces=old,
                reason=reason,
                decision_id=old.decision_id,
                programme_id=old.programme_id,
                unit_id=old.unit_id,
                entered_by_id=actor.id,
                entered_by=actor.label,
                entered_at=at,
                **entry.values,
            )
            _check_not_below_zero(old)
            audit.record(
                actor=actor,
                action=_ACTIONS[entry.kind],
                subject=audit.Subject("allocation", str(made.uuid), old.decision.number),
                old={name: getattr(old, name) for name in _CORRECTABLE},
                new=entry.values | {"reason": reason},
                at=at,
            )
    except IntegrityError as error:  # two corrections at once: the database keeps one
        raise AllocationReplaced from error
    return made


def _check_not_below_zero(old: Allocation) -> None:
    standing = Allocation.objects.in_force().filter(
        programme_id=old.programme_id, unit_id=old.unit_id, year=old.year, source=old.source
    )
    if (standing.aggregate(n=Sum("amount_vnd"))["n"] or 0) < 0:
        raise WrongMoney({"amount": Fault.BELOW_ZERO})
