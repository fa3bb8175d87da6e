"""How a campaign goes and what became of it: figures that refresh, a page to print and to take out, uncertain ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khien.base.access import Actor
from khien.base.clock import now
from khien.channels.access import campaigns as access
from khien.channels.access.campaigns import Right, may
from khien.channels.models import Campaign
from khien.channels.rules.comparing import Verdict
from khien.channels.rules.kinds import CampaignState
from khien.channels.selectors.campaign_results import Pair, Results, results_of
from khien.channels.selectors.progress import failures_of
from khien.channels.services.deciding import accept_uncertain, resend_uncertain
from khien.channels.tables.campaigns import result_table
from khien.channels.wording import MEDIUM_NAMES, REASON_NAMES
from khien.channels.wording_campaigns import (
    MESSAGE_STATES,
    STATE_NAMES,
    STATE_TONES,
    STEP_NAMES,
    WHAT_TO_DO,
)
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.web.figures import percent
from khien.web.tables import respond


@require_safe
@staff(*access.READERS)
def progress(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The figures alone, for the page that waits for them."""
    found = access.campaign_for(request.actor, str(uuid))
    context = {"campaign": found} | results_context(request.actor, found)
    answer = render(request, "channels/_campaign_progress.html", context)
    if request.headers.get("HX-Request") and not context["live"]:
        answer["HX-Refresh"] = "true"  # it ended or was paused: what can be done with it is another now
    return answer


@require_safe
@staff(*access.READERS)
def results(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Totals to print, or as a workbook (`?xuat=xlsx`). Never an address."""
    found = access.campaign_for(request.actor, str(uuid))
    context = results_context(request.actor, found)
    context |= {"campaign": found, "unit_name": orgs.unit(found.unit_id).name, "made_at": now()}
    shown: Results = context["results"]
    return respond(request, "channels/campaign_results.html", result_table(), list(shown.lines), context)


@require_POST
@staff(*access.READERS)
def decide_uncertain(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    """Counts uncertain messages as sent, or sends them again; both stand in the audit."""
    found = access.campaign_for(request.actor, str(uuid), Right.RUN)
    text = access.message_for(found, str(message))
    if request.POST.get("viec") == "gui-lai":
        number = resend_uncertain(text.pk, request.actor, at=now())
        said = ngettext("%(n)s message goes out again.", "%(n)s messages go out again.", number)
    else:
        number = accept_uncertain(text.pk, request.actor, at=now())
        said = ngettext("%(n)s message counts as sent.", "%(n)s messages count as sent.", number)
    messages.success(request, said % {"n": number})
    return redirect("campaigns:campaign", uuid=found.uuid)


def results_context(actor: Actor, found: Campaign) -> dict[str, Any]:
    shown = results_of(found)
    state = CampaignState(found.state)
    return {
        "results": shown,
        "lines": [
            {
                "row": line,
                "name": MEDIUM_NAMES[line.medium],
                "step_name": STEP_NAMES[line.kind],
                "state_name": MESSAGE_STATES[line.state],
            }
            for line in shown.lines
        ],
        "pairs": [_pair(pair) for pair in shown.pairs],
        "failures": [
            (REASON_NAMES.get(code, code or _("No reason given")), number, WHAT_TO_DO.get(code, ""))
            for code, number in failures_of(found.pk)
        ],
        "may_decide": may(actor, found, Right.RUN)
        and state in (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.DONE),
        "live": state == CampaignState.RUNNING,
        "progress_state": STATE_NAMES[state],
        "progress_tone": STATE_TONES[state],
        "time_left": _time_words(shown.seconds_left) if state == CampaignState.RUNNING else "",
    }


def _pair(pair: Pair) -> dict[str, object]:
    result = pair.result
    return {
        "pair": pair,
        "name": MEDIUM_NAMES[pair.medium],
        "share_a": percent(round(result.a.share * 100, 2)),
        "share_b": percent(round(result.b.share * 100, 2)),
        "low": percent(round(result.low, 2)),
        "high": percent(round(result.high, 2)),
        "verdict": _verdict(pair),
        "settled": result.verdict in (Verdict.A, Verdict.B),
    }


def _verdict(pair: Pair) -> str:
    result = pair.result
    if result.verdict == Verdict.TOO_FEW:
        return _("Too few messages arrived to compare the two texts.")
    if result.verdict == Verdict.OPEN:
        return _("Not enough to decide: the difference may be chance.")
    better, other = ("A", "B") if result.verdict == Verdict.A else ("B", "A")
    return _("%(better)s does better than %(other)s by %(low)s to %(high)s percentage points.") % {
        "better": better,
        "other": other,
        "low": percent(round(result.by_least, 2)).removesuffix("%").strip(),
        "high": percent(round(result.by_most, 2)).removesuffix("%").strip(),
    }


def _time_words(seconds: int | None) -> str:
    if seconds is None:
        return ""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return ngettext("about %(n)s minute", "about %(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)s hour", "about %(n)s hours", hours) % {"n": hours}
