"""Carries an issued warning: one campaign of its own, running at once, over every channel that works.

Nobody approves it a second time: two persons approved the alert, and its words are taken as they are. An update or
cancel stops what its forerunner has not yet handed over. Refuses drills: alerts never tells us of them.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from khien.alerts.api import IssuedAlert
from khien.channels.models import Campaign, CampaignAct, CampaignStep, Message
from khien.channels.rules.kinds import CampaignState, Medium, StepKind
from khien.channels.rules.warning_texts import CARRIED, WarningWords, segment_rule, text_for
from khien.channels.services import deciding, notices, radio_bulletins
from khien.channels.services.asking import ask
from khien.channels.services.composing import absolute
from khien.channels.services.running import media_carried

GOING = (CampaignState.RUNNING, CampaignState.PAUSED)


def carry(alert: IssuedAlert) -> None:
    """Called in the transaction of issuing; an alert told twice is carried once."""
    with transaction.atomic():
        for earlier in alert.replaces:
            end(earlier, at=alert.sent_at)
        if Campaign.objects.filter(alert_uuid=alert.uuid).exists():
            return
        campaign = _campaign(alert)
        step = CampaignStep.objects.create(
            campaign=campaign, number=1, kind=StepKind.MAIN, starts_at=alert.sent_at
        )
        carried = media_carried()
        Message.objects.bulk_create(_message(step, medium, alert) for medium in CARRIED if medium in carried)
        _act(campaign, "started", at=alert.sent_at)
        ask("run_campaign", urgent=True, campaign_id=campaign.pk)


def end(alert_uuid: str, *, at: dt.datetime) -> None:
    """Stops what is still waiting of an earlier warning: who has not got it gets the newer word instead."""
    radio_bulletins.recall_alert([alert_uuid], at=at)
    notices.withdraw_alert([alert_uuid], at=at)
    campaign = Campaign.objects.select_for_update().filter(alert_uuid=alert_uuid, state__in=GOING).first()
    if campaign is None:
        return
    deciding.stop_rows(campaign.pk)
    Campaign.objects.filter(pk=campaign.pk).update(
        state=CampaignState.STOPPED, changed_at=at, version=F("version") + 1
    )
    _act(campaign, "stopped", at=at)


def words_of(alert: IssuedAlert) -> WarningWords:
    radio = alert.texts["vi"].radio if "vi" in alert.texts else ""
    return WarningWords(alert.headline, alert.short, alert.long, alert.instruction, radio)


def _campaign(alert: IssuedAlert) -> Campaign:
    return Campaign.objects.create(
        title=alert.headline[:200],
        purpose=_("Warning %(identifier)s") % {"identifier": alert.identifier},
        unit_id=alert.unit_id,
        state=CampaignState.RUNNING,
        alert_uuid=alert.uuid,
        audience=[segment_rule(alert.unit_ids, alert.audiences)],
        segment_titles=[alert.area_words] if alert.area_words else [],
        cap_messages=0,
        ends_at=alert.expires_at,
        made_by_id="system",
        made_by="Khiên",
        approved_by="Khiên",
        approved_at=alert.sent_at,
        basis=_("Warning %(identifier)s, approved and signed") % {"identifier": alert.identifier},
        created_at=alert.sent_at,
        changed_at=alert.sent_at,
    )


def _message(step: CampaignStep, medium: Medium, alert: IssuedAlert) -> Message:
    text = text_for(medium, words_of(alert))
    return Message(
        step=step,
        medium=medium,
        subject=text.subject[:200],
        text=text.text,
        link="" if medium == Medium.RADIO else absolute(alert.address),
        extra={
            "alert": alert.uuid,
            "severity": alert.severity,
            "unit_ids": list(alert.unit_ids),
            "expires_at": alert.expires_at.isoformat(),
        },
    )


def _act(campaign: Campaign, act: str, *, at: dt.datetime) -> None:
    CampaignAct.objects.create(campaign=campaign, act=act, at=at, actor_id="system", actor_label="Khiên")
