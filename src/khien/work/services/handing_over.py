"""An item goes to another unit: offered, then taken or refused. Until it is taken, the one who offers answers for it.

Refuses to move what nobody took, and to lose what the first unit did: it goes on counting.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.errors import AnsweredAlready, Invalid
from khien.work.models import HandOver, WorkItem
from khien.work.rules import CLOSED, RequestState
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.taking import changed, subject, taken

LONGEST = 2000


def offer(
    actor: Actor, item: WorkItem, *, to_unit_id: int, reason: str, seen: int | None, at: dt.datetime
) -> HandOver:
    """Offer an item to a unit. The same offer again is the same one. Raises Invalid, ChangedMeanwhile, NoLongerOpen."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise Invalid({"reason": _("Say why.") if not reason else _("This is too long.")})
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        if to_unit_id == mine.unit_id:
            raise Invalid({"unit": _("This unit has the task already.")})
        if not orgs.unit(to_unit_id).holds_on(timezone.localdate(at)):
            raise Invalid({"unit": _("This unit no longer exists.")})
        if mine.state in CLOSED:
            raise Invalid({"unit": _("This task is done. There is nothing to hand over.")})
        waiting = HandOver.objects.filter(item=mine, state=RequestState.ASKED).first()
        if waiting is not None:
            if waiting.to_unit_id == to_unit_id:
                return waiting
            raise Invalid({"unit": _("It is offered to another unit already. Take that offer back first.")})
        made = HandOver.objects.create(
            item=mine,
            from_unit_id=mine.unit_id,
            to_unit_id=to_unit_id,
            reason=reason,
            offered_by_id=actor.id,
            offered_by=actor.label,
            offered_at=at,
        )
        new = {"to": to_unit_id, "reason": reason}
        audit.record(actor=actor, action="work.offered", subject=subject(mine), new=new, at=at)
    return made


def answer_offer(actor: Actor, given: HandOver, *, take: bool, answer: str, at: dt.datetime) -> None:
    """Take the item, or refuse it and say why. Answering the same again is no error. Raises Invalid, AnsweredAlready,
    NoLongerOpen."""
    answer = answer.strip()
    if not take and not answer:
        raise Invalid({"answer": _("Say why.")})
    wanted = RequestState.GRANTED if take else RequestState.REFUSED
    with transaction.atomic():
        mine = taken(given.item_id)
        now = HandOver.objects.select_for_update().get(pk=given.pk)
        if now.state == wanted:
            return
        if now.state != RequestState.ASKED:
            raise AnsweredAlready
        now.state, now.answered_by, now.answered_at, now.answer = wanted.value, actor.label, at, answer
        now.save(update_fields=["state", "answered_by", "answered_at", "answer"])
        if take:
            mine.unit_id, mine.person_id = now.to_unit_id, None
            changed(mine, "unit", "person")
            # The unit that asked for time does not answer for it any more; who took it may ask for itself.
            open_requests = mine.extensions.filter(state=RequestState.ASKED)
            open_requests.update(state=RequestState.WITHDRAWN, decided_by=actor.label, decided_at=at)
        audit.record(
            actor=actor,
            action="work.offer_answered",
            subject=subject(mine),
            new={"state": wanted.value, "answer": answer, "unit": now.to_unit_id},
            at=at,
        )
    if take:
        units = [now.from_unit_id, now.to_unit_id]
        refresh_tasks([mine.task_id], on=timezone.localdate(at), unit_ids=units)


def withdraw_offer(actor: Actor, given: HandOver, *, at: dt.datetime) -> None:
    """Raises AnsweredAlready."""
    with transaction.atomic():
        now = HandOver.objects.select_for_update(of=("self",)).select_related("item__task").get(pk=given.pk)
        if now.state == RequestState.WITHDRAWN:
            return
        if now.state != RequestState.ASKED:
            raise AnsweredAlready
        now.state, now.answered_by, now.answered_at = RequestState.WITHDRAWN.value, actor.label, at
        now.save(update_fields=["state", "answered_by", "answered_at"])
        audit.record(actor=actor, action="work.offer_withdrawn", subject=subject(now.item), at=at)


__all__ = ["answer_offer", "offer", "withdraw_offer"]
