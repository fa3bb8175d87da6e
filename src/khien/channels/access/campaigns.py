"""Who reads, makes, approves and runs which campaign; the only way a view gets one.

| | reads | makes, changes | approves | starts, pauses, stops |
|---|---|---|---|---|
| standing office | all | all | all, not her own | all |
| editor, focal officer of a unit | own unit's | own unit's, to people of its own area | no | own unit's |
| approver, leader of a unit | own unit's | no | own unit's | own unit's |
| auditor | all | no | no | no |
| others | no | no | no | no |

Foreign campaigns and missing ones answer alike (404). "Not her own" is a rule of the service, which can say so.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db.models import QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.channels.models import Campaign, CampaignStep, Message
from khien.orgs import api as orgs
from khien.orgs.api import Role

WRITERS = (Role.STANDING_OFFICE, Role.EDITOR, Role.FOCAL_OFFICER)
APPROVERS = (Role.STANDING_OFFICE, Role.APPROVER, Role.LEADER)
READERS_OF_ALL = (Role.STANDING_OFFICE, Role.AUDITOR)
READERS = (*WRITERS, Role.APPROVER, Role.LEADER, Role.AUDITOR)


class Right(StrEnum):
    VIEW = "view"
    EDIT = "edit"
    APPROVE = "approve"
    RUN = "run"


def may(actor: Actor, campaign: Campaign, right: Right) -> bool:
    unit_id = campaign.unit_id
    writes = actor.has(*WRITERS, unit_id=unit_id)
    approves = actor.has(*APPROVERS, unit_id=unit_id)
    match right:
        case Right.VIEW:
            return actor.has(*READERS_OF_ALL) or writes or approves
        case Right.EDIT:
            return writes
        case Right.APPROVE:
            return approves
        case Right.RUN:
            return writes or approves


def campaign_for(actor: Actor, uuid: str, right: Right = Right.VIEW) -> Campaign:
    """Raises Missing when she may not even see it, Refused when she sees it and may not do that."""
    found = Campaign.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None or not may(actor, found, Right.VIEW):
        raise Missing
    if not may(actor, found, right):
        raise Refused
    return found


def campaigns_seen(actor: Actor) -> QuerySet[Campaign]:
    rows = Campaign.objects.all()
    if actor.has(*READERS_OF_ALL):
        return rows
    return rows.filter(unit_id__in=actor.units_as(READERS))


def approvable(actor: Actor) -> QuerySet[Campaign]:
    """Of units she approves for; whether one is her own, the service says."""
    rows = Campaign.objects.all()
    if any(grant.role in APPROVERS and grant.unit_id is None for grant in actor.grants):
        return rows
    return rows.filter(unit_id__in=actor.units_as(APPROVERS))


def message_for(campaign: Campaign, uuid: str) -> Message:
    """A text of this campaign. Raises Missing."""
    rows = Message.objects.select_related("step__campaign", "account")
    found = rows.filter(step__campaign=campaign, uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def step_for(campaign: Campaign, number: int) -> CampaignStep:
    found = CampaignStep.objects.select_related("campaign").filter(campaign=campaign, number=number).first()
    if found is None:
        raise Missing
    return found


def making_units(actor: Actor) -> frozenset[int] | None:
    """Whose campaigns she makes; None = any unit's."""
    everywhere = any(grant.role in WRITERS and grant.unit_id is None for grant in actor.grants)
    return None if everywhere else actor.units_as(WRITERS)


def reach_of(actor: Actor, campaign: Campaign, *, on: dt.date) -> frozenset[int] | None:
    """Units whose people this campaign may be sent to by this officer; None = everywhere."""
    if actor.has(Role.STANDING_OFFICE):
        return None
    return orgs.units_under(campaign.unit_id, on=on)
