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
from khien.orgs.models import ImportBatch, NameQuestion, Person, Unit, UnitAlias
from khien.orgs.rules import Role
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


def may_see_contacts(actor: Actor, unit_id: int, on: dt.date) -> bool:
    return covers(actor, unit_id, on)


def unit_for(actor: Actor, uuid: str, *, on: dt.date, to: str = "see") -> Unit:
    """`to`: "see", "change" (dated events), "people" (its people). Raises Missing, Refused."""
    unit = Unit.objects.select_related("parent").filter(uuid=uuid).first() if actor.signed_in else None
    if unit is None:
        raise Missing
    if to == "change" and not may_change_units(actor):
        raise Refused
    if to == "people" and not may_change_people(actor, unit.pk, on):
        raise Missing if not covers(actor, unit.pk, on) else Refused
    return unit


def person_for(actor: Actor, uuid: str, *, on: dt.date, to: str = "see") -> Person:
    """A person whose unit the actor covers; with `to="change"`, whose people she may change. Raises Missing."""
    person = Person.objects.filter(uuid=uuid).first()
    if person is None:
        raise Missing
    unit_ids = [m.unit_id for m in person.memberships.all() if m.unit_id is not None]
    everywhere = may_change_units(actor) if to == "change" else actor.has(*READ_ALL)
    if everywhere:
        return person
    allowed = may_change_people if to == "change" else covers
    if to == "change" and any(m.unit_id is None for m in person.memberships.all()):
        raise Missing  # people of the standing office are not a unit's to change
    if not any(allowed(actor, unit_id, on) for unit_id in unit_ids):
        raise Missing
    return person


def question_for(actor: Actor, uuid: str) -> NameQuestion:
    if not may_change_units(actor):
        raise Missing
    found = NameQuestion.objects.select_related("within").filter(uuid=uuid).first()
    if found is None:
        raise Missing
    return found


def alias_for(actor: Actor, uuid: str) -> UnitAlias:
    if not may_change_units(actor):
        raise Missing
    found = UnitAlias.objects.select_related("unit", "within").filter(uuid=uuid).first()
    if found is None:
        raise Missing
    return found


def batch_for(actor: Actor, uuid: str) -> ImportBatch:
    """An upload waits for whoever may change units, and only for her who uploaded it."""
    found = (
        ImportBatch.objects.filter(uuid=uuid, actor_id=actor.id).first() if may_change_units(actor) else None
    )
    if found is None:
        raise Missing
    return found
