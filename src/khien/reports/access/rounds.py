"""The only way a view gets a round or a unit's report. Foreign and missing answer alike (404).

| | runs rounds of | sees handed-in reports | sees drafts | writes |
|---|---|---|---|---|
| standing office | every programme | all | no | for units without an account (table) |
| leader, focal officer | own unit's programmes | own unit, units below | own unit | own unit |
| auditor, leader of the steering committee | none | all | no | no |

Who answers for a unit that is gone (merged, split) writes and sees its reports as her own.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from django.db import models
from django.db.models import Q

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.reports.models import (
    ExpectedUnit,
    ReportRound,
    ReportRoundQuerySet,
    Submission,
    TakenTable,
    UrgingLetter,
)
from khien.reports.rules import RoundState, SubmissionState

READERS = (Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER, Role.AUDITOR)
OF_A_UNIT = (Role.LEADER, Role.FOCAL_OFFICER)
RUNNERS = (Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER)


def reads_all(actor: Actor) -> bool:
    everywhere = {grant.role for grant in actor.grants if grant.unit_id is None}
    return actor.has(Role.STANDING_OFFICE) or bool(everywhere & {Role.AUDITOR, Role.LEADER})


def runs(actor: Actor, programme_unit_id: int | None) -> bool:
    """Whether she opens, closes and decides rounds of a programme; `programme_unit_id` None = the province's."""
    if actor.has(Role.STANDING_OFFICE):
        return True
    return programme_unit_id is not None and programme_unit_id in actor.units_as(OF_A_UNIT)


def check_runs(actor: Actor, found: ReportRound) -> None:
    """Raises Refused."""
    if not runs_round(actor, found):
        raise Refused


def programmes_run(actor: Actor, *, on: dt.date) -> list[programmes.ProgrammeCard]:
    """Programmes in force in which she opens rounds, the province's first: a round of it is what is mostly wanted."""
    mine = [card for card in programmes.running_programmes(on=on) if runs(actor, card.unit_id)]
    return sorted(mine, key=lambda card: (card.unit_id is not None, card.id))


def focal_officers(unit_id: int, *, on: dt.date) -> list[orgs.PersonCard]:
    """Whom the office may ring."""
    return orgs.focal_officers([unit_id], on=on).get(unit_id, [])


def runs_round(actor: Actor, found: ReportRound) -> bool:
    return runs(actor, found.programme.unit_id)


def own_units(actor: Actor, *, on: dt.date) -> frozenset[int]:
    """Units she reports for: her own and those gone for which they answer."""
    mine = actor.units_as(OF_A_UNIT)
    if not mine:
        return mine
    return mine | {gone for before in orgs.taken_over(mine, on=on).values() for gone in before}


def seen_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Units whose handed-in reports she sees; None = all."""
    if reads_all(actor):
        return None
    below = {i for unit_id in actor.units_as(OF_A_UNIT) for i in orgs.units_under(unit_id, on=on)}
    return own_units(actor, on=on) | below


def rounds_for(actor: Actor, *, on: dt.date) -> ReportRoundQuerySet:
    """Rounds she sees: all for who reads all; else those in which her units are expected, or of her unit's programme."""
    found = ReportRound.objects.select_related("programme")
    if reads_all(actor):
        return found
    seen = seen_units(actor, on=on) or frozenset()
    asked = ExpectedUnit.objects.filter(unit_id__in=seen).values("round_id")
    mine = Q(programme__unit_id__in=actor.units_as(OF_A_UNIT))
    return found.filter(mine | Q(pk__in=asked))


def round_for(actor: Actor, code: str, *, on: dt.date, to: Literal["view", "run"] = "view") -> ReportRound:
    """Raises Missing, Refused (sees it but does not run it)."""
    found = rounds_for(actor, on=on).filter(code=code).first()
    if found is None:
        raise Missing
    if to == "run" and not runs_round(actor, found):
        raise Refused
    return found


