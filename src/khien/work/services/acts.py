"""Acts on one item: say how far it is, give it to a person, stop it, go on with it.

Refuses to let anybody type a state: what an officer says stands beside what the ledger shows.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.errors import Invalid
from khien.work.models import Statement, WorkItem
from khien.work.rules import SAYABLE, State
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.taking import changed, subject, taken

LONGEST_NOTE = 2000
LONGEST_REASON = 500


def state_item(actor: Actor, item: WorkItem, *, state: str, note: str, at: dt.datetime) -> Statement:
    """What the unit's officer says of the item. The same words by the same person again are said once.
    Raises Invalid, NoLongerOpen."""
    note = note.strip()
    if state not in {s.value for s in SAYABLE}:
        raise Invalid({"state": _("Choose one of the states.")})
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": _("This is too long.")})
    with transaction.atomic():
        mine = taken(item.pk)
        last = Statement.objects.filter(item=mine).order_by("-id").first()
        if last and (last.state, last.note, last.said_by_id) == (state, note, actor.id):
            return last
        made = Statement.objects.create(
            item=mine, state=state, note=note, said_by_id=actor.id, said_by=actor.label, said_at=at
        )
        new = {"state": state, "note": note}
        audit.record(actor=actor, action="work.stated", subject=subject(mine), new=new, at=at)
    return made


def give_to_person(
    actor: Actor, item: WorkItem, *, person_id: int | None, seen: int | None, at: dt.datetime
) -> None:
    """Ask one person of the item's unit to do it (None: nobody in particular). Raises Invalid, ChangedMeanwhile,
    NoLongerOpen."""
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        if mine.person_id == person_id:
            return
        if person_id is not None:
            there = {card.id: card.name for card in orgs.people_in(mine.unit_id, on=timezone.localdate(at))}
            if person_id not in there:
                raise Invalid({"person": _("She holds no role in this unit.")})
        old, mine.person_id = mine.person_id, person_id
        changed(mine, "person")
        audit.record(
            actor=actor,
            action="work.person_named",
            subject=subject(mine),
            old={"person": old},
            new={"person": person_id},
            at=at,
        )


def stop_item(actor: Actor, item: WorkItem, *, reason: str, seen: int | None, at: dt.datetime) -> None:
    """Nothing more is asked for; parts of it stop with it. Raises Invalid, ChangedMeanwhile, NoLongerOpen."""
    reason = reason.strip()
    if not reason:
        raise Invalid({"reason": _("Say why.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("This is too long.")})
    with transaction.atomic():
        mine = taken(item.pk, seen=seen, stopped_too=True)
        if mine.stopped_at is not None:
            return
        for one in (mine, *mine.parts.select_for_update().filter(stopped_at__isnull=True)):
            one.stopped_at, one.stop_reason, one.state = at, reason, State.STOPPED.value
            changed(one, "stopped_at", "stop_reason", "state")
        new = {"reason": reason}
        audit.record(actor=actor, action="work.stopped", subject=subject(mine), new=new, at=at)


def resume_item(actor: Actor, item: WorkItem, *, seen: int | None, at: dt.datetime) -> None:
    """Ask for it again; its state comes from the ledger anew. Raises ChangedMeanwhile, NoLongerOpen."""
    with transaction.atomic():
        mine = taken(item.pk, seen=seen, stopped_too=True)
        if mine.stopped_at is None:
            return
        old = {"reason": mine.stop_reason}
        mine.stopped_at, mine.stop_reason = None, ""
        changed(mine, "stopped_at", "stop_reason")
        audit.record(actor=actor, action="work.resumed", subject=subject(mine), old=old, at=at)
    refresh_tasks([mine.task_id], on=timezone.localdate(at), unit_ids=[mine.unit_id])


__all__ = ["give_to_person", "resume_item", "state_item", "stop_item"]
