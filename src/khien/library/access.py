"""Who reads, writes, approves and takes down which material; the only way a view gets one.

| | published | drafts | writes | checks | approves | takes down, bins |
|---|---|---|---|---|---|---|
| standing office | all | all | all | all | all, not her own | all |
| editor, focal officer of a unit | all | own unit's | own unit's | own unit's, not her own | no | no; bins own drafts never out |
| approver, leader | all | own unit's and below | no | as editor | own unit's and below, not her own | the same |
| auditor, administrator | all | all | no | no | no | no |
| other staff | all | no | no | no | no | no |

Foreign drafts and missing materials answer alike (404).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db.models import Q, QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.library.models import Booklet, Edition, Material
from khien.orgs import api as orgs
from khien.orgs.api import Role

WRITERS = (Role.STANDING_OFFICE, Role.EDITOR, Role.FOCAL_OFFICER)
APPROVERS = (Role.STANDING_OFFICE, Role.APPROVER, Role.LEADER)
READERS_OF_ALL = (Role.STANDING_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR)
DESK_ROLES = (Role.STANDING_OFFICE, Role.EDITOR, Role.FOCAL_OFFICER, Role.APPROVER, Role.LEADER)


class Right(StrEnum):
    VIEW = "view"
    EDIT = "edit"
    CHECK = "check"
    APPROVE = "approve"
    TAKE_DOWN = "take_down"


def writes_for(actor: Actor, unit_id: int) -> bool:
    """Whether she may write on that unit's shelf: in that very unit, or from the standing office."""
    return actor.has(*WRITERS, unit_id=unit_id)


def approves_for(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return orgs.covers(actor, unit_id, on=on, roles=APPROVERS)


def may(actor: Actor, material: Material, right: Right, *, on: dt.date) -> bool:
    """By role and unit only; "not her own text" is a rule of the service, which can say so."""
    unit_id = material.unit_id
    match right:
        case Right.VIEW:
            return material.live or _sees_drafts(actor, unit_id, on=on)
        case Right.EDIT:
            return writes_for(actor, unit_id)
        case Right.CHECK:
            return writes_for(actor, unit_id) or approves_for(actor, unit_id, on=on)
        case Right.APPROVE | Right.TAKE_DOWN:
            return approves_for(actor, unit_id, on=on)


def material_for(actor: Actor, uuid: str, right: Right = Right.VIEW, *, on: dt.date) -> Material:
    """Raises Missing when she may not even see it, Refused when she sees it and may not do that."""
    found = Material.objects.filter(uuid=uuid_of(uuid), deleted_at__isnull=True).first()
    if found is None or not may(actor, found, Right.VIEW, on=on):
        raise Missing
    if not may(actor, found, right, on=on):
        raise Refused
    return found


def materials_seen(actor: Actor, *, on: dt.date) -> QuerySet[Material]:
    """What her lists show: everything published, and the drafts she may see."""
    rows = Material.objects.filter(deleted_at__isnull=True)
    if actor.has(*READERS_OF_ALL):
        return rows
    return rows.filter(Q(live=True) | Q(unit_id__in=units_whose_drafts(actor, on=on)))


def units_whose_drafts(actor: Actor, *, on: dt.date) -> frozenset[int]:
    """Own units as writer, own units and all below as approver."""
    found = set(actor.units_as(WRITERS))
    for unit_id in actor.units_as(APPROVERS):
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)


def edition_for(uuid: str) -> Edition:
    """An edition whose material the public may read now. Raises Missing."""
    found = (
        Edition.objects.select_related("material")
        .filter(uuid=uuid_of(uuid), material__live=True, material__deleted_at__isnull=True)
        .first()
    )
    if found is None:
        raise Missing
    return found


def booklet_for(actor: Actor, uuid: str, *, edit: bool = False) -> Booklet:
    """Any signed-in officer reads; who writes for its unit edits. Raises Missing, Refused."""
    found = Booklet.objects.filter(uuid=uuid_of(uuid), deleted_at__isnull=True).first()
    if found is None:
        raise Missing
    if edit and not writes_for(actor, found.unit_id):
        raise Refused
    return found


def _sees_drafts(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return actor.has(*READERS_OF_ALL) or writes_for(actor, unit_id) or approves_for(actor, unit_id, on=on)
