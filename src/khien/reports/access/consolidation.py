"""The only way a view gets a consolidated report. Foreign and missing answer alike (404).

| | reads versions | makes, writes, numbers | checks |
|---|---|---|---|
| who runs the round (standing office; for a unit's own programme its people) | yes | yes | yes, not her own |
| leader of the steering committee | yes | no | yes |
| auditor | yes | no | no |
| everybody else | no | no | no |
"""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.programme.api import ProgrammeCard
from khien.reports.access.rounds import OF_A_UNIT, reads_all, runs, runs_round
from khien.reports.models import Consolidation, ReportRound


def reads(actor: Actor, round: ReportRound) -> bool:
    return reads_all(actor) or runs_round(actor, round) or leads(actor)


def leads(actor: Actor) -> bool:
    """A leader of the steering committee or of the province's People's Committee."""
    if any(grant.role == Role.LEADER and grant.unit_id is None for grant in actor.grants):
        return True
    return any(_steers(card) for card in orgs.units(actor.units_as([Role.LEADER])).values())


def _steers(card: orgs.UnitCard) -> bool:
    kinds = (orgs.Kind.PEOPLES_COMMITTEE, orgs.Kind.STEERING)
    return card.kind in kinds and card.level is orgs.Level.PROVINCE


def round_to_consolidate(actor: Actor, code: str, *, to: Literal["view", "run"] = "view") -> ReportRound:
    """Raises Missing (also for units that only report in it), Refused."""
    found = ReportRound.objects.select_related("programme__plan", "programme__unit").filter(code=code).first()
    if found is None or not reads(actor, found):
        raise Missing
    if to == "run" and not runs_round(actor, found):
        raise Refused
    return found


def consolidation_for(
    actor: Actor, code: str, version: int, *, to: Literal["view", "run", "check"] = "view"
) -> Consolidation:
    """Raises Missing, Refused (reads it but may not do this)."""
    round = round_to_consolidate(actor, code)
    found = (
        Consolidation.objects.select_related("round", "word", "pdf", "table", "scan", "template__stored")
        .filter(round=round, version=version)
        .first()
    )
    if found is None:
        raise Missing
    found.round = round
    runs = runs_round(actor, round)
    if (to == "run" and not runs) or (to == "check" and not (runs or leads(actor))):
        raise Refused
    return found


def may_run(actor: Actor, round: ReportRound) -> bool:
    return runs_round(actor, round)


def may_check(actor: Actor, round: ReportRound) -> bool:
    return runs_round(actor, round) or leads(actor)


def author_key(actor: Actor) -> str:
    """How a report remembers who wrote in it."""
    return f"person:{actor.person_id}" if actor.person_id is not None else actor.id


def others_who_check(round: ReportRound, authors: list[str], *, on: dt.date) -> bool:
    """Whether somebody else could check: another officer who runs the round, or a leader."""
    unit_id = round.programme.unit_id
    people = orgs.find_people("", on=on, role=Role.STANDING_OFFICE, limit=200)
    leaders = orgs.find_people("", on=on, role=Role.LEADER, limit=5000)
    led = {r.unit_id for p in leaders for r in p.roles if r.role == Role.LEADER and r.unit_id is not None}
    steering = {None, *(card.id for card in orgs.units(led).values() if _steers(card))}
    people += [p for p in leaders if any(r.role == Role.LEADER and r.unit_id in steering for r in p.roles)]
    if unit_id is not None:
        roles = {role.value for role in OF_A_UNIT}
        people += [p for p in orgs.people_in(unit_id, on=on) if any(r.role in roles for r in p.roles)]
    return any(f"person:{person.id}" not in authors for person in people)


def programme_to_shape(actor: Actor, uuid: UUID | str, *, on: dt.date) -> ProgrammeCard:
    """A programme whose report template she may change. Raises Missing, Refused (reads the programme only)."""
    found = programmes.programme_for(actor, uuid, on=on)
    if not runs(actor, found.unit_id):
        raise Refused
    return found
