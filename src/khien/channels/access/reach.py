"""Which units somebody sees and acts for, in the parts of channels that have no recipients (radio, places, press).

| | sees | acts |
|---|---|---|
| standing office | all | all |
| auditor, administrator | all | none |
| leader, approver | own units and below | none |
| focal officer, editor | own units | own units |
"""

from __future__ import annotations

import datetime as dt

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.orgs.api import Role

ACTORS = (Role.STANDING_OFFICE, Role.FOCAL_OFFICER, Role.EDITOR)
READERS_OF_ALL = (Role.STANDING_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR)
READERS_BELOW = (Role.LEADER, Role.APPROVER)
READERS = (*ACTORS, *READERS_OF_ALL[1:], *READERS_BELOW)
OFFICE = (Role.STANDING_OFFICE,)


def acts_for(actor: Actor, unit_id: int) -> bool:
    return actor.has(*ACTORS, unit_id=unit_id)


def seen_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """None = every unit's."""
    if actor.has(*READERS_OF_ALL):
        return None
    found = set(actor.units_as(ACTORS))
    for unit_id in actor.units_as(READERS_BELOW):
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)


def acting_units(actor: Actor) -> frozenset[int] | None:
    """None = every unit's."""
    if actor.has(Role.STANDING_OFFICE):
        return None
    return actor.units_as(ACTORS)


def sees(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    units = seen_units(actor, on=on)
    return units is None or unit_id in units
