"""Campaigns: the list, the month, a new one, one with everything about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.channels.access import campaigns as access
from khien.channels.access.campaigns import Right
from khien.channels.forms.campaigns import ApproveForm, BeginForm, CopyForm, ReturnForm, StopForm
from khien.channels.models import Campaign
from khien.channels.rules.costs import Estimate, estimated, people_of
from khien.channels.rules.kinds import CampaignState, Medium
from khien.channels.rules.templates import template, templates
from khien.channels.selectors import campaign_lists as lists
from khien.channels.selectors.campaign_pages import ActLine, acts_of, task_name
from khien.channels.selectors.campaign_plan import (
    active_accounts,
    counts,
    estimate_of,
    rules_of,
    step_views,
)
from khien.channels.services import campaign_plan
from khien.channels.services.campaigns import missing_in
from khien.channels.tables.campaigns import campaign_table
from khien.channels.views.campaigns_results import results_context
from khien.channels.views.campaigns_shared import (
    choices_of,
    cost_lines,
    counted,
    lack_words,
    rights,
    rule_words,
    step_shown,
    suggestions,
    tomorrow,
    warning_words,
)
from khien.channels.wording import MEDIUM_NAMES
from khien.channels.wording_campaigns import (
    PART_NAMES,
    PART_URLS,
    STATE_NAMES,
    STATE_TONES,
    STEP_NAMES,
)
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS
from khien.web.doors import StaffRequest, staff
from khien.web.tables import Paged, respond

MOST_ON_TOP = 6
SENT_STATES = (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.DONE, CampaignState.STOPPED)
TABS = (("all", gettext_lazy("List")), ("month", gettext_lazy("Month")))


@require_safe
@staff(*access.READERS)
def campaigns(request: StaffRequest) -> HttpResponse:
    """What runs and what waits on top, then all of them."""
    rows = access.campaigns_seen(request.actor)
    now_on = lists.ids_by_state(rows, (*lists.UNDER_WAY, CampaignState.APPROVED))
    running = [*now_on[CampaignState.RUNNING], *now_on[CampaignState.PAUSED]][:MOST_ON_TOP]
    waiting = lists.waiting_for(access.approvable(request.actor), request.actor.id)[:MOST_ON_TOP]
    ready = now_on[CampaignState.APPROVED][:MOST_ON_TOP]
    top = {line.id: line for line in lists.campaign_lines([*running, *waiting, *ready])}
    context = {
        "running": [top[pk] for pk in running if pk in top],
        "waiting": [top[pk] for pk in waiting if pk in top],
        "ready": [top[pk] for pk in ready if pk in top],
        "tabs": _tabs("all"),
        "writes": request.actor.has(*access.WRITERS),
        "state_names": STATE_NAMES,
    }
    table = campaign_table(units=lists.units_with_campaigns(rows))
    return respond(request, "channels/campaigns.html", table, Paged(rows, lists.campaign_lines), context)


@require_safe
@staff(*access.READERS)
def month(request: StaffRequest) -> HttpResponse:
    """Which step goes on which day; prints on one sheet."""
    shown = lists.month_of(access.campaigns_seen(request.actor), _month_asked(request))
    context = {
        "month": shown,
        "tabs": _tabs("month"),
        "weekdays": (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")),
        "step_names": STEP_NAMES,
        "medium_names": MEDIUM_NAMES,
        "today": today(),
        "writes": request.actor.has(*access.WRITERS),
    }
    return render(request, "channels/campaigns_month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def new(request: StaffRequest) -> HttpResponse:
    """From a ready plan or from nothing."""
    code = (request.POST if request.method == "POST" else request.GET).get("mau", "")[:40]
    chosen = template(code)
    units = choices_of(access.making_units(request.actor))
    initial: dict[str, Any] = {"first_day": tomorrow(), "title": chosen.title if chosen else ""}
    form = BeginForm(request.POST or None, units=units, on=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if not request.actor.has(*access.WRITERS, unit_id=form.unit_id):
                raise KhienError(_("You do not send for this unit."), code="not-your-unit")
            made = campaign_plan.make(
                request.actor,
                form.unit_id,
                title=data["title"],
                template=chosen,
                first_day=data["first_day"],
                at=now(),
            )
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The plan begins. Fill in its pages in any order."))
            return redirect("campaigns:what_for", uuid=made.uuid)
    context = {
        "form": form,
        "chosen": chosen,
        "templates": [_template_card(one) for one in templates()],
        "suggestions": suggestions() if units is None else "",
    }
    return render(request, "channels/campaign_new.html", context, status=422 if form.errors else 200)


@require_safe
@staff(*access.READERS)
def campaign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything about one campaign on one page: plan, cost, decision, progress."""
    return campaign_response(request, access.campaign_for(request.actor, str(uuid)))


