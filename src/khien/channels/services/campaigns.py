"""A campaign's way: sent in, approved by somebody else with a basis, started, paused, let go on, stopped.

States follow `rules.kinds.MOVES`; a second press of a button finds the state moved and changes nothing. Refuses to
send anything itself: what goes out is asked for on commit and done by jobs.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.channels.errors import NotReady, OwnCampaign
from khien.channels.models import Campaign
from khien.channels.rules.costs import Estimate, people_of
from khien.channels.rules.kinds import CampaignState
from khien.channels.rules.planning import Lack, lacks_of
from khien.channels.selectors.campaign_plan import estimate_of, plan_of
from khien.channels.services.asking import ask
from khien.channels.services.campaign_acts import had_a_hand, held, keep, move, write_down
from khien.channels.services.deciding import stop_rows
from khien.channels.wording_campaigns import LACK_WORDS


def missing_in(campaign: Campaign, estimate: Estimate) -> list[Lack]:
    """What must be done before it may be sent in."""
    lacks = lacks_of(plan_of(campaign))
    people = people_of(estimate)
    only_people = bool(people) and not any(line.posts for line in estimate.lines)
    return [*lacks, Lack.NOBODY] if only_people and not any(people.values()) and not lacks else lacks


def send_in(actor: Actor, campaign: Campaign, *, version: int, on: dt.date, at: dt.datetime) -> Campaign:
    """Raises NotNow, ChangedMeanwhile, NotReady."""
    with transaction.atomic():
        row = held(campaign, version=version)
        lacks = missing_in(row, estimate_of(row, on=on))
        move(row, CampaignState.WAITING)
        if lacks:
            raise NotReady([LACK_WORDS[lack] for lack in lacks])
        keep(row, at=at)
        write_down(actor, row, "sent_in", at=at)
    return row


def take_back(actor: Actor, campaign: Campaign, *, at: dt.datetime) -> Campaign:
    """The maker wants to change it before anybody decided. Raises NotNow."""
    with transaction.atomic():
        row = held(campaign)
        was_approved = row.state == CampaignState.APPROVED
        move(row, CampaignState.DRAFT)
        _forget_approval(row)
        keep(row, at=at)
        write_down(actor, row, "reopened" if was_approved else "taken_back", at=at)
    return row


def return_with(actor: Actor, campaign: Campaign, *, version: int, note: str, at: dt.datetime) -> Campaign:
    """Back to its maker, with words. Raises NotNow, ChangedMeanwhile, KhienError("no-note")."""
    if not note.strip():
        raise KhienError(
            _("Write what is to be changed, so that the maker knows what to do."), code="no-note"
        )
    with transaction.atomic():
        row = held(campaign, version=version)
        move(row, CampaignState.DRAFT)
        _forget_approval(row)
        keep(row, at=at)
        write_down(actor, row, "returned", at=at, note=note.strip())
    return row


def approve(
    actor: Actor, campaign: Campaign, *, version: int, basis: str, on: dt.date, at: dt.datetime
) -> Campaign:
    """What stands on the page of that version. Raises NotNow, ChangedMeanwhile, OwnCampaign, KhienError("no-basis")."""
    if not basis.strip():
        raise KhienError(_("Write on which plan, decision or letter the sending rests."), code="no-basis")
    with transaction.atomic():
        row = held(campaign, version=version)
        move(row, CampaignState.APPROVED)
        if had_a_hand(actor, row):
            raise OwnCampaign
        row.approved_by, row.approved_at, row.basis = actor.label[:200], at, basis.strip()[:300]
        row.approved_cost_vnd = estimate_of(row, on=on).cost_vnd
        keep(row, at=at)
        write_down(actor, row, "approved", at=at, note=row.basis, new={"cost_vnd": row.approved_cost_vnd})
    return row


def start(actor: Actor, campaign: Campaign, *, at: dt.datetime) -> Campaign:
    """Raises NotNow: approved ones only, once."""
    return _go(actor, campaign, CampaignState.APPROVED, "started", at=at)


def resume(actor: Actor, campaign: Campaign, *, at: dt.datetime) -> Campaign:
    """Raises NotNow: paused ones only."""
    return _go(actor, campaign, CampaignState.PAUSED, "resumed", at=at)


def pause(actor: Actor, campaign: Campaign, *, at: dt.datetime) -> Campaign:
    """Nothing more goes out after the few that are being handed over. Raises NotNow."""
    with transaction.atomic():
        row = held(campaign)
        move(row, CampaignState.PAUSED)
        keep(row, at=at)
        write_down(actor, row, "paused", at=at)
    return row


def stop(actor: Actor, campaign: Campaign, *, note: str = "", at: dt.datetime) -> int:
    """For good; what was sent stays sent. How many recipients were left out by it. Raises NotNow."""
    with transaction.atomic():
        row = held(campaign)
        move(row, CampaignState.STOPPED)
        keep(row, at=at)
        left = stop_rows(row.pk)
        write_down(actor, row, "stopped", at=at, note=note.strip(), new={"left_out": left})
    return left


def _go(actor: Actor, campaign: Campaign, before: CampaignState, act: str, *, at: dt.datetime) -> Campaign:
    with transaction.atomic():
        row = held(campaign)
        if row.state != before:
            move(row, CampaignState(row.state))  # never a move: NotNow
        move(row, CampaignState.RUNNING)
        keep(row, at=at)
        write_down(actor, row, act, at=at)
        ask("run_campaign", campaign_id=row.pk)
    return row


def _forget_approval(row: Campaign) -> None:
    row.approved_by, row.approved_at, row.basis, row.approved_cost_vnd = "", None, "", None
