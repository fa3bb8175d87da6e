"""Which message an account carries next, and which accounts carry a medium now."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from khien.channels.models import ChannelAccount, DeliveryRow, Message
from khien.channels.rules.hours import is_open
from khien.channels.rules.kinds import (
    KINDS_FOR,
    MEDIUM_OF,
    CampaignState,
    ChannelKind,
    Delivery,
    Medium,
    MessageState,
)

LIVE = Q(
    state__in=[MessageState.PREPARING, MessageState.READY],
    step__campaign__state=CampaignState.RUNNING,
)


def next_message(account: ChannelAccount, *, drill: bool, at: dt.datetime) -> Message | None:
    """Warnings before everything, then by the step's hour. None: nothing to do, or not at this hour."""
    medium = MEDIUM_OF[ChannelKind(account.kind)]
    queued = DeliveryRow.objects.filter(message_id=OuterRef("pk"), state=Delivery.QUEUED)
    found = (
        Message.objects.filter(LIVE, Exists(queued), medium=medium, step__campaign__drill=drill)
        .filter(Q(account=None) | Q(account=account), step__starts_at__lte=at)
        .select_related("step__campaign")
        .order_by(F("step__campaign__alert_uuid").asc(nulls_last=True), "step__starts_at", "id")
    )
    return next((message for message in found if may_go(message, account, at=at)), None)


def may_go(message: Message, account: ChannelAccount, *, at: dt.datetime) -> bool:
    """Within the account's and the campaign's hours; a warning goes at any hour."""
    campaign = message.step.campaign
    if campaign.ends_at is not None and at >= campaign.ends_at:
        return False
    if campaign.alert_uuid is not None:
        return True
    moment = timezone.localtime(at).time()
    return is_open(moment, account.open_from, account.open_until) and is_open(
        moment, campaign.hours_from, campaign.hours_until
    )


def urgent_waits(medium: Medium, *, drill: bool) -> bool:
    """Whether a warning has queued rows on this medium."""
    queued = DeliveryRow.objects.filter(message_id=OuterRef("pk"), state=Delivery.QUEUED)
    return (
        Message.objects.filter(LIVE, Exists(queued), medium=medium, step__campaign__drill=drill)
        .filter(step__campaign__alert_uuid__isnull=False)
        .exists()
    )


def still_runs(message_id: int) -> bool:
    return Message.objects.filter(LIVE, pk=message_id).exists()


def carriers(medium: Medium, *, at: dt.datetime) -> list[ChannelAccount]:
    """The accounts that carry a medium now: of those that work, the ones first in order; the others stand by."""
    usable = list(usable_accounts(medium, at=at))
    first = min((account.position for account in usable), default=0)
    return [account for account in usable if account.position == first]


def usable_accounts(medium: Medium, *, at: dt.datetime) -> QuerySet[ChannelAccount]:
    return ChannelAccount.objects.filter(
        Q(troubled_until__isnull=True) | Q(troubled_until__lte=at), active=True, kind__in=KINDS_FOR[medium]
    ).order_by("position", "id")
