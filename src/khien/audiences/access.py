"""Who may see what of those we write to; the only way a view gets an object. Missing and foreign answer alike (404).

| | counts | groups, lists brought | one person |
|---|---|---|---|
| standing office | all | all | all |
| auditor | all | reads all | reads all |
| focal officer | own place | own unit's and below | own place |
| leader, editor, approver | own place | no | no |

Her place: her units, all below them, and what merged into those.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from khien.audiences.models import Address, Contact, ContactImport, Segment
from khien.audiences.rules.standing import Channel
from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Role

MANAGERS = (Role.STANDING_OFFICE, Role.FOCAL_OFFICER)
READERS = (*MANAGERS, Role.AUDITOR)
COUNTERS = (*READERS, Role.LEADER, Role.EDITOR, Role.APPROVER)


def sees_all(actor: Actor) -> bool:
    return actor.has(Role.STANDING_OFFICE, Role.AUDITOR)


def may_manage(actor: Actor) -> bool:
    return actor.has(*MANAGERS)


def place_of(actor: Actor, *, on: dt.date, roles: tuple[Role, ...] = COUNTERS) -> frozenset[int] | None:
    """The units whose people she may count; None = all."""
    if sees_all(actor):
        return None
    mine = actor.units_as(roles)
    found = frozenset(mine).union(*(orgs.units_under(unit_id, on=on) for unit_id in mine)) if mine else mine
    return found | orgs.units_before(found)


def own_unit(actor: Actor) -> int | None:
    """Whose groups and lists she makes: None = the standing office's. Raises Refused."""
    if actor.has(Role.STANDING_OFFICE):
        return None
    mine = actor.units_as(MANAGERS)
    if not mine:
        raise Refused
    return min(mine)


def check_manages(actor: Actor) -> None:
    """Raises Refused."""
    if not may_manage(actor):
        raise Refused


def segments_seen_by(actor: Actor, *, on: dt.date, dropped: bool = False) -> list[Segment]:
    """Those she may choose: the office all, officers their units'."""
    rows = Segment.objects.select_related("unit").filter(dropped_at__isnull=not dropped)
    if not sees_all(actor):
        rows = rows.filter(unit_id__in=place_of(actor, on=on, roles=MANAGERS) or ())
    return list(rows)


def segment_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> Segment:
    """Raises Missing, Refused (`to="change"`)."""
    found = Segment.objects.select_related("unit").filter(uuid=uuid_of(uuid)).first()
    if found is None or not (sees_all(actor) or _in_place(actor, found.unit_id, on)):
        raise Missing
    if to == "change":
        check_manages(actor)
    return found


def imports_seen_by(actor: Actor, *, on: dt.date) -> list[ContactImport]:
    """The newest hundred."""
    rows = ContactImport.objects.select_related("unit")
    if not sees_all(actor):
        rows = rows.filter(unit_id__in=place_of(actor, on=on, roles=MANAGERS) or ())
    return list(rows[:100])


def import_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> ContactImport:
    """Raises Missing, Refused (`to="change"`)."""
    found = ContactImport.objects.select_related("unit", "file").filter(uuid=uuid_of(uuid)).first()
    if found is None or not (sees_all(actor) or _in_place(actor, found.unit_id, on)):
        raise Missing
    if to == "change":
        check_manages(actor)
    return found


def address_for(actor: Actor, channel: str, key: str, *, on: dt.date) -> Address | None:
    """The address, if it is kept and stands in her place. None otherwise: she may still record "never contact".

    Raises Missing for what is no keyed hash.
    """
    if channel not in {c.value for c in Channel} or len(key) != 32 or not key.isalnum():
        raise Missing
    found = Address.objects.select_related("contact").filter(channel=channel, key=key).first()
    if found is None or not (sees_all(actor) or _in_place(actor, found.unit_id, on)):
        return None
    return found


def contact_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Contact:
    """To be changed or erased. Raises Missing, Refused."""
    found = Contact.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None or not (sees_all(actor) or _in_place(actor, found.unit_id, on)):
        raise Missing
    check_manages(actor)
    return found


def places_to_choose(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Where her lists and groups may reach; None = everywhere."""
    return None if actor.has(Role.STANDING_OFFICE) else place_of(actor, on=on, roles=MANAGERS)


def address_of_hers(address_id: int | None) -> Address:
    """By a proved link. Raises Missing."""
    found = (
        Address.objects.select_related("contact").filter(pk=address_id).first()
        if address_id is not None
        else None
    )
    if found is None:
        raise Missing
    return found


def _in_place(actor: Actor, unit_id: int | None, on: dt.date) -> bool:
    return unit_id is not None and unit_id in (place_of(actor, on=on, roles=MANAGERS) or ())
