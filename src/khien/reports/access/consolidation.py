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

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.reports.access.rounds import OF_A_UNIT, reads_all, round_for, runs_round
from khien.reports.models import Consolidation, ReportRound


def reads(actor: Actor, round: ReportRound) -> bool:
    return reads_all(actor) or runs_round(actor, round)


def leads(actor: Actor) -> bool:
    """A leader of the steering committee: for the whole programme, not of a unit."""
    return any(grant.role == Role.LEADER and grant.unit_id is None for grant in actor.grants)


def round_to_consolidate(
    actor: Actor, code: str, *, on: dt.date, to: Literal["view", "run"] = "view"
) -> ReportRound:
    """Raises Missing (also for units that only report in it), Refused."""
    found = round_for(actor, code, on=on)
    if not reads(actor, found):
        raise Missing
    if to == "run" and not runs_round(actor, found):
        raise Refused
    return found


def consolidation_for(
    actor: Actor, code: str, version: int, *, on: dt.date, to: Literal["view", "run", "check"] = "view"
) -> Consolidation:
    """Raises Missing, Refused (reads it but may not do this)."""
    round = round_to_consolidate(actor, code, on=on)
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
    people += [
        person
        for person in orgs.find_people("", on=on, role=Role.LEADER, limit=2000)
        if any(held.role == Role.LEADER and held.unit_id is None for held in person.roles)
    ]
    if unit_id is not None:
        roles = {role.value for role in OF_A_UNIT}
        people += [p for p in orgs.people_in(unit_id, on=on) if any(r.role in roles for r in p.roles)]
    return any(f"person:{person.id}" not in authors for person in people)
