"""Who may see and change units and people; the only way a view gets one. Missing and foreign answer alike (404).

| | see units | see contacts | change units | change a unit's people |
|---|---|---|---|---|
| standing office, administrator | all | all | yes | all |
| auditor | all | all | no | no |
| leader, focal officer | all | own unit and below | no | own unit and below |
| others | all | own unit | no | no |
"""

from __future__ import annotations

import datetime as dt

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs.models import ImportBatch, Membership, NameQuestion, Person, Unit, UnitAlias
from khien.orgs.rules import EVERYWHERE, Role
from khien.orgs.selectors import tree

CHANGE_UNITS = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)
READ_ALL = (*CHANGE_UNITS, Role.AUDITOR)
OWN_PEOPLE = (Role.LEADER, Role.FOCAL_OFFICER)


def covers(actor: Actor, unit_id: int, on: dt.date, *roles: str) -> bool:
    """Whether she holds one of the roles (any role when none is named) everywhere, in the unit, or above it."""
    grants = [g for g in actor.grants if not roles or g.role in roles]
    if any(g.unit_id is None for g in grants):
        return True
    mine = {g.unit_id for g in grants}
    return unit_id in mine or (bool(mine) and not mine.isdisjoint(tree.ids_above(unit_id, on)))


def may_change_units(actor: Actor) -> bool:
    return any(g.role in CHANGE_UNITS and g.unit_id is None for g in actor.grants)


def may_change_people(actor: Actor, unit_id: int, on: dt.date) -> bool:
    return may_change_units(actor) or covers(actor, unit_id, on, *OWN_PEOPLE, *CHANGE_UNITS)


def check_may_change_units(actor: Actor) -> None:
    """Raises Refused."""
    if not may_change_units(actor):
        raise Refused


def check_reads_all(actor: Actor) -> None:
    """Raises Refused for who reads only her own unit's contacts."""
    if units_she_sees(actor) is not None:
        raise Refused


def units_she_sees(actor: Actor) -> frozenset[int] | None:
    """The units whose people she may see with all below them; None = all."""
    if any(g.unit_id is None and g.role in READ_ALL for g in actor.grants):
        return None
    return actor.unit_ids


def may_see_contacts(actor: Actor, unit_id: int, on: dt.date) -> bool:
    return covers(actor, unit_id, on)


def unit_for(actor: Actor, uuid: str, *, on: dt.date, to: str = "see") -> Unit:
    """`to`: "see", "change" (dated events), "people" (its people). Raises Missing, Refused."""
    unit = (
        Unit.objects.select_related("parent").filter(uuid=uuid_of(uuid)).first() if actor.signed_in else None
    )
    if unit is None:
        raise Missing
    if to == "change" and not may_change_units(actor):
        raise Refused
    if to == "people" and not may_change_people(actor, unit.pk, on):
        raise Missing if not covers(actor, unit.pk, on) else Refused
    return unit


def person_for(actor: Actor, uuid: str, *, on: dt.date, to: str = "see") -> Person:
    """A person whose unit the actor covers; with `to="change"`, whose people she may change. Raises Missing, Refused."""
    person = Person.objects.filter(uuid=uuid_of(uuid)).first()
    if person is None or not _sees_person(actor, person, on):
        raise Missing
    if to == "change" and not may_change_person(actor, person, on):
        raise Refused
    return person


def _sees_person(actor: Actor, person: Person, on: dt.date) -> bool:
    if units_she_sees(actor) is None or person.pk == actor.person_id:
        return True
    return any(
        covers(actor, held.unit_id, on) for held in person.memberships.on(on) if held.unit_id is not None
    )


def may_change_person(actor: Actor, person: Person, on: dt.date) -> bool:
    """People with a role for the whole programme are nobody's to change but the office's."""
    if may_change_units(actor):
        return True
    held = list(person.memberships.on(on))
    return bool(held) and all(m.unit_id is not None and may_change_people(actor, m.unit_id, on) for m in held)


def roles_she_gives(actor: Actor) -> list[Role]:
    """Roles in units that she may give and end there. Who leads a unit, the office says: not those she leads."""
    in_units = [role for role in Role if role not in EVERYWHERE]
    return in_units if may_change_units(actor) else [role for role in in_units if role != Role.LEADER]


def membership_for(actor: Actor, person_uuid: str, membership_id: int, *, on: dt.date) -> Membership:
    """A role to end. Raises Missing when it is not that person's or not in a unit whose people she may change,
    Refused for one she could not give."""
    held = Membership.objects.filter(pk=membership_id, person__uuid=uuid_of(person_uuid)).first()
    if held is None:
        raise Missing
    allowed = may_change_units(actor) if held.unit_id is None else may_change_people(actor, held.unit_id, on)
    if not allowed:
        raise Missing
    if held.unit_id is not None and held.role not in roles_she_gives(actor):
        raise Refused
    return held


def colleague_for(actor: Actor, unit: Unit, membership_id: int, *, on: dt.date) -> Membership:
    """A role held now in a unit whose people she may change. Raises Missing."""
    held = unit.memberships.on(on).filter(pk=membership_id).select_related("person").first()
    if held is None or not may_change_people(actor, unit.pk, on):
        raise Missing
    return held


def question_for(actor: Actor, uuid: str) -> NameQuestion:
    if not may_change_units(actor):
        raise Missing
    found = NameQuestion.objects.select_related("within").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def alias_for(actor: Actor, uuid: str) -> UnitAlias:
    if not may_change_units(actor):
        raise Missing
    found = UnitAlias.objects.select_related("unit", "within").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def batch_for(actor: Actor, uuid: str) -> ImportBatch:
    """An upload waits for whoever may change units, and only for her who uploaded it."""
    found = (
        ImportBatch.objects.filter(uuid=uuid_of(uuid), actor_id=actor.id).first()
        if may_change_units(actor)
        else None
    )
    if found is None:
        raise Missing
    return found
