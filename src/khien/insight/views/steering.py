"""One screen, one sheet: how a programme stands today."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khien.base.clock import now, today
from khien.insight.access import READERS, may_switch, steered_by, steered_for
from khien.insight.charts import spark
from khien.insight.jobs import ask_once_to_keep
from khien.insight.rules.changes import changes
from khien.insight.rules.month import month_of
from khien.insight.selectors.gathering import earlier
from khien.insight.services.keeping import figures_now, keep_figures
from khien.insight.wording import sentences
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.programme.api import ProgrammeCard, TargetValue
from khien.web.doors import StaffRequest, staff

MOST_TARGETS = 10  # as many as stand on one sheet beside the rest; the others are one click away
WORST_FIRST = {"red": 0, "amber": 1, "grey": 2, "green": 3}


@staff(*READERS)
@require_safe
def newest(request: StaffRequest) -> HttpResponse:
    """From the menu: the province's newest programme, or whatever she leads."""
    found = steered_by(request.actor, on=today())
    if not found:
        return render(request, "insight/none.html")
    return _page(request, found[0], found)


@staff(*READERS)
@require_safe
def programme(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = steered_for(request.actor, uuid, on=today())
    return _page(request, found, steered_by(request.actor, on=today()))


def _page(request: StaffRequest, found: ProgrammeCard, others: list[ProgrammeCard]) -> HttpResponse:
    on = today()
    kept = figures_now(found, at=now())
    if kept.stale:
        ask_once_to_keep(found.id)
    figures, counted_at = kept.figures, kept.counted_at
    if figures is None:
        return render(request, "insight/counting.html", {"programme": found})
    targets = programmes.target_values(found.id, on, brief=True)
    values = sorted(targets, key=lambda value: WORST_FIRST[value.light.value])
    chosen = {value.uuid for value in values[:MOST_TARGETS]}
    lines = [_line(value) for value in targets if value.uuid in chosen]
    context = {
        "programme": found,
        "others": [card for card in others if card.id != found.id],
        "on": on,
        "counted_at": counted_at,
        "figures": figures,
        "lines": lines,
        "more_targets": len(values) - len(lines),
        "weeks": month_of(on, figures.by_day, figures.due_days),
        "month_activities": sum(figures.by_day.values()),
        "sentences": sentences(figures, changes(earlier(found.id, on=on), figures)),
        "urges": request.actor.has(Role.STANDING_OFFICE),
        "round_code": figures.late[0].round_code if figures.late else "",
        "may_switch": may_switch(request.actor),
    }
    return render(request, "insight/steering.html", context)


@staff(*READERS)
@require_POST
def count_again(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """For who does not want to wait a quarter of an hour."""
    found = steered_for(request.actor, uuid, on=today())
    keep_figures(found, at=now())
    return HttpResponseRedirect(reverse("insight:programme", kwargs={"uuid": found.uuid}))


def _line(value: TargetValue) -> dict[str, object]:
    return {
        "value": value,
        "bullet": programmes.bullet(value, small=True),
        "spark": spark(value.trend, words=value.shown),
    }
