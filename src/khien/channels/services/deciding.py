"""What a person decides about rows that nobody can be sure of, and what a stop does."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.channels.models import CampaignAct, DeliveryRow, Message
from khien.channels.rules.kinds import CampaignState, Delivery, MessageState
from khien.channels.rules.reasons import Reason
from khien.channels.services.asking import ask


def resend_uncertain(message_id: int, actor: Actor, *, at: dt.datetime) -> int:
    """The officer would rather have somebody get it twice than not at all. How many go out again."""
    with transaction.atomic():
        message = Message.objects.select_related("step__campaign").get(pk=message_id)
        rows = DeliveryRow.objects.filter(message=message, state=Delivery.UNCERTAIN)
        number = rows.update(state=Delivery.QUEUED, reason="", lease="")
        if number:
            Message.objects.filter(pk=message_id, state=MessageState.DONE).update(state=MessageState.READY)
            campaign = message.step.campaign
            if campaign.state == CampaignState.DONE.value:
                campaign.state = CampaignState.RUNNING
                campaign.save(update_fields=["state"])
            _note(message, actor, "resent", number, at=at)
            ask("run_campaign", campaign_id=campaign.pk)
    return number


def accept_uncertain(message_id: int, actor: Actor, *, at: dt.datetime) -> int:
    """The officer counts them as sent and nobody is written to again. How many."""
    with transaction.atomic():
        message = Message.objects.select_related("step__campaign").get(pk=message_id)
        rows = DeliveryRow.objects.filter(message=message, state=Delivery.UNCERTAIN)
        number = rows.update(state=Delivery.SENT)
        if number:
            _note(message, actor, "accepted", number, at=at)
    return number


def stop_rows(campaign_id: int) -> int:
    """After a stop: nothing that was not handed over will be. How many rows were left. Within the caller's transaction."""
    rows = DeliveryRow.objects.filter(
        message__step__campaign_id=campaign_id,
        state__in=[Delivery.QUEUED, Delivery.LEASED, Delivery.WAITING],
    )
    number = rows.update(state=Delivery.SKIPPED, reason=Reason.STOPPED)
    Message.objects.filter(step__campaign_id=campaign_id).exclude(state=MessageState.DONE).update(
        state=MessageState.STOPPED
    )
    return number


def _note(message: Message, actor: Actor, act: str, number: int, *, at: dt.datetime) -> None:
    campaign = message.step.campaign
    CampaignAct.objects.create(
        campaign=campaign,
        act=act,
        at=at,
        actor_id=actor.id,
        actor_label=actor.label,
        note=f"{message.medium}: {number}",
    )
    audit.record(
        actor=actor,
        action=f"channels.uncertain_{act}",
        subject=audit.Subject("campaign", str(campaign.uuid), campaign.title),
        at=at,
        new={"medium": message.medium, "number": number},
    )
