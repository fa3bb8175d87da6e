"""What of all the work a person may see, as a condition of the database. Foreign and missing answer alike.

| | sees items |
|---|---|
| standing office, auditor, administrator; a leader held everywhere | of every unit |
| whoever holds a role in a unit | of that unit and all below it, also those it passed on |

A commune never sees another commune's items. Refuses to say who may change an item: that stands beside it.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.work.models import WorkItem, WorkItemQuerySet


def sees_everything(actor: Actor) -> bool:
    """Whether her work is the whole programme's: a role held everywhere."""
    return any(grant.unit_id is None for grant in actor.grants)


def units_seen(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """The units whose work she sees; None = all."""
    if sees_everything(actor):
        return None
    found: set[int] = set()
    for unit_id in sorted(actor.unit_ids):
        if unit_id not in found:
            found |= orgs.units_under(unit_id, on=on) | {unit_id}
    return frozenset(found)


def items_for(actor: Actor, *, on: dt.date) -> WorkItemQuerySet:
    """Every item she may see, sub-tasks too."""
    return items_in(units_seen(actor, on=on))


def items_in(seen: frozenset[int] | None) -> WorkItemQuerySet:
    """The items of the units somebody sees (`units_seen`); those they passed on too."""
    items = WorkItem.objects.all()
    if seen is None:
        return items
    ids = sorted(seen)
    return items.filter(Q(unit_id__in=ids) | Q(for_unit_id__in=ids))
