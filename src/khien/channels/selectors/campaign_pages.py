"""Small reads of a campaign's page: who did what, which task it serves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.channels.models import Campaign, CampaignAct
from khien.channels.rules.templates import CampaignTemplate, templates
from khien.channels.wording_campaigns import ACT_NAMES
from khien.programme import api as programmes

LONGEST_TASK = 140
MOST_ACTS = 60


@dataclass(frozen=True, slots=True)
class ActLine:
    code: str
    words: object
    at: dt.datetime
    who: str
    note: str


def acts_of(campaign: Campaign) -> list[ActLine]:
    """The newest first."""
    rows = CampaignAct.objects.filter(campaign=campaign)[:MOST_ACTS]
    return [
        ActLine(row.act, ACT_NAMES.get(row.act, row.act), row.at, row.actor_label, row.note) for row in rows
    ]


def task_name(campaign: Campaign) -> str:
    if campaign.task_id is None:
        return ""
    found = programmes.task_heads(task_ids=[campaign.task_id])
    return f"{found[0].path} {found[0].text}"[:LONGEST_TASK] if found else ""


def template_of(campaign: Campaign) -> CampaignTemplate | None:
    """The ready plan it began with, as its first act says."""
    said = CampaignAct.objects.filter(campaign=campaign, act="made").values_list("note", flat=True).first()
    return next((one for one in templates() if one.title == said), None) if said else None
