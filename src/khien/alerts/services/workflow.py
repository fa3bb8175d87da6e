"""Draft → waiting → two approvals → sent. One approval in an emergency, with a reason everybody reads.

The last approval sends at once: no holding back, because seconds count; what was sent wrongly is cancelled or updated,
which goes the same way as fast. Refuses an approval of a text that changed after its page was opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from khien.alerts.errors import (
    ApprovedAlready,
    ChangedMeanwhile,
    Frozen,
    NoReason,
    NotNow,
    NotReady,
    OwnText,
)
from khien.alerts.models import Alert
from khien.alerts.rules.life import Act, Refusal, approval
from khien.alerts.rules.vocabulary import State
from khien.alerts.selectors.drafts import deeds_of, faults
from khien.alerts.services.acts import write_down
from khien.alerts.services.issuing import issue
from khien.alerts.wording import FAULT_WORDS
from khien.base.access import Actor
from khien.base.errors import KhienError

REFUSALS: dict[Refusal, Callable[[], KhienError]] = {
    Refusal.NOT_WAITING: NotNow,
    Refusal.CHANGED: ChangedMeanwhile,
    Refusal.WRITER: OwnText,
    Refusal.TWICE: ApprovedAlready,
    Refusal.REASON: NoReason,
}


def submit(actor: Actor, alert: Alert, *, note: str = "", at: dt.datetime) -> Alert:
    """Ask for approval. Raises NotReady with what is missing, Frozen, NotNow."""
    with transaction.atomic():
        held = _held(alert, State.DRAFT)
        _check_ready(held, at=at)
        held.state = State.WAITING
        held.changed_at = at
        held.save(update_fields=["state", "changed_at"])
        write_down(actor, held, Act.SUBMITTED, at=at, note=note)
    return held


def take_back(actor: Actor, alert: Alert, *, at: dt.datetime) -> Alert:
    """The writer writes on; approvals given so far are void. Raises Frozen, NotNow."""
    return _back(actor, alert, Act.TAKEN_BACK, note="", at=at)


def send_back(actor: Actor, alert: Alert, *, note: str, at: dt.datetime) -> Alert:
    """With what to mend. Raises NoReason, Frozen, NotNow."""
    if not note.strip():
        raise NoReason
    return _back(actor, alert, Act.RETURNED, note=note.strip(), at=at)


def approve(
    actor: Actor,
    alert: Alert,
    *,
    revision: int,
    emergency: bool = False,
    reason: str = "",
    note: str = "",
    announce: bool = True,
    at: dt.datetime,
) -> Alert:
    """One approval; with the second, or in an emergency with the first, the alert is sent in the same transaction.

    `announce` False: a demo's past, which no channel may carry today. Raises NotNow, ChangedMeanwhile, OwnText, ApprovedAlready, NoReason, NotReady.
    """
    with transaction.atomic():
        held = Alert.objects.select_for_update().get(pk=alert.pk)
        verdict = approval(
            actor.id,
            state=held.state,
            revision=held.revision,
            read_revision=revision,
            writers=held.writer_ids,
            deeds=deeds_of(held),
            emergency=emergency,
            reason=reason,
        )
        if verdict.refused is not None:
            raise REFUSALS[verdict.refused]()
        _check_ready(held, at=at)
        said = reason.strip() if emergency else note.strip()
        write_down(actor, held, Act.APPROVED, at=at, note=said, emergency=emergency)
        if verdict.issues:
            issue(actor, held, announce=announce, at=at)
    return held


def _back(actor: Actor, alert: Alert, act: Act, *, note: str, at: dt.datetime) -> Alert:
    with transaction.atomic():
        held = _held(alert, State.WAITING)
        held.state = State.DRAFT
        held.changed_at = at
        held.save(update_fields=["state", "changed_at"])
        write_down(actor, held, act, at=at, note=note)
    return held


def _held(alert: Alert, state: State) -> Alert:
    held = Alert.objects.select_for_update().get(pk=alert.pk)
    if held.frozen:
        raise Frozen
    if held.state != state:
        raise NotNow
    return held


def _check_ready(alert: Alert, *, at: dt.datetime) -> None:
    found = faults(alert, at=at)
    if found:
        raise NotReady([FAULT_WORDS[fault] for fault in found])
