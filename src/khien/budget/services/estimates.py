"""Estimates: written, submitted, answered. Every move is a step that stays; a decision is opened again with a reason.

Refuses a move that its state does not allow and an answer to what somebody has changed meanwhile. A form or a button
sent twice acts once. Who may do what is decided before (`access`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.budget.errors import EstimateMoved, WrongMoney
from khien.budget.models import Estimate, EstimateStep
from khien.budget.rules.levels import LONGEST_SOURCE
from khien.budget.rules.states import (
    DECIDED,
    EDITABLE,
    GRANTED,
    OUTCOME,
    WITHDRAWABLE,
    Decision,
    EstimateState,
    Fault,
    amount_fault,
    needs_remark,
    year_fault,
)
from khien.programme import api as programme
from vanban import money_in_words

LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class NewEstimate:
    """What a unit asks for. `level` "" = as the source's words say."""

    unit_id: int
    year: int
    source: str
    amount_vnd: int
    basis: str
    task_id: int | None = None
    level: str = ""


def write_estimate(
    actor: Actor, programme_id: int, new: NewEstimate, *, key: str, at: dt.datetime
) -> Estimate:
    """A draft. The same key comes back as the same estimate, changed when the words are others.

    Raises WrongMoney, EstimateMoved (it was submitted meanwhile).
    """
    _check(programme_id, new)
    with transaction.atomic():
        estimate, made = Estimate.objects.get_or_create(
            form_key=f"{actor.id}:{key}"[:120],
            defaults={
                "programme_id": programme_id,
                **_values(new),
                "written_by_id": actor.id,
                "written_by": actor.label,
                "written_at": at,
            },
        )
        if made:
            _step(actor, estimate, new.amount_vnd, "", at)
            _audit(actor, "budget.estimate_written", estimate, at, new=_values(new))
    if not made and any(getattr(estimate, name) != value for name, value in _values(new).items()):
        # the same form, changed and sent again: nothing typed is lost
        return change_estimate(actor, estimate, new, revision=estimate.revision, at=at)
    return estimate


def change_estimate(
    actor: Actor, estimate: Estimate, new: NewEstimate, *, revision: int, at: dt.datetime
) -> Estimate:
    """Other words and sums while it is with the unit. Raises WrongMoney, EstimateMoved."""
    _check(estimate.programme_id, new)
    with transaction.atomic():
        row = _locked(estimate, revision, EDITABLE)
        old = {name: getattr(row, name) for name in _values(new)}
        for name, value in _values(new).items():
            setattr(row, name, value)
        row.written_by_id, row.written_by, row.written_at = actor.id, actor.label, at
        _save(row)
        _audit(actor, "budget.estimate_written", row, at, old=old, new=_values(new))
    return row


def submit_estimate(actor: Actor, estimate: Estimate, *, revision: int, at: dt.datetime) -> Estimate:
    """To whoever answers. Pressed twice it is submitted once. Raises EstimateMoved."""
    with transaction.atomic():
        row = Estimate.objects.select_for_update().get(pk=estimate.pk)
        if row.state == EstimateState.REQUESTED and row.revision == revision + 1:
            return row
        _guard(row, revision, EDITABLE)
        row.state, row.requested_at = EstimateState.REQUESTED.value, at
        _save(row)
        _step(actor, row, row.amount_vnd, "", at)
        _audit(actor, "budget.estimate_submitted", row, at, new={"amount_vnd": row.amount_vnd})
    return row


def withdraw_estimate(actor: Actor, estimate: Estimate, *, revision: int, at: dt.datetime) -> Estimate:
    """The unit takes it back for good, before it is decided. Raises EstimateMoved."""
    with transaction.atomic():
        row = Estimate.objects.select_for_update().get(pk=estimate.pk)
        if row.state == EstimateState.WITHDRAWN:
            return row
        _guard(row, revision, WITHDRAWABLE)
        row.state = EstimateState.WITHDRAWN.value
        _save(row)
        _step(actor, row, row.amount_vnd, "", at)
        _audit(actor, "budget.estimate_withdrawn", row, at)
    return row


