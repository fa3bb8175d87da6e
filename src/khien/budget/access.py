"""Who sees and moves money; the only way a view gets an estimate, a decision or an allocation.

| | sees | writes estimates | answers, allocates, explains |
|---|---|---|---|
| standing office | all | for every unit | yes, in every programme |
| auditor, administrator | all | no | no |
| leader, focal officer | own unit and below | own unit | in the programme of the own unit only |
| others of a unit | own unit and below | no | no |

Foreign and missing answer alike (404).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.budget.models import Allocation, AllocationBatch, AllocationDecision, Estimate
from khien.orgs import api as orgs
from khien.orgs.api import EVERYWHERE, Role
from khien.programme import api as programme
from khien.programme.api import ProgrammeCard

OF_A_UNIT = (Role.LEADER, Role.FOCAL_OFFICER)
WRITERS = (Role.STANDING_OFFICE, *OF_A_UNIT)


@dataclass(frozen=True, slots=True)
class Purse:
    """A programme's money as one person may see it. `versions`: the programme and those it replaces. `units` None = every unit's; `decides`: answers estimates,
    allocates, explains; `writes_for` None = estimates for every unit."""

    programme: ProgrammeCard
    versions: tuple[int, ...]
    units: frozenset[int] | None
    decides: bool
    writes_for: frozenset[int] | None

    def sees(self, unit_id: int) -> bool:
        return self.units is None or unit_id in self.units

    @property
    def writes(self) -> bool:
        return self.writes_for is None or bool(self.writes_for)

    def writes_at(self, unit_id: int) -> bool:
        return self.writes_for is None or unit_id in self.writes_for


def units_seen(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """The units whose money she may see: her own, all below and those they took over; None = all."""
    if any(grant.unit_id is None and grant.role in EVERYWHERE for grant in actor.grants):
        return None
    found: set[int] = set()
    for unit_id in actor.unit_ids:
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found) | orgs.units_before(found) if found else frozenset()


def decides(actor: Actor, programme_unit_id: int | None) -> bool:
    """Whether she answers estimates and allocates in a programme of this unit (None = the province's)."""
    if any(grant.unit_id is None and grant.role == Role.STANDING_OFFICE for grant in actor.grants):
        return True
    return programme_unit_id is not None and actor.has(*OF_A_UNIT, unit_id=programme_unit_id)


def writes_for(actor: Actor) -> frozenset[int] | None:
    """Units for which she writes estimates; None = every one."""
    if any(grant.unit_id is None and grant.role == Role.STANDING_OFFICE for grant in actor.grants):
        return None
    return actor.units_as(OF_A_UNIT)


def purse_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> Purse:
    """`to`: "see", "ask" (write estimates), "decide". Raises Missing, Refused."""
    card = programme.programme_for(actor, uuid, on=on)
    versions = programme.version_ids(card.id)
    purse = Purse(card, versions, units_seen(actor, on=on), decides(actor, card.unit_id), writes_for(actor))
    if (to == "decide" and not purse.decides) or (to == "ask" and not purse.writes):
        raise Refused
    return purse


def unit_in(actor: Actor, purse: Purse, uuid: UUID | str) -> orgs.UnitCard:
    """A unit whose money she may see. Raises Missing."""
    unit_id = orgs.unit_id_of(str(uuid))
    if not purse.sees(unit_id):
        raise Missing
    return orgs.unit(unit_id)


def estimates_in(purse: Purse) -> QuerySet[Estimate]:
    """Every estimate of the programme she may see."""
    found: QuerySet[Estimate] = Estimate.objects.filter(programme_id__in=purse.versions)
    return found if purse.units is None else found.filter(unit_id__in=purse.units)


def estimate_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> tuple[Estimate, Purse]:
    """`to`: "see", "write" (change, submit, withdraw), "decide". Raises Missing, Refused."""
    found = Estimate.objects.select_related("programme", "unit", "task").filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    purse = purse_for(actor, found.programme.uuid, on=on)
    if not purse.sees(found.unit_id):
        raise Missing
    if (to == "write" and not purse.writes_at(found.unit_id)) or (to == "decide" and not purse.decides):
        raise Refused
    return found, purse


def allocations_in(purse: Purse) -> QuerySet[Allocation]:
    """Every allocation in force of the programme she may see."""
    found: QuerySet[Allocation] = Allocation.objects.in_force().filter(programme_id__in=purse.versions)
    return found if purse.units is None else found.filter(unit_id__in=purse.units)


def decision_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> tuple[AllocationDecision, Purse]:
    """A decision with at least one line she may see. Raises Missing."""
    found = (
        AllocationDecision.objects.select_related("programme", "stored").filter(uuid=uuid_of(uuid)).first()
    )
    if found is None:
        raise Missing
    purse = purse_for(actor, found.programme.uuid, on=on)
    lines = found.allocations.all()
    if purse.units is not None and not lines.filter(unit_id__in=purse.units).exists():
        raise Missing
    return found, purse


def allocation_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> tuple[Allocation, Purse]:
    """An allocation to correct or withdraw. Raises Missing, Refused."""
    found = (
        Allocation.objects.select_related("decision", "programme", "unit", "task")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if found is None:
        raise Missing
    purse = purse_for(actor, found.programme.uuid, on=on)
    if not purse.sees(found.unit_id):
        raise Missing
    if not purse.decides:
        raise Refused
    return found, purse


def batch_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> tuple[AllocationBatch, Purse]:
    """A table between dry run and confirmation, for her who entered it. Raises Missing."""
    found = (
        AllocationBatch.objects.filter(uuid=uuid_of(uuid), actor_id=actor.id)
        .select_related("programme")
        .first()
    )
    if found is None:
        raise Missing
    purse = purse_for(actor, found.programme.uuid, on=on)
    if not purse.decides:
        raise Missing
    return found, purse