@require_POST
@staff(*access.WRITERS)
def copy(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.campaign_for(request.actor, str(uuid))
    form = CopyForm(request.POST)
    day = form.cleaned_data["first_day"] if form.is_valid() else tomorrow()
    unit_id = found.unit_id
    if not request.actor.has(*access.WRITERS, unit_id=unit_id):
        unit_id = min(access.making_units(request.actor) or (), default=0)
        if not unit_id:
            raise Missing
    made = campaign_plan.copy(request.actor, found, unit_id, first_day=max(day, today()), at=now())
    messages.success(request, _("Copied. Look through it; approval is not copied."))
    return redirect("campaigns:what_for", uuid=made.uuid)


@require_POST
@staff(*access.WRITERS)
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.campaign_for(request.actor, str(uuid), Right.EDIT)
    campaign_plan.drop(request.actor, found, version=_version(request), at=now())
    messages.success(request, _("The draft is gone."))
    return redirect("campaigns:list")


def campaign_response(
    request: StaffRequest,
    found: Campaign,
    *,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`sent`: a form that could not be done, with what was typed."""
    state = CampaignState(found.state)
    draft = state == CampaignState.DRAFT
    begun, views = state in SENT_STATES, step_views(found)
    estimate = (
        estimated([]) if begun else estimate_of(found, on=today())
    )  # what was sent is counted, not guessed
    version, acts = {"version": found.version}, acts_of(found)
    forms = {
        "approve": ApproveForm(initial=version, prefix="duyet"),
        "give_back": ReturnForm(initial=version, prefix="tra"),
        "stop": StopForm(prefix="dung"),
        "copy": CopyForm(initial={"first_day": tomorrow()}, prefix="chep"),
    } | (sent or {})
    context = {
        "campaign": found,
        "state": state,
        "state_name": STATE_NAMES[state],
        "state_tone": STATE_TONES[state],
        "unit_name": orgs.unit(found.unit_id).name,
        "task_name": task_name(found),
        "rights": rights(request.actor, found),
        "missing": lack_words(missing_in(found, estimate)) if draft else [],
        "parts": [(name, PART_URLS[part]) for part, name in PART_NAMES.items()],
        "people": rule_words(found),
        "reached": [] if begun else _people(found, estimate),
        "steps": [step_shown(step) for step in views],
        "estimate": estimate,
        "cost_lines": cost_lines(estimate, {step.number: step.kind for step in views}),
        "planned": state in (CampaignState.DRAFT, CampaignState.WAITING, CampaignState.APPROVED),
        "medium_names": MEDIUM_NAMES,
        "warnings": warning_words(estimate),
        "acts": acts,
        "forms": forms,
        "sent": next(iter(sent), "") if sent else "",
        "last_note": _last_returned(acts),
    }
    if begun:
        context |= results_context(request.actor, found)
    return render(request, "channels/campaign.html", context, status=status)


def _people(found: Campaign, estimate: Estimate) -> list[tuple[object, int]]:
    """On the media of the plan; before it has texts, on every one that is turned on."""
    if estimate.lines:
        return counted({Medium(medium): number for medium, number in people_of(estimate).items()})
    return counted(counts(rules_of(found), list(active_accounts()), on=today()))


def _last_returned(acts: Sequence[ActLine]) -> ActLine | None:
    """What the approver wrote, while nobody has sent it in again."""
    for act in acts:
        if act.code == "returned":
            return act
        if act.code != "changed":
            return None
    return None


def _template_card(one: Any) -> dict[str, object]:
    return {
        "code": one.code,
        "title": one.title,
        "why": one.why,
        "audiences": ", ".join(str(AUDIENCE_WORDS[code]) for code in one.audiences),
        "media": ", ".join(str(MEDIUM_NAMES[medium]) for medium in one.media),
        "steps": len(one.steps),
    }


def _tabs(current: str) -> list[dict[str, object]]:
    urls = {"all": "campaigns:list", "month": "campaigns:month"}
    return [{"label": label, "url": reverse(urls[code]), "current": code == current} for code, label in TABS]


def _month_asked(request: StaffRequest) -> dt.date:
    """`?thang=2026-11`; this month when it is none."""
    year, _dash, number = request.GET.get("thang", "").partition("-")
    try:
        return dt.date(int(year), int(number), 1) if 2020 <= int(year) <= 2100 else today().replace(day=1)
    except ValueError:
        return today().replace(day=1)


def _version(request: StaffRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
