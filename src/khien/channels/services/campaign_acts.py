"""Holds a campaign's row while it is changed, and writes down who did what. Called inside the change it tells of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from khien.base import audit
from khien.base.access import Actor
from khien.channels.errors import ChangedMeanwhile, NotNow
from khien.channels.models import Campaign, CampaignAct
from khien.channels.rules.kinds import MOVES, CampaignState

SUBJECT = "campaign"


def held(campaign: Campaign, *, version: int | None = None) -> Campaign:
    """The row, held to the end of the transaction. Raises ChangedMeanwhile for a page that shows an older plan."""
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    return row


def held_draft(campaign: Campaign, *, version: int) -> Campaign:
    """Only a draft is changed. Raises NotNow, ChangedMeanwhile."""
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.state != CampaignState.DRAFT:
        raise NotNow
    if row.version != version:
        raise ChangedMeanwhile
    return row


def move(row: Campaign, to: CampaignState) -> None:
    """Raises NotNow for a move that the table of states does not know."""
    if to not in MOVES[CampaignState(row.state)]:
        raise NotNow
    row.state = to.value


def keep(row: Campaign, *, at: dt.datetime) -> Campaign:
    row.version += 1
    row.changed_at = at
    row.save()
    return row


def write_down(
    actor: Actor,
    row: Campaign,
    act: str,
    *,
    at: dt.datetime,
    note: str = "",
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> None:
    """The act and the audit entry. Changes of one sitting are one act; the audit has each of them."""
    if act != "changed" or not _goes_on(actor, row):
        CampaignAct.objects.create(
            campaign=row, act=act, at=at, actor_id=actor.id, actor_label=actor.label[:200], note=note[:1000]
        )
    subject = audit.Subject(SUBJECT, str(row.uuid), row.title)
    told = {"note": note} | (new or {}) if note else new
    audit.record(actor=actor, action=f"campaign.{act}", subject=subject, old=old, new=told, at=at)


def _goes_on(actor: Actor, row: Campaign) -> bool:
    newest = CampaignAct.objects.filter(campaign=row).first()
    return newest is not None and newest.actor_id == actor.id and newest.act in ("made", "copied", "changed")


def had_a_hand(actor: Actor, row: Campaign) -> bool:
    """Whether she made or changed any part of it."""
    if row.made_by_id == actor.id:
        return True
    acts = ("made", "copied", "changed", "sent_in")
    return CampaignAct.objects.filter(campaign=row, actor_id=actor.id, act__in=acts).exists()
