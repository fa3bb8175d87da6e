"""What several campaign pages show: the plan's parts with what is missing, people in words, prices, rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khien.audiences import api as audiences
from khien.base.access import Actor
from khien.base.clock import today
from khien.channels.access.campaigns import Right, may
from khien.channels.models import Campaign
from khien.channels.rules.costs import CostLine, Estimate, Warn, warnings_of
from khien.channels.rules.kinds import PERSONAL, CampaignState, Medium, StepKind
from khien.channels.rules.planning import LACKS_ON, Lack, Part, lacks_of
from khien.channels.selectors.campaign_plan import plan_of
from khien.channels.services.campaign_acts import had_a_hand
from khien.channels.wording import MEDIUM_ICONS, MEDIUM_NAMES
from khien.channels.wording_campaigns import LACK_WORDS, PART_NAMES, PART_URLS, STEP_NAMES, WARN_WORDS
from khien.library import api as library
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS
from khien.web.doors import StaffRequest

SUGGESTED = 500


@dataclass(frozen=True, slots=True)
class RuleWords:
    """One choice of people as the office reads it."""

    place: int  # in the campaign's list
    title: str
    where: str
    groups: str
    topics: str


def rule_words(campaign: Campaign) -> list[RuleWords]:
    """Two queries however many choices."""
    rules = [audiences.rule_from(data) for data in campaign.audience]
    names = orgs.unit_names({pk for rule in rules for pk in rule.unit_ids})
    topics = topic_names() if any(rule.topics for rule in rules) else {}
    titles = [*campaign.segment_titles, *[""] * len(rules)]
    return [
        RuleWords(
            n,
            titles[n],
            ", ".join(names.get(pk, "?") for pk in rule.unit_ids) or _("Everywhere"),
            ", ".join(str(AUDIENCE_WORDS.get(code, code)) for code in rule.audiences) or _("every group"),
            ", ".join(topics.get(code, code) for code in rule.topics),
        )
        for n, rule in enumerate(rules)
    ]


def topic_names() -> dict[str, str]:
    return {card.code: card.name for card in library.topic_cards()}


def counted(reached: Mapping[Medium, int]) -> list[tuple[object, int]]:
    return [(MEDIUM_NAMES[medium], number) for medium, number in reached.items()]


def cost_lines(estimate: Estimate, kinds: Mapping[int, StepKind]) -> list[tuple[CostLine, object, object]]:
    """(line, step, medium) in words. `kinds`: by number of step."""
    return [
        (line, STEP_NAMES[kinds[line.step]], MEDIUM_NAMES[Medium(line.medium)]) for line in estimate.lines
    ]


def warning_words(estimate: Estimate) -> list[str]:
    found = warnings_of(estimate, personal=[str(medium) for medium in PERSONAL])
    return [
        str(WARN_WORDS[warn]) % {"what": what if warn == Warn.OVER_BUDGET else MEDIUM_NAMES[Medium(what)]}
        for warn, what in found
    ]


def lack_words(lacks: Iterable[Lack]) -> list[tuple[object, object, str]]:
    """(what, page, its name in the addresses)."""
    return [(LACK_WORDS[lack], PART_NAMES[LACKS_ON[lack]], PART_URLS[LACKS_ON[lack]]) for lack in lacks]


def plan_tabs(campaign: Campaign, current: Part, lacks: Iterable[Lack]) -> list[dict[str, object]]:
    """The pages of the planner, each with a sign whether something is missing on it."""
    wanting = {LACKS_ON[lack] for lack in lacks}
    return [
        {
            "label": f"{number}. {PART_NAMES[part]}",
            "url": reverse(PART_URLS[part], args=[campaign.uuid]),
            "current": part == current,
            "icon": "alert-triangle" if part in wanting else "check",
        }
        for number, part in enumerate(Part, 1)
    ]


def plan_frame(request: StaffRequest, campaign: Campaign, part: Part) -> dict[str, Any]:
    lacks = lacks_of(plan_of(campaign))
    parts = list(Part)
    after = parts.index(part) + 1
    following = parts[after] if after < len(parts) else None
    return {
        "campaign": campaign,
        "unit_name": orgs.unit(campaign.unit_id).name,
        "tabs": plan_tabs(campaign, part, lacks),
        "part_name": PART_NAMES[part],
        "next_url": reverse(PART_URLS[following], args=[campaign.uuid]) if following else "",
        "next_name": PART_NAMES[following] if following else "",
        "missing": [word for word in lack_words(lacks) if word[2] == PART_URLS[part]],
        "editable": campaign.state == CampaignState.DRAFT and may(request.actor, campaign, Right.EDIT),
    }


def rights(actor: Actor, campaign: Campaign) -> dict[str, bool]:
    """What she may do with it now, in this state."""
    state = CampaignState(campaign.state)
    edits, runs = may(actor, campaign, Right.EDIT), may(actor, campaign, Right.RUN)
    approves = may(actor, campaign, Right.APPROVE)
    waiting = state == CampaignState.WAITING
    own = waiting and approves and had_a_hand(actor, campaign)
    return {
        "edit": edits and state == CampaignState.DRAFT,
        "approve": approves and waiting and not own,
        "own": own,
        "give_back": approves and waiting,
        "take_back": edits and state in (CampaignState.WAITING, CampaignState.APPROVED),
        "start": runs and state == CampaignState.APPROVED,
        "pause": runs and state == CampaignState.RUNNING,
        "resume": runs and state == CampaignState.PAUSED,
        "stop": runs and state in (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.APPROVED),
        "copy": edits,
        "run": runs,
    }


def suggestions(*, within: int | None = None) -> SafeString:
    """Options of a typed unit."""
    found = orgs.find_units("", on=today(), within=within, limit=SUGGESTED)
    return format_html_join("", '<option value="{} · {}"></option>', ((u.code, u.name) for u in found))


def choices_of(ids: frozenset[int] | None) -> list[tuple[int, str]] | None:
    if ids is None:
        return None
    return sorted(((card.id, card.name) for card in orgs.units(ids).values()), key=lambda pair: pair[1])


def tomorrow() -> dt.date:
    return today() + dt.timedelta(days=1)


def step_shown(step: Any) -> dict[str, object]:
    return {
        "number": step.number,
        "name": STEP_NAMES[step.kind],
        "at": step.starts_at,
        "after": step.after,
        "texts": [
            {"view": text, "name": MEDIUM_NAMES[text.medium], "icon": MEDIUM_ICONS[text.medium]}
            for text in step.texts
        ],
    }