def decide_estimate(
    actor: Actor,
    estimate: Estimate,
    decision: Decision,
    *,
    granted_vnd: int | None = None,
    remark: str = "",
    revision: int,
    at: dt.datetime,
) -> Estimate:
    """Answer what was asked. `granted_vnd` is needed for CHANGE. Raises WrongMoney (a no without its reason, a sum
    that cannot be), EstimateMoved."""
    remark = remark.strip()[:LONGEST_TEXT]
    _check_answer(decision, granted_vnd, remark)
    with transaction.atomic():
        row = Estimate.objects.select_for_update().get(pk=estimate.pk)
        granted = granted_vnd if decision is Decision.CHANGE else row.amount_vnd
        same = decision is Decision.CHANGE and granted == row.amount_vnd  # another sum that is no other
        outcome = OUTCOME[Decision.APPROVE if same else decision]
        if row.state == outcome and row.revision == revision + 1 and row.decided_by == actor.label:
            return row
        _guard(row, revision, frozenset({EstimateState.REQUESTED}))
        row.state, row.remark = outcome.value, remark
        row.granted_vnd = granted if outcome in GRANTED else None
        row.decided_by, row.decided_at = actor.label, at
        _save(row)
        _step(actor, row, row.granted_vnd or row.amount_vnd, remark, at)
        answer = {"state": row.state, "granted_vnd": row.granted_vnd, "remark": remark}
        _audit(actor, "budget.estimate_decided", row, at, new=answer)
    return row


def reopen_estimate(
    actor: Actor, estimate: Estimate, *, reason: str, revision: int, at: dt.datetime
) -> Estimate:
    """Take a decision back: it waits for an answer again. Raises WrongMoney without a reason, EstimateMoved."""
    reason = reason.strip()[:LONGEST_TEXT]
    if not reason:
        raise WrongMoney({"remark": Fault.REASON})
    with transaction.atomic():
        row = _locked(estimate, revision, DECIDED)
        old = {"state": row.state, "granted_vnd": row.granted_vnd}
        row.state, row.granted_vnd, row.remark = EstimateState.REQUESTED.value, None, reason
        _save(row)
        _step(actor, row, row.amount_vnd, reason, at)
        _audit(actor, "budget.estimate_reopened", row, at, old=old, new={"reason": reason})
    return row


def _check(programme_id: int, new: NewEstimate) -> None:
    faults = {
        "amount": amount_fault(new.amount_vnd),
        "year": year_fault(new.year),
        "basis": None if new.basis.strip() else Fault.EMPTY,
    }
    if new.task_id is not None and programme.task_programmes([new.task_id]).get(new.task_id) != programme_id:
        faults["task"] = Fault.FOREIGN
    if wrong := {name: fault for name, fault in faults.items() if fault is not None}:
        raise WrongMoney(wrong)


def _check_answer(decision: Decision, granted: int | None, remark: str) -> None:
    wrong = {}
    if decision is Decision.CHANGE and (fault := amount_fault(granted)) is not None:
        wrong["granted"] = fault
    if needs_remark(decision) and not remark:
        wrong["remark"] = Fault.REASON
    if wrong:
        raise WrongMoney(wrong)


def _values(new: NewEstimate) -> dict[str, object]:
    values = asdict(new)
    values["source"] = new.source.strip()[:LONGEST_SOURCE]
    values["basis"] = new.basis.strip()[:LONGEST_TEXT]
    return values


def _locked(estimate: Estimate, revision: int, states: frozenset[EstimateState]) -> Estimate:
    row = Estimate.objects.select_for_update().get(pk=estimate.pk)
    _guard(row, revision, states)
    return row


def _guard(row: Estimate, revision: int, states: frozenset[EstimateState]) -> None:
    if row.revision != revision or row.state not in states:
        raise EstimateMoved


def _save(row: Estimate) -> None:
    row.revision += 1
    row.save()


def _step(actor: Actor, row: Estimate, amount: int, remark: str, at: dt.datetime) -> None:
    EstimateStep.objects.create(
        estimate=row, state=row.state, amount_vnd=amount, remark=remark, by=actor.label, at=at
    )


def _audit(
    actor: Actor,
    action: str,
    row: Estimate,
    at: dt.datetime,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> None:
    subject = audit.Subject("estimate", str(row.uuid), money_in_words(row.amount_vnd))
    audit.record(actor=actor, action=action, subject=subject, old=old, new=new, at=at)
