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
from khien.library.models import Booklet, DraftPreview, Edition, Material, MaterialFile, RenditionFile
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


def writing_units(actor: Actor) -> frozenset[int] | None:
    """Whose shelves she writes on; None = every unit's."""
    everywhere = any(grant.role in WRITERS and grant.unit_id is None for grant in actor.grants)
    return None if everywhere else actor.units_as(WRITERS)


def approving_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Whose texts she may approve, by unit only; None = every unit's."""
    if any(grant.role in APPROVERS and grant.unit_id is None for grant in actor.grants):
        return None
    found: set[int] = set()
    for unit_id in actor.units_as(APPROVERS):
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)


def materials_of_hers(actor: Actor, *, on: dt.date) -> QuerySet[Material]:
    """Every state, of the units whose drafts she may see; nothing for others."""
    rows = Material.objects.filter(deleted_at__isnull=True)
    if actor.has(*READERS_OF_ALL):
        return rows
    return rows.filter(unit_id__in=units_whose_drafts(actor, on=on))


def bin_of(actor: Actor, *, on: dt.date) -> QuerySet[Material]:
    """What lies in the bin of the units she writes or approves for."""
    rows = Material.objects.filter(deleted_at__isnull=False)
    writes, approves = writing_units(actor), approving_units(actor, on=on)
    if writes is None or approves is None:
        return rows
    return rows.filter(unit_id__in=writes | approves)


def binned_for(actor: Actor, uuid: str, *, on: dt.date) -> Material:
    """Something to take out of the bin. Raises Missing."""
    found = bin_of(actor, on=on).filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def may_bin(actor: Actor, material: Material, *, on: dt.date) -> bool:
    """What was never out: who writes it. What was: who may take it down."""
    if material.live:
        return False
    right = Right.TAKE_DOWN if material.version else Right.EDIT
    return may(actor, material, right, on=on) or may(actor, material, Right.TAKE_DOWN, on=on)


def rendition_for(actor: Actor, uuid: str, *, on: dt.date) -> RenditionFile:
    """A made file of something she may see. Raises Missing."""
    rows = RenditionFile.objects.select_related("edition__material", "booklet", "stored", "preview")
    found = rows.filter(uuid=uuid_of(uuid)).first()
    if found is None or not _may_see_file(actor, found, on=on):
        raise Missing
    return found


def preview_for(actor: Actor, uuid: str, *, on: dt.date) -> DraftPreview:
    found = DraftPreview.objects.select_related("material", "stored").filter(uuid=uuid_of(uuid)).first()
    if found is None or not _sees_drafts(actor, found.material.unit_id, on=on):
        raise Missing
    return found


def file_for(actor: Actor, uuid: str, right: Right = Right.VIEW, *, on: dt.date) -> MaterialFile:
    """A file that belongs to a material. Raises Missing, Refused."""
    found = MaterialFile.objects.select_related("material", "stored").filter(uuid=uuid_of(uuid)).first()
    if found is None or found.material.deleted_at is not None:
        raise Missing
    material_for(actor, str(found.material.uuid), right, on=on)
    return found


def _may_see_file(actor: Actor, file: RenditionFile, *, on: dt.date) -> bool:
    if file.booklet is not None:
        return file.booklet.deleted_at is None
    assert file.edition is not None
    material = file.edition.material
    return material.deleted_at is None and may(actor, material, Right.VIEW, on=on)


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


def booklet_to_show(actor: Actor, uuid: str, *, on: dt.date) -> Booklet:
    """A booklet whose place on the public site she decides. Raises Missing, Refused."""
    found = booklet_for(actor, uuid)
    if not approves_for(actor, found.unit_id, on=on):
        raise Refused
    return found


def _sees_drafts(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return actor.has(*READERS_OF_ALL) or writes_for(actor, unit_id) or approves_for(actor, unit_id, on=on)
