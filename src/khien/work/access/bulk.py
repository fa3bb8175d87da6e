"""Which of many items a person may act on and decide about, in a fixed number of questions; and her own batches.

The same answers as `access.items` gives for one item: a test holds both side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.work.access.items import ACTING, acts_everywhere
from khien.work.models import Batch, WorkItem

CHANGING = (*ACTING, Role.STANDING_OFFICE)


@dataclass(frozen=True, slots=True)
class Reach:
    """`everywhere`: acts on and decides about all. `units`: those she acts for, with all below."""

    everywhere: bool
    units: frozenset[int]

    def may_act(self, item: WorkItem) -> bool:
        return item.merged_into_id is None and (self.everywhere or item.unit_id in self.units)

    def may_decide(self, item: WorkItem) -> bool:
        if item.merged_into_id is not None:
            return False
        if self.everywhere:
            return True
        if item.parent is not None and item.parent.unit_id != item.unit_id:
            return item.parent.unit_id in self.units
        return item.unit.parent_id in self.units


def reach_of(actor: Actor, *, on: dt.date) -> Reach:
    units: set[int] = set()
    for unit_id in sorted(actor.units_as(ACTING)):
        if unit_id not in units:
            units |= orgs.units_under(unit_id, on=on) | {unit_id}
    return Reach(acts_everywhere(actor), frozenset(units))


def may_change_many(actor: Actor) -> bool:
    return actor.has(*CHANGING)


def may_decide_many(actor: Actor, units_seen: frozenset[int] | None) -> bool:
    """Whether deciding is offered to her at all (there are units below hers); item by item `Reach` says."""
    below = units_seen is None or len(units_seen) > len(actor.unit_ids)
    return acts_everywhere(actor) or (below and actor.has(*ACTING))


def batch_for(actor: Actor, uuid: UUID | str) -> Batch:
    """Hers only. Raises Missing."""
    found = Batch.objects.filter(uuid=uuid_of(uuid), actor_id=actor.id).first()
    if found is None or not may_change_many(actor):
        raise Missing
    return found


def items_of(batch: Batch) -> Sequence[WorkItem]:
    """The items of a batch as they are now, in its order: one query."""
    ids = [int(row[0]) for row in batch.rows]
    rows = WorkItem.objects.select_related("unit", "parent", "person", "task").filter(pk__in=ids)
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids if pk in found]
