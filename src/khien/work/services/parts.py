"""An item is split: parts of it go to units below or to those who help, each with its own name and day.

Refuses a part that is due after the whole, and a part of a part. What is done for a part counts for the whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.errors import Invalid
from khien.work.models import WorkItem
from khien.work.rules import ItemRole
from khien.work.services.refreshing import refresh_tasks
from khien.work.services.taking import changed, subject, taken

LONGEST_TITLE = 500
MOST_PARTS = 200


def who_may_take_part(item: WorkItem, *, on: dt.date) -> list[int]:
    """Units a part may go to: below the item's unit, and those who help with the task."""
    below = orgs.units_under(item.unit_id, on=on) - {item.unit_id}
    helping = WorkItem.objects.filter(task_id=item.task_id, role=ItemRole.COORDINATING, parent__isnull=True)
    return sorted(below | set(helping.values_list("unit_id", flat=True)) - {item.unit_id})


def split_off(
    actor: Actor,
    item: WorkItem,
    *,
    title: str,
    unit_ids: Iterable[int],
    due_on: dt.date | None,
    seen: int | None,
    at: dt.datetime,
) -> list[WorkItem]:
    """One part for each unit. A part of the same name with the same unit is there once. Raises Invalid,
    ChangedMeanwhile, NoLongerOpen."""
    title, units, today = title.strip(), list(dict.fromkeys(unit_ids)), timezone.localdate(at)
    with transaction.atomic():
        mine = taken(item.pk, seen=seen)
        _check(mine, title, units, due_on, today)
        made = [_part(mine, title, unit_id, due_on, at=at) for unit_id in units]
        fresh = [part for part, new in made if new]
        if mine.parts.count() > MOST_PARTS:
            raise Invalid({"unit": _("So many parts cannot be followed. Split the work another way.")})
        if fresh:
            changed(mine)
            new = {"title": title, "units": units, "due_on": due_on}
            audit.record(actor=actor, action="work.split", subject=subject(mine), new=new, at=at)
    refresh_tasks([mine.task_id], on=today, unit_ids=[mine.unit_id, *units])
    return [part for part, _new in made]


def _check(item: WorkItem, title: str, units: list[int], due_on: dt.date | None, today: dt.date) -> None:
    wrong: dict[str, object] = {}
    if not title or len(title) > LONGEST_TITLE:
        wrong["title"] = _("This is too long.") if title else _("Say what is to be done.")
    if item.parent_id is not None:
        wrong["title"] = _("This is a part already. Split the whole instead.")
    if not units:
        wrong["unit"] = _("Choose a unit.")
    elif set(units) - set(who_may_take_part(item, on=today)):
        wrong["unit"] = _("A part goes to a unit below, or to one that helps with the task.")
    if due_on is not None and item.due_on is not None and due_on > item.due_on:
        wrong["due_on"] = _("A part is due no later than the whole.")
    if due_on is not None and due_on < today:
        wrong["due_on"] = _("This day has passed.")
    if wrong:
        raise Invalid(wrong)


def _part(
    item: WorkItem, title: str, unit_id: int, due_on: dt.date | None, *, at: dt.datetime
) -> tuple[WorkItem, bool]:
    due, today = due_on or item.due_on, timezone.localdate(at)
    return WorkItem.objects.get_or_create(
        parent=item,
        unit_id=unit_id,
        title=title,
        defaults={
            "task_id": item.task_id,
            "for_unit_id": unit_id,
            "role": ItemRole.LEAD.value,
            "starts_on": min(today, due) if due else today,
            "due_on": due,
            "first_due_on": due,
            "opened_at": at,
        },
    )


__all__ = ["split_off", "who_may_take_part"]