def expected_for(actor: Actor, code: str, unit_uuid: UUID | str, *, on: dt.date) -> ExpectedUnit:
    """A unit that is expected in a round and that she may write for or decide on. Raises Missing."""
    found = round_for(actor, code, on=on)
    row = (
        ExpectedUnit.objects.select_related("unit").filter(round=found, unit__uuid=uuid_of(unit_uuid)).first()
    )
    if row is None:
        raise Missing
    seen = seen_units(actor, on=on)
    if seen is not None and row.unit_id not in seen and not runs_round(actor, found):
        raise Missing
    row.round = found
    return row


def writable_for(actor: Actor, code: str, unit_uuid: UUID | str, *, on: dt.date) -> ExpectedUnit:
    """Of her own unit, to write its report. Raises Missing, Refused (sees the unit but does not write for it)."""
    row = (
        ExpectedUnit.objects.select_related("round__programme", "unit")
        .filter(round__code=code, unit__uuid=uuid_of(unit_uuid))
        .first()
    )
    if row is not None and is_own(actor, row.unit_id, on=on):
        return row
    expected_for(actor, code, unit_uuid, on=on)
    raise Refused


def submission_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Submission:
    """A report she may read: her own unit's in any state, others' once handed in. Raises Missing."""
    found = (
        Submission.objects.select_related("round", "round__programme", "unit", "scan")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if found is None or not _may_read(actor, found, on):
        raise Missing
    return found


def _may_read(actor: Actor, found: Submission, on: dt.date) -> bool:
    if is_own(actor, found.unit_id, on=on):
        return True
    if found.state == SubmissionState.DRAFT:
        return False
    seen = seen_units(actor, on=on)
    return seen is None or found.unit_id in seen or runs_round(actor, found.round)


def decidable_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> Submission:
    """To accept, return or open again. Raises Missing, Refused."""
    found = submission_for(actor, uuid, on=on)
    if not runs_round(actor, found.round):
        raise Refused
    return found


def is_own(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return unit_id in actor.units_as(OF_A_UNIT) or unit_id in own_units(actor, on=on)


def decides_on(actor: Actor) -> models.QuerySet[Submission]:
    """Handed-in reports that wait for this person."""
    waiting = Submission.objects.filter(state=SubmissionState.SUBMITTED).exclude(
        round__state=RoundState.CANCELLED
    )
    if actor.has(Role.STANDING_OFFICE):
        return waiting
    units = actor.units_as(OF_A_UNIT)
    return waiting.filter(round__programme__unit_id__in=units) if units else waiting.none()


def waiting_everywhere(actor: Actor) -> bool:
    return actor.has(Role.STANDING_OFFICE)


def waiting_for_decision(actor: Actor) -> int:
    """One query at most."""
    return decides_on(actor).count()


def owed_by(unit_ids: frozenset[int], *, on: dt.date) -> int:
    """How many reports these units still owe in open rounds. One query."""
    handed = Submission.objects.filter(
        round_id=models.OuterRef("round_id"),
        unit_id=models.OuterRef("unit_id"),
        state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED],
    )
    asked = ExpectedUnit.objects.filter(
        unit_id__in=unit_ids, excused="", round__state=RoundState.OPEN, round__opens_on__lte=on
    )
    return asked.exclude(models.Exists(handed)).count()


def letter_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> UrgingLetter:
    """Raises Missing. Letters are the office's: who reads all, or runs the round."""
    found = (
        UrgingLetter.objects.select_related("round__programme", "stored").filter(uuid=uuid_of(uuid)).first()
    )
    if found is None or not (reads_all(actor) or runs_round(actor, found.round)):
        raise Missing
    return found


def table_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> TakenTable:
    """Raises Missing."""
    found = (
        TakenTable.objects.select_related("round__programme", "stored", "unit")
        .filter(uuid=uuid_of(uuid))
        .first()
    )
    if found is None or not runs_round(actor, found.round):
        raise Missing
    return found
