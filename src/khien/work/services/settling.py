"""When units end or a plan is replaced: open items go to who answers now. What is closed stays as it was.

Refuses to move or change an item that is done: history is not rewritten. The old item stays, passed on, and says
into which it went; the new one counts what the old unit did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from khien.base import audit
from khien.base.access import SYSTEM
from khien.orgs import api as orgs
from khien.work.models import ExtensionRequest, HandOver, WorkItem
from khien.work.rules import CLOSED, RequestState, State
from khien.work.services.refreshing import refresh_tasks

NOBODY_ANSWERS = gettext_noop("The unit has ended and no other answers for it.")
PLAN_DROPPED_IT = gettext_noop("The newer version of the plan no longer has this task.")
_CLOSED = [state.value for state in CLOSED]


def settle_successors(*, on: dt.date, at: dt.datetime, programme_id: int | None = None) -> int:
    """Open items of units that have ended go to their successors; how many were passed on or stopped."""
    open_ones = WorkItem.objects.exclude(state__in=_CLOSED).filter(unit__valid_to__lte=on)
    if programme_id is not None:
        open_ones = open_ones.filter(task__programme_id=programme_id)
    gone = set(open_ones.values_list("unit_id", flat=True))
    if not gone:
        return 0
    heirs = orgs.answering(gone, on=on)
    with transaction.atomic():
        # In the order in which a refresh takes them, task by task: neither waits for the other for ever.
        in_order = open_ones.order_by("task_id", F("starts_on").asc(nulls_first=True), "id")
        items = list(in_order.select_for_update(of=("self",)))
        tasks = {item.task_id for item in items}
        reached = {unit for unit_id in gone for unit in heirs.get(unit_id, ())}
        for item in items:
            _settle(item, heirs.get(item.unit_id, ()), at)
        if items:
            subject = audit.Subject("work", str(programme_id or ""), "")
            audit.record(
                actor=SYSTEM, action="work.passed_on", subject=subject, new={"items": len(items)}, at=at
            )
    refresh_tasks(tasks, on=on, unit_ids=reached)
    return len(items)


def settle_replaced(programme_id: int, *, on: dt.date, at: dt.datetime) -> int:
    """Open items of the version that this programme replaced: passed on where the task goes on, else stopped."""
    with transaction.atomic():
        old = WorkItem.objects.exclude(state__in=_CLOSED).filter(
            task__programme__replaced_by=programme_id, task__programme__ended_on__lte=on
        )
        in_order = old.order_by("task_id", F("starts_on").asc(nulls_first=True), "id")
        items = list(in_order.select_for_update(of=("self",)))
        if not items:
            return 0
        new = WorkItem.objects.filter(task__programme_id=programme_id, parent__isnull=True)
        there: dict[tuple[int | None, int, str, str], WorkItem] = {
            (item.task.continues_id, item.unit_id, item.role, item.period): item
            for item in new.select_related("task").exclude(state=State.PASSED_ON)
        }
        for item in items:
            heir = there.get((item.task_id, item.unit_id, item.role, item.period))
            if heir is None:
                _stop(item, PLAN_DROPPED_IT, at)
            else:
                _pass_on(item, heir)
        subject = audit.Subject("work", str(programme_id), "")
        audit.record(actor=SYSTEM, action="work.replaced", subject=subject, new={"items": len(items)}, at=at)
    return len(items)


def _settle(item: WorkItem, heirs: Sequence[int], at: dt.datetime) -> None:
    if not heirs:
        _stop(item, NOBODY_ANSWERS, at)
    elif item.parent_id is not None:  # a part of somebody's work: the successor goes on with it
        item.unit_id = heirs[0]
        item.revision += 1
        item.save(update_fields=["unit", "revision"])
    else:
        _pass_on(item, _item_of(heirs[0], item, at))


def _item_of(unit_id: int, like: WorkItem, at: dt.datetime) -> WorkItem:
    """The successor's own item for the same task and time, opened afresh where it has none."""
    same = WorkItem.objects.filter(
        task_id=like.task_id, role=like.role, period=like.period, parent__isnull=True
    )
    found = same.filter(unit_id=unit_id).exclude(state=State.PASSED_ON).order_by("id").first()
    if found is not None:
        return found
    made, _new = WorkItem.objects.get_or_create(
        task_id=like.task_id,
        for_unit_id=unit_id,
        role=like.role,
        period=like.period,
        parent=None,
        defaults={
            "unit_id": unit_id,
            "starts_on": like.starts_on,
            "due_on": like.due_on,
            "first_due_on": like.first_due_on,
            "quota": like.quota,
            "asked": like.asked,
            "opened_at": at,
        },
    )
    return made


def _pass_on(item: WorkItem, heir: WorkItem) -> None:
    item.state, item.merged_into = State.PASSED_ON.value, heir
    item.revision += 1
    item.save(update_fields=["state", "merged_into", "revision"])
    later = item.due_on is not None and heir.due_on is not None and item.due_on > heir.due_on
    if later:  # more time that was granted stays granted
        WorkItem.objects.filter(pk=heir.pk).update(due_on=item.due_on)
        heir.due_on = item.due_on
    WorkItem.objects.filter(parent=item).update(parent=heir)
    HandOver.objects.filter(item=item, state=RequestState.ASKED).update(state=RequestState.WITHDRAWN)
    waiting = ExtensionRequest.objects.filter(item=item, state=RequestState.ASKED)
    if ExtensionRequest.objects.filter(item=heir, state=RequestState.ASKED).exists():
        waiting.update(state=RequestState.WITHDRAWN)
    else:
        waiting.update(item=heir)


def _stop(item: WorkItem, reason: str, at: dt.datetime) -> None:
    item.state, item.stopped_at, item.stop_reason = State.STOPPED.value, at, reason
    item.revision += 1
    item.save(update_fields=["state", "stopped_at", "stop_reason", "revision"])


__all__ = ["NOBODY_ANSWERS", "PLAN_DROPPED_IT", "settle_replaced", "settle_successors"]
