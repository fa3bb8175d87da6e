"""Many items changed at once: begun (what was chosen, as it was seen), done in one transaction, undone where possible.

Every item goes through the service that changes a single one, so that its rules hold and its own audit entry is
written. An item that is refused is left out and told; the others are changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError, Refused, TooMuch
from khien.work.access.bulk import Reach, items_of, reach_of
from khien.work.errors import ChangedMeanwhile, Invalid
from khien.work.models import Batch, ExtensionRequest, HandOver, WorkItem, WorkItemQuerySet
from khien.work.rules import RequestState
from khien.work.rules.batches import DECIDING, MOST_ITEMS, UNDOABLE, Act, BatchState
from khien.work.services.acts import give_to_person, resume_item, stop_item
from khien.work.services.extending import decide_request
from khien.work.services.handing_over import offer, withdraw_offer
from khien.work.services.putting_off import put_back, put_off

KEPT = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Order:
    """What one batch does to each of its items."""

    actor: Actor
    act: Act
    asked: Mapping[str, Any]
    reach: Reach
    at: dt.datetime


def begin(actor: Actor, items: WorkItemQuerySet, *, act: Act, back: str, at: dt.datetime) -> Batch:
    """Note what was chosen, with the revision of each. Raises TooMuch, Conflict (nothing chosen)."""
    rows = list(items.order_by("due_on", "pk").values_list("pk", "revision")[: MOST_ITEMS + 1])
    if len(rows) > MOST_ITEMS:
        raise TooMuch(_("At most 1,000 tasks are changed at once. Narrow the filter first."))
    if not rows:
        raise Conflict(_("No task was chosen. Tick some in the table, or choose all that fit the filter."))
    return Batch.objects.create(
        act=act.value,
        rows=[list(row) for row in rows],
        back=back[:2000],
        actor_id=actor.id,
        actor_label=actor.label,
        made_at=at,
    )


def ask(batch: Batch, asked: Mapping[str, Any]) -> None:
    """Keep what was typed, until it is done."""
    Batch.objects.filter(pk=batch.pk, state=BatchState.WAITING).update(asked=dict(asked))


def drop(batch: Batch, *, at: dt.datetime) -> None:
    Batch.objects.filter(pk=batch.pk, state=BatchState.WAITING).update(
        state=BatchState.DROPPED, finished_at=at, rows=[], asked={}
    )


def do(actor: Actor, batch: Batch, *, on: dt.date, at: dt.datetime) -> Batch:
    """Change what can be changed. Done already is no error: the batch comes back as it was left."""
    with transaction.atomic():
        mine = Batch.objects.select_for_update().get(pk=batch.pk)
        if mine.state != BatchState.WAITING:
            return mine
        order = _Order(actor, Act(mine.act), mine.asked, reach_of(actor, on=on), at)
        seen = {int(pk): int(revision) for pk, revision in mine.rows}
        for item in sorted(items_of(mine), key=lambda item: item.pk):  # always locked in the same order
            try:
                with transaction.atomic():
                    old = _one(order, item, seen[item.pk])
            except KhienError as error:
                mine.refused.append([item.pk, sentence_of(error)])
            else:
                mine.changes.append([item.pk, old, _revision(item)])
        mine.state, mine.finished_at = BatchState.DONE.value, at
        mine.save()
        _audit(actor, mine, at, {"act": mine.act, "items": len(mine.changes), "refused": len(mine.refused)})
    return mine


def undo(actor: Actor, batch: Batch, *, on: dt.date, at: dt.datetime) -> tuple[int, list[list[Any]]]:
    """Take back what nobody changed since: how many, and what was refused. Undone already is no error."""
    undone, refused = 0, []
    with transaction.atomic():
        mine = Batch.objects.select_for_update().get(pk=batch.pk)
        order = _Order(actor, Act(mine.act), mine.asked, reach_of(actor, on=on), at)
        if mine.state != BatchState.DONE or order.act not in UNDOABLE:
            return 0, []
        kept = {int(pk): (old, int(revision)) for pk, old, revision in mine.changes}
        for item in _items(kept):
            old, revision = kept[item.pk]
            try:
                with transaction.atomic():
                    _check_reach(order, item)
                    _back(order, item, old, revision)
            except KhienError as error:
                refused.append([item.pk, sentence_of(error)])
            else:
                undone += 1
        mine.state, mine.refused = BatchState.UNDONE.value, refused
        mine.save(update_fields=["state", "refused"])
        _audit(actor, mine, at, {"act": f"undo {mine.act}", "items": undone, "refused": len(refused)})
    return undone, refused


def forget_old_batches(*, at: dt.datetime) -> int:
    """Empty what was chosen and changed ninety days ago: names of persons stand in it."""
    old = Batch.objects.filter(made_at__lt=at - KEPT).exclude(rows=[], changes=[])
    return old.update(rows=[], asked={}, changes=[], refused=[])


def sentence_of(error: KhienError) -> str:
    """What stood in the way, in words."""
    texts = error.fields.values() if isinstance(error, Invalid) else [error.message]
    return " ".join(str(text) for text in texts)


# ---- one item ---------------------------------------------------------------------------------------------------
def _one(order: _Order, item: WorkItem, seen: int) -> object:
    """Do it; gives what undoing needs."""
    _check_reach(order, item)
    if item.revision != seen:
        raise ChangedMeanwhile
    return _DO[order.act](order, item, seen)


def _check_reach(order: _Order, item: WorkItem) -> None:
    may = order.reach.may_decide(item) if order.act in DECIDING else order.reach.may_act(item)
    if not may:
        raise Refused


def _person(order: _Order, item: WorkItem, seen: int) -> object:
    old = item.person_id
    give_to_person(order.actor, item, person_id=order.asked["person"], seen=seen, at=order.at)
    return old


def _put_off(order: _Order, item: WorkItem, seen: int) -> object:
    old = item.due_on.isoformat() if item.due_on else None
    until = dt.date.fromisoformat(order.asked["until"])
    put_off(order.actor, item, until=until, reason=order.asked["reason"], seen=seen, at=order.at)
    return old


def _stop(order: _Order, item: WorkItem, seen: int) -> object:
    if item.stopped_at is not None:
        raise Conflict(_("It is stopped already."))
    stop_item(order.actor, item, reason=order.asked["reason"], seen=seen, at=order.at)
    return None


def _resume(order: _Order, item: WorkItem, seen: int) -> object:
    if item.stopped_at is None:
        raise Conflict(_("It is not stopped."))
    reason = item.stop_reason
    resume_item(order.actor, item, seen=seen, at=order.at)
    return reason


def _decide(order: _Order, item: WorkItem, _seen: int) -> object:
    waiting = ExtensionRequest.objects.filter(item=item, state=RequestState.ASKED).first()
    if waiting is None:
        raise Conflict(_("No request for more time waits here."))
    grant, answer = order.act is Act.GRANT, order.asked.get("reason", "")
    decide_request(order.actor, waiting, grant=grant, answer=answer, at=order.at)
    return None


def _hand_over(order: _Order, item: WorkItem, seen: int) -> object:
    to_unit_id, reason = order.asked["unit"], order.asked["reason"]
    return offer(order.actor, item, to_unit_id=to_unit_id, reason=reason, seen=seen, at=order.at).pk


_DO: dict[Act, Callable[[_Order, WorkItem, int], object]] = {
    Act.PERSON: _person,
    Act.PUT_OFF: _put_off,
    Act.STOP: _stop,
    Act.RESUME: _resume,
    Act.GRANT: _decide,
    Act.REFUSE: _decide,
    Act.HAND_OVER: _hand_over,
}


def _back(order: _Order, item: WorkItem, old: Any, revision: int) -> None:
    actor, act, at = order.actor, order.act, order.at
    if act is Act.HAND_OVER:
        given = HandOver.objects.filter(pk=old).first()
        if given is not None:
            withdraw_offer(actor, given, at=at)
        return
    if item.revision != revision:
        raise ChangedMeanwhile
    if act is Act.PERSON:
        give_to_person(actor, item, person_id=old, seen=revision, at=at)
    elif act is Act.PUT_OFF:
        put_back(actor, item, until=dt.date.fromisoformat(old), seen=revision, at=at)
    elif act is Act.STOP:
        resume_item(actor, item, seen=revision, at=at)
    elif act is Act.RESUME:
        stop_item(actor, item, reason=old, seen=revision, at=at)


def _items(ids: Iterable[int]) -> list[WorkItem]:
    return list(
        WorkItem.objects.select_related("unit", "parent", "task").filter(pk__in=set(ids)).order_by("pk")
    )


def _revision(item: WorkItem) -> int:
    return WorkItem.objects.values_list("revision", flat=True).get(pk=item.pk)


def _audit(actor: Actor, batch: Batch, at: dt.datetime, new: dict[str, object]) -> None:
    subject = audit.Subject("batch", str(batch.uuid), batch.file_name or batch.act)
    audit.record(actor=actor, action="work.changed_many", subject=subject, new=new, at=at)
