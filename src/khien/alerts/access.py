"""Who reads, writes, approves and calls off which alert; the only way a view gets one.

| | issued | drafts | writes | approves |
|---|---|---|---|---|
| standing office | all | all | for every unit | all, not what she wrote |
| editor, focal officer of a unit | all | own unit's | own unit's | no |
| approver, leader | all | own unit's and below | no | own unit's and below |
| auditor, administrator | all | all | no | no |
| other staff | all | no | no | no |

"Not what she wrote" and "two persons" are rules of the service, which can say so. Foreign drafts and missing alerts
answer alike (404). An update or cancel is written by who may write for the unit that sent the first.

Indicators and keys of response centres belong to the standing office (the administrator makes keys too, the auditor
reads); foreign warnings are read by who writes warnings; where they come from is the administrator's.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.db.models import Q, QuerySet

from khien.alerts.models import Alert, IncomingFeed, IncomingItem, Indicator, ShareKey
from khien.alerts.rules.vocabulary import Scope, State
from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import Level, Role

WRITERS = (Role.STANDING_OFFICE, Role.EDITOR, Role.FOCAL_OFFICER)
APPROVERS = (Role.STANDING_OFFICE, Role.APPROVER, Role.LEADER)
READERS_OF_ALL = (Role.STANDING_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR)
SHARERS = (Role.STANDING_OFFICE,)
SHARING_READERS = (Role.STANDING_OFFICE, Role.AUDITOR)
KEY_MAKERS = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)
FEED_KEEPERS = (Role.ADMINISTRATOR,)
INTAKE_READERS = (*WRITERS, Role.AUDITOR, Role.ADMINISTRATOR)


class Right(StrEnum):
    VIEW = "view"
    WRITE = "write"
    APPROVE = "approve"


def writes_for(actor: Actor, unit_id: int) -> bool:
    return actor.has(*WRITERS, unit_id=unit_id)


def approves_for(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return orgs.covers(actor, unit_id, on=on, roles=APPROVERS)


def may(actor: Actor, alert: Alert, right: Right, *, on: dt.date) -> bool:
    """By role and unit only."""
    match right:
        case Right.VIEW:
            return alert.frozen or _sees_drafts(actor, alert.unit_id, on=on)
        case Right.WRITE:
            return writes_for(actor, alert.unit_id)
        case Right.APPROVE:
            return approves_for(actor, alert.unit_id, on=on)


def alert_for(actor: Actor, uuid: str, right: Right = Right.VIEW, *, on: dt.date) -> Alert:
    """Raises Missing when she may not even see it, Refused when she sees it and may not do that."""
    found = Alert.objects.filter(uuid=uuid_of(uuid)).exclude(state=State.DROPPED).first()
    if found is None or not may(actor, found, Right.VIEW, on=on):
        raise Missing
    if not may(actor, found, right, on=on):
        raise Refused
    return found


def alerts_seen(actor: Actor, *, on: dt.date) -> QuerySet[Alert]:
    """What her lists show: everything issued, and the drafts she may see."""
    rows = Alert.objects.exclude(state=State.DROPPED)
    if actor.has(*READERS_OF_ALL):
        return rows
    return rows.filter(Q(state=State.ISSUED) | Q(unit_id__in=_draft_units(actor, on=on)))


def waiting_for(actor: Actor, *, on: dt.date) -> QuerySet[Alert]:
    """What she might approve by role and unit; whether she wrote or approved it already is asked of each."""
    rows = Alert.objects.filter(state=State.WAITING)
    if not actor.has(*APPROVERS):
        return rows.none()
    units = approving_units(actor, on=on)
    return rows if units is None else rows.filter(unit_id__in=units)


def drafts_of_hers(actor: Actor) -> QuerySet[Alert]:
    rows = Alert.objects.filter(state=State.DRAFT)
    units = writing_units(actor)
    return rows if units is None else rows.filter(unit_id__in=units)


def public_alert(uuid: str) -> Alert:
    """An issued alert that everybody may read; a drill has a page of its own mark, a restricted one none.

    Raises Missing.
    """
    found = Alert.objects.filter(uuid=uuid_of(uuid), state=State.ISSUED, scope=Scope.PUBLIC).first()
    if found is None:
        raise Missing
    return found


def indicators() -> QuerySet[Indicator]:
    """For SHARING_READERS, whom the door asks for."""
    return Indicator.objects.all()


def indicator_for(uuid: str) -> Indicator:
    """Raises Missing."""
    found = Indicator.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def share_keys() -> QuerySet[ShareKey]:
    return ShareKey.objects.all()


def share_key_for(uuid: str) -> ShareKey:
    """Raises Missing."""
    found = ShareKey.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def feeds() -> QuerySet[IncomingFeed]:
    return IncomingFeed.objects.all()


def feed_for(uuid: str) -> IncomingFeed:
    """Raises Missing."""
    found = IncomingFeed.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def incoming() -> QuerySet[IncomingItem]:
    return IncomingItem.objects.select_related("feed", "alert")


def incoming_for(uuid: str) -> IncomingItem:
    """Raises Missing."""
    found = incoming().filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def places_of(alert: Alert, *, on: dt.date) -> frozenset[int] | None:
    """Whom its unit may warn: a commune or a school only its own people; a province's or the country's offices anybody (None)."""
    own = orgs.unit(alert.unit_id)
    return orgs.units_under(own.id, on=on) if own.level in (Level.COMMUNE, Level.SITE) else None


def writing_units(actor: Actor) -> frozenset[int] | None:
    """None = every unit's."""
    everywhere = any(grant.role in WRITERS and grant.unit_id is None for grant in actor.grants)
    return None if everywhere else actor.units_as(WRITERS)


def approving_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """None = every unit's."""
    if any(grant.role in APPROVERS and grant.unit_id is None for grant in actor.grants):
        return None
    found: set[int] = set()
    for unit_id in actor.units_as(APPROVERS):
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)


def _draft_units(actor: Actor, *, on: dt.date) -> frozenset[int]:
    return (writing_units(actor) or frozenset()) | (approving_units(actor, on=on) or frozenset())


def _sees_drafts(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    return actor.has(*READERS_OF_ALL) or writes_for(actor, unit_id) or approves_for(actor, unit_id, on=on)
