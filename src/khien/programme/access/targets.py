"""The only way a view gets a target, a measured figure or the entries behind them. Missing and foreign answer alike.

| | reads | says how it is counted, enters figures |
|---|---|---|
| the province's programme | everyone signed in | standing office |
| a unit's own programme | its people, units above, who reads everywhere | leader and focal officer of that unit, standing office |

Entries of the ledger behind a value are read under the ledger's own rules (`access.ledger`): sums are open, another
unit's entries are not. Nothing of an ended programme is changed.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.orgs.api import Role
from khien.programme.access.programme import may_open_plan, programmes_for
from khien.programme.models import Programme, ProgrammeQuerySet, Target, TargetReading

OFFICERS = (Role.LEADER, Role.FOCAL_OFFICER)
CHANGE = (Role.STANDING_OFFICE, *OFFICERS)


def running_programmes_for(actor: Actor, *, on: dt.date) -> ProgrammeQuerySet:
    """Programmes in force whose targets she reads."""
    return programmes_for(actor, on=on).running(on)


def targets_of(programmes: ProgrammeQuerySet) -> QuerySet[Target]:
    return Target.objects.filter(programme__in=programmes)


def may_define(actor: Actor, programme: Programme, *, on: dt.date) -> bool:
    """Whether she says how this programme's targets are counted, and enters their figures."""
    if programme.ended_on is not None and programme.ended_on <= on:
        return False
    if any(grant.role == Role.STANDING_OFFICE and grant.unit_id is None for grant in actor.grants):
        return True
    return programme.unit_id is not None and programme.unit_id in actor.units_as(OFFICERS)


def may_open_units_plans(actor: Actor, programme: Programme) -> bool:
    """Whether the page of the units' own plans would open for her: a page asks before it shows the way."""
    return actor.has(*CHANGE, Role.AUDITOR) and may_open_plan(actor, programme)


def target_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> Target:
    """`to`: "see" or "change". Raises Missing, Refused."""
    found = (
        Target.objects.select_related("programme__plan", "programme__unit")
        .filter(uuid=uuid, programme__in=programmes_for(actor, on=on))
        .first()
    )
    if found is None:
        raise Missing
    if to == "change" and not may_define(actor, found.programme, on=on):
        raise Refused
    return found


def reading_for(
    actor: Actor, target_uuid: UUID | str, uuid: UUID | str, *, on: dt.date, to: str = "see"
) -> TargetReading:
    """A figure of a target she may read. Raises Missing, Refused."""
    target = target_for(actor, target_uuid, on=on, to=to)
    found = TargetReading.objects.select_related("stored").filter(target=target, uuid=uuid).first()
    if found is None:
        raise Missing
    found.target = target
    return found
