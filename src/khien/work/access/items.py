"""The only way a view gets an item of work. Foreign and missing answer alike (404).

| | sees an item | acts on it | decides about it |
|---|---|---|---|
| leader, focal officer of its unit, or of a unit above | yes | yes | those above |
| others of its unit or above | yes | no | no |
| who helps with the task | the lead's items | no | no |
| who leads the task | items of those who help | no | no |
| the unit that gave a part, or does one; the unit an item is offered to | yes | no | parts it gave |
| standing office | every item | yes | yes |
| auditor, administrator, leader of the committee | every item | no | no |
| another unit | 404 | | |

To act is to state, give to a person, hand over, split, ask for more time, attach. To decide is to grant more time, stop
and resume. Remarks come from leaders and focal officers of every unit that sees the item, and the standing office.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.work.access.scope import sees_everything, units_seen
from khien.work.models import Attachment, Comment, ExtensionRequest, HandOver, WorkItem
from khien.work.rules import ItemRole, RequestState

ACTING = (Role.LEADER, Role.FOCAL_OFFICER)


def acting_units(actor: Actor) -> frozenset[int]:
    """The units whose work is hers to do: those in which she holds a role."""
    return actor.unit_ids


def item_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> WorkItem:
    """`to`: "see", "act", "decide", "speak". Raises Missing, Refused (may see, may not change)."""
    item = (
        WorkItem.objects.select_related("task", "task__programme", "unit", "for_unit", "person", "parent")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if item is None or not sees(actor, item, on=on):
        raise Missing
    if to == "act" and not may_act(actor, item, on=on):
        raise Refused
    if to == "decide" and not may_decide(actor, item, on=on):
        raise Refused
    if to == "speak" and not may_speak(actor, item, on=on):
        raise Refused
    return item


def sees(actor: Actor, item: WorkItem, *, on: dt.date) -> bool:
    if not actor.signed_in:
        return False
    mine = actor.unit_ids
    if sees_everything(actor) or not mine.isdisjoint({item.unit_id, item.for_unit_id}):
        return True
    if not mine:
        return False
    below = units_seen(actor, on=on)
    if below is None or not below.isdisjoint({item.unit_id, item.for_unit_id}):
        return True
    other = ItemRole.LEAD if item.role == ItemRole.COORDINATING else ItemRole.COORDINATING
    same = WorkItem.objects.filter(task_id=item.task_id, unit_id__in=mine)
    beside = same.filter(role=other, parent__isnull=True)
    near = Q(parent_id=item.pk) | Q(pk=item.parent_id or 0)
    offered = HandOver.objects.filter(item=item, to_unit_id__in=mine, state=RequestState.ASKED)
    return beside.exists() or same.filter(near).exists() or offered.exists()


def refuse() -> None:
    """Raises Refused."""
    raise Refused


def acts_everywhere(actor: Actor) -> bool:
    return actor.has(Role.STANDING_OFFICE)


def may_act(actor: Actor, item: WorkItem, *, on: dt.date) -> bool:
    if item.merged_into_id is not None:
        return False
    return acts_everywhere(actor) or acts_for(actor, item.unit_id, on=on)


def may_speak(actor: Actor, item: WorkItem, *, on: dt.date) -> bool:
    """Who acts on it, and who leads or is focal officer of another unit that sees it: a helper answers a remark."""
    return may_act(actor, item, on=on) or bool(actor.units_as(ACTING) and sees(actor, item, on=on))


def acts_for(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    """Whether she leads the unit or is its focal officer, or of a unit above."""
    held = actor.units_as(ACTING)
    return unit_id in held or (bool(held) and orgs.covers(actor, unit_id, on=on, roles=ACTING))


def may_decide(actor: Actor, item: WorkItem, *, on: dt.date) -> bool:
    """The standing office, a leader of a unit above, or for a part who gave it."""
    if item.merged_into_id is not None:
        return False
    if acts_everywhere(actor):
        return True
    if item.parent is not None and item.parent.unit_id != item.unit_id:
        return acts_for(actor, item.parent.unit_id, on=on)
    above = item.unit.parent_id
    return above is not None and acts_for(actor, above, on=on)


def may_answer(actor: Actor, offer: HandOver, *, on: dt.date) -> bool:
    return acts_everywhere(actor) or acts_for(actor, offer.to_unit_id, on=on)


def offer_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> HandOver:
    """An offer she may answer or take back. Raises Missing, Refused."""
    offer = (
        HandOver.objects.select_related("item", "item__task", "item__unit", "from_unit", "to_unit")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if offer is None or not sees(actor, offer.item, on=on):
        raise Missing
    if not (may_answer(actor, offer, on=on) or may_act(actor, offer.item, on=on)):
        raise Refused
    return offer


def extension_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> ExtensionRequest:
    """A request she may decide, or take back. Raises Missing, Refused."""
    asked = (
        ExtensionRequest.objects.select_related("item", "item__task", "item__unit", "item__parent")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if asked is None or not sees(actor, asked.item, on=on):
        raise Missing
    if not (may_decide(actor, asked.item, on=on) or may_act(actor, asked.item, on=on)):
        raise Refused
    return asked


def comment_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Comment:
    """A remark of her own. Raises Missing for anybody else's."""
    found = Comment.objects.select_related("item").filter(uuid=uuid_of(uuid), said_by_id=actor.id).first()
    if found is None or not sees(actor, found.item, on=on):
        raise Missing
    return found


def attachment_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> Attachment:
    """Raises Missing, Refused."""
    found = (
        Attachment.objects.select_related("stored", "item", "item__unit", "item__parent")
        .filter(uuid=uuid_of(uuid), removed_at__isnull=True)
        .first()
    )
    if found is None or not sees(actor, found.item, on=on):
        raise Missing
    if to == "act" and not may_act(actor, found.item, on=on):
        raise Refused
    return found


def units_shown(actor: Actor, item: WorkItem, *, on: dt.date) -> frozenset[int] | None:
    """Whose parts and activities the item's page shows her; None = everybody's. Who only helps sees those of the
    item's unit and her own: never another commune's that does a part of it."""
    below = units_seen(actor, on=on)
    of_item = {item.unit_id, item.for_unit_id}
    if below is None or not below.isdisjoint(of_item):
        return None
    return below | of_item


def beside(actor: Actor, item: WorkItem, *, shown: frozenset[int] | None, on: dt.date) -> QuerySet[WorkItem]:
    """Other units' items of the same task that she may see: all for who sees everything, else her own units' and
    those of the other role where her unit takes part. `shown`: what `units_shown` gave."""
    others = WorkItem.objects.filter(task_id=item.task_id, parent__isnull=True).exclude(pk=item.pk)
    if sees_everything(actor):
        return others
    below = (units_seen(actor, on=on) if shown is None else shown) or frozenset()
    seen = Q(unit_id__in=below) | Q(for_unit_id__in=below)
    own = not actor.unit_ids.isdisjoint({item.unit_id, item.for_unit_id})
    # Her unit leads: she sees who helps. It helps: she sees who leads. Never another that leads beside it.
    leads = (item.role == ItemRole.LEAD) == own
    return others.filter(seen | Q(role=ItemRole.COORDINATING if leads else ItemRole.LEAD))
