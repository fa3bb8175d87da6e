"""More time for an item: its unit asks, whoever leads the programme grants or refuses. The plan's own day stays told.

Refuses to shorten: a day before the one that holds is no extension.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.work.errors import AnsweredAlready, Invalid
from khien.work.models import ExtensionRequest, WorkItem
from khien.work.rules import CLOSED, RequestState
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.taking import changed, subject, taken

LONGEST = 2000
FARTHEST = dt.timedelta(days=5 * 366)


def ask_for_time(
    actor: Actor, item: WorkItem, *, until: dt.date, reason: str, seen: int | None, at: dt.datetime
) -> ExtensionRequest:
    """The same request again is the same one. Raises Invalid, ChangedMeanwhile, NoLongerOpen."""
    reason = reason.strip()
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        waiting = ExtensionRequest.objects.filter(item=mine, state=RequestState.ASKED).first()
        if waiting is not None and (waiting.until, waiting.reason) == (until, reason):
            return waiting
        _check(mine, until, reason, waiting, timezone.localdate(at))
        made = ExtensionRequest.objects.create(
            item=mine,
            until=until,
            reason=reason,
            asked_by_id=actor.id,
            asked_by=actor.label,
            asked_at=at,
        )
        new = {"until": until, "reason": reason}
        audit.record(actor=actor, action="work.more_time_asked", subject=subject(mine), new=new, at=at)
    return made


def decide_request(
    actor: Actor, asked: ExtensionRequest, *, grant: bool, answer: str, at: dt.datetime
) -> None:
    """Grant or refuse; refusing says why. Deciding the same again is no error. Raises Invalid, AnsweredAlready,
    NoLongerOpen."""
    answer = answer.strip()
    if not grant and not answer:
        raise Invalid({"answer": _("Say why.")})
    wanted = RequestState.GRANTED if grant else RequestState.REFUSED
    with transaction.atomic():
        mine = taken(asked.item_id)
        now = ExtensionRequest.objects.select_for_update().get(pk=asked.pk)
        if now.state == wanted:
            return
        if now.state != RequestState.ASKED:
            raise AnsweredAlready
        now.state, now.decided_by, now.decided_at, now.answer = wanted.value, actor.label, at, answer
        now.save(update_fields=["state", "decided_by", "decided_at", "answer"])
        if grant and (mine.due_on is None or now.until > mine.due_on):
            mine.due_on = now.until
            changed(mine, "due_on")
        audit.record(
            actor=actor,
            action="work.more_time_decided",
            subject=subject(mine),
            new={"state": wanted.value, "until": now.until, "answer": answer},
            at=at,
        )
    refresh_tasks([mine.task_id], on=timezone.localdate(at), unit_ids=[mine.unit_id])


def withdraw_request(actor: Actor, asked: ExtensionRequest, *, at: dt.datetime) -> None:
    """Raises AnsweredAlready."""
    with transaction.atomic():
        now = (
            ExtensionRequest.objects.select_for_update(of=("self",))
            .select_related("item__task")
            .get(pk=asked.pk)
        )
        if now.state == RequestState.WITHDRAWN:
            return
        if now.state != RequestState.ASKED:
            raise AnsweredAlready
        now.state, now.decided_by, now.decided_at = RequestState.WITHDRAWN.value, actor.label, at
        now.save(update_fields=["state", "decided_by", "decided_at"])
        new = {"state": RequestState.WITHDRAWN.value}
        audit.record(actor=actor, action="work.more_time_decided", subject=subject(now.item), new=new, at=at)


def _check(
    item: WorkItem, until: dt.date, reason: str, waiting: ExtensionRequest | None, today: dt.date
) -> None:
    wrong: dict[str, object] = {}
    if not reason or len(reason) > LONGEST:
        wrong["reason"] = _("This is too long.") if reason else _("Say why.")
    if item.due_on is None:
        wrong["until"] = _("This task has no due day, so there is nothing to put off.")
    elif until <= item.due_on:
        wrong["until"] = _("The new day must be later than the one that holds.")
    if until < today:
        wrong["until"] = _("This day has passed.")
    if until > today + FARTHEST:
        wrong["until"] = _("This day is too far away.")
    if item.parent is not None and item.parent.due_on and until > item.parent.due_on:
        wrong["until"] = _("A part is due no later than the whole.")
    if item.state in CLOSED:
        wrong["until"] = _("This task is done. It needs no more time.")
    if waiting is not None:
        wrong["until"] = _("A request waits already. Take it back first.")
    if wrong:
        raise Invalid(wrong)


__all__ = ["ask_for_time", "decide_request", "withdraw_request"]
