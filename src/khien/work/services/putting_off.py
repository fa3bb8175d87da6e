"""The one who decides puts off a due day of her own accord. Told beside the item like a request that was granted.

Refuses to bring a day forward, and to hide what the plan said: `first_due_on` stays.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.work.errors import Invalid
from khien.work.models import ExtensionRequest, WorkItem
from khien.work.rules import CLOSED, RequestState
from khien.work.services.extending import FARTHEST, LONGEST
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.taking import changed, subject, taken


def put_off(
    actor: Actor, item: WorkItem, *, until: dt.date, reason: str, seen: int | None, at: dt.datetime
) -> None:
    """A request of the unit that waits is granted with it. Raises Invalid, ChangedMeanwhile, NoLongerOpen."""
    reason = reason.strip()
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        _check(mine, until, reason, timezone.localdate(at))
        old = mine.due_on
        told = {
            "decided_by": actor.label,
            "decided_at": at,
            "state": RequestState.GRANTED.value,
            "until": until,
        }
        waiting = ExtensionRequest.objects.filter(item=mine, state=RequestState.ASKED)
        if not waiting.update(**told, answer=reason):
            ExtensionRequest.objects.create(
                item=mine, reason=reason, asked_by_id=actor.id, asked_by=actor.label, asked_at=at, **told
            )
        mine.due_on = until
        changed(mine, "due_on")
        new = {"until": until, "reason": reason}
        audit.record(
            actor=actor, action="work.put_off", subject=subject(mine), old={"until": old}, new=new, at=at
        )
    refresh_tasks([mine.task_id], on=timezone.localdate(at), unit_ids=[mine.unit_id])


def put_back(actor: Actor, item: WorkItem, *, until: dt.date, seen: int, at: dt.datetime) -> None:
    """Undoes `put_off` while nobody changed the item since. Raises ChangedMeanwhile, NoLongerOpen."""
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        old, mine.due_on = mine.due_on, until
        changed(mine, "due_on")
        granted = ExtensionRequest.objects.filter(item=mine, state=RequestState.GRANTED)
        last = granted.filter(until=old).first() if old is not None else None
        if last is not None:
            last.state = RequestState.WITHDRAWN.value
            last.save(update_fields=["state"])
        audit.record(
            actor=actor,
            action="work.put_off",
            subject=subject(mine),
            old={"until": old},
            new={"until": until},
            at=at,
        )
    refresh_tasks([mine.task_id], on=timezone.localdate(at), unit_ids=[mine.unit_id])


def _check(item: WorkItem, until: dt.date, reason: str, today: dt.date) -> None:
    wrong: dict[str, object] = {}
    if not reason or len(reason) > LONGEST:
        wrong["reason"] = _("This is too long.") if reason else _("Say why.")
    if item.due_on is None:
        wrong["until"] = _("This task has no due day, so there is nothing to put off.")
    elif until <= item.due_on:
        wrong["until"] = _("The new day must be later than the one that holds.")
    elif until < today:
        wrong["until"] = _("This day has passed.")
    elif until > today + FARTHEST:
        wrong["until"] = _("This day is too far away.")
    elif item.parent is not None and item.parent.due_on and until > item.parent.due_on:
        wrong["until"] = _("A part is due no later than the whole.")
    elif item.state in CLOSED:
        wrong["until"] = _("This task is done. It needs no more time.")
    if wrong:
        raise Invalid(wrong)
