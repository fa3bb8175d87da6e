"""Campaigns that wait for somebody: to be approved, to be changed, to be started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.channels.access.campaigns import approvable
from khien.channels.selectors.campaign_lists import CampaignLine, campaign_lines, waiting_for
from khien.work.api import InboxEntry

MOST = 100


def to_approve(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Campaigns that wait for her approval: of her units, and none she had a hand in."""
    rows = approvable(actor)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return [_entry(line) for line in campaign_lines(waiting_for(rows, actor.id)[:MOST])]


def _entry(line: CampaignLine) -> InboxEntry:
    return InboxEntry(
        kind="campaigns_approve",
        title=line.title,
        url=reverse("campaigns:campaign", args=[line.uuid]) + "#quyet",
        action=_("Look and decide"),
        unit_id=None,
        unit=line.unit,
        due_on=line.first_at.date() if line.first_at else None,
        detail=line.purpose,
        state=_("Waits for approval"),
        tone="need",
    )
