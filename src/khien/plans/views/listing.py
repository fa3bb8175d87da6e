"""Lists of plans, a plan's page, how its reading goes, its file and its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khien.base import files
from khien.plans import wording
from khien.plans.access import (
    OF_A_UNIT,
    READERS,
    can_write,
    parents_for,
    plan_for,
    plans_followed_by,
    plans_for,
    writes_all,
)
from khien.plans.models import PlanDocument
from khien.plans.next_steps import steps_for
from khien.plans.rules import entry
from khien.plans.rules.kinds import PlanStatus, can_withdraw
from khien.plans.selectors.listing import (
    PlanLine,
    history_of,
    lines_of,
    period_text,
    relatives_of,
    years_of,
)
from khien.plans.selectors.parents import offered_parent
from khien.plans.services.adoption import obstacles_to_adoption
from khien.plans.views.answers import review_address, wants_fragment
from khien.web.doors import StaffRequest, staff
from khien.web.tables import Column, Empty, Filter, Table, respond
from khien.web.templatetags.khien import badge

TITLE_LETTERS = 110
WAITING = frozenset({PlanStatus.QUEUED, PlanStatus.READING})


def _address(line: PlanLine) -> str:
    return reverse("plans:plan", kwargs={"plan_uuid": line.uuid})


def _named(line: PlanLine) -> SafeString:
    """What it is called, as a link, and the beginning of its title."""
    title = line.title if line.title != line.label else ""
    return format_html(
        '<a href="{}">{}</a><br><span class="muted small">{}</span>',
        _address(line),
        line.label,
        Truncator(title).chars(TITLE_LETTERS),
    )


def _by(field: str) -> Any:
    return lambda lines, value: [line for line in lines if str(getattr(line, field)) == value]


def _search(lines: list[PlanLine], text: str) -> list[PlanLine]:
    wanted = entry.fold_for_search(text).split()
    return [
        line
        for line in lines
        if all(w in entry.fold_for_search(f"{line.label} {line.title} {line.unit_name}") for w in wanted)
    ]


def _columns() -> list[Column[PlanLine]]:
    return [
        Column(
            code="ten",
            label=_("Plan"),
            value=lambda p: f"{p.label}. {p.title}" if p.title and p.title != p.label else p.label,
            html=_named,
            sort=True,
            head=True,
            css="wide",
        ),
        Column(code="don-vi", label=_("Unit"), value=lambda p: p.unit_name or _("The province"), sort=True),
        Column(
            code="trang-thai",
            label=_("State"),
            value=lambda p: p.status_label,
            html=lambda p: badge(p.status_label, p.tone),
            sort=True,
        ),
        Column(
            code="ngay",
            label=_("Issued"),
            value=lambda p: entry.show_date(p.issued_on),
            sort=lambda p: p.issued_on,
        ),
        Column(code="giai-doan", label=_("Period"), value=lambda p: p.period, sort=True, shown=False),
        Column(code="nhiem-vu", label=_("Tasks"), value=lambda p: p.tasks, kind="number", sort=True),
        Column(code="tai-len", label=_("Uploaded"), value=lambda p: p.uploaded_at, kind="date", sort=True),
    ]


def _filters(lines: list[PlanLine]) -> list[Filter]:
    """Only what is there can be chosen."""
    units = sorted({line.unit_name for line in lines if line.unit_name})
    return [
        Filter(
            code="tinh-trang",
            label=_("State"),
            choices=[(code, wording.STATUS[code]) for code in PlanStatus],
            apply=_by("status"),
        ),
        Filter(
            code="nam",
            label=_("Year"),
            choices=[(str(year), str(year)) for year in years_of(lines)],
            apply=_by("year"),
        ),
        Filter(code="cua", label=_("Unit"), choices=[(name, name) for name in units], apply=_by("unit_name")),
    ]


def _table(lines: list[PlanLine]) -> Table[PlanLine]:
    return Table(
        code="ke-hoach",
        caption=_("Plans"),
        columns=_columns(),
        filters=_filters(lines),
        search=_search,
        sort="-tai-len",
        empty=Empty(
            title=_("No plan yet"),
            text=_("Upload the plan your province issued. It is read into tasks, targets and deadlines."),
            href=reverse("plans:upload"),
            action=_("Upload a plan"),
        ),
    )


@staff()
@require_safe
def plan_list(request: StaffRequest) -> HttpResponse:
    plans = plans_for(request.actor)
    lines = lines_of(plans)
    context = {
        "reading": plans.filter(status__in=WAITING),
        "may_upload": writes_all(request.actor) or bool(request.actor.units_as(OF_A_UNIT)),
    }
    return respond(request, "plans/list.html", _table(lines), lines, context)


@staff()
@require_safe
def plan_page(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="view")
    return render(request, "plans/plan.html", _plan_context(request, plan))


def _plan_context(request: StaffRequest, plan: PlanDocument) -> dict[str, object]:
    writes = can_write(request.actor, plan.unit_id)
    reviewing = plan.status == PlanStatus.REVIEW
    return {
        "plan": plan,
        "status_label": wording.STATUS[plan.status],
        "status_tone": wording.STATUS_TONE[plan.status],
        "issued": entry.show_date(plan.issued_on),
        "period": period_text(plan.period_from, plan.period_to),
        "relatives": relatives_of(plan, plans_for(request.actor)),
        "waiting": plan.status in WAITING,
        "writes": writes,
        "follows": plans_followed_by(request.actor).filter(pk=plan.pk).exists(),
        "offered": offered_parent(plan, parents_for(plan.unit_id)) if reviewing and writes else None,
        "compares": plan.unit_id is not None and plan.parent_id is not None and plan.status not in WAITING,
        "has_matrix": plan.adopted_at is not None and request.actor.has(*READERS),
        "reviewing": reviewing,
        "obstacles": len(obstacles_to_adoption(request.actor, plan)) if reviewing and writes else 0,
        "can_withdraw": writes and can_withdraw(plan.status),
        "can_read_again": writes and (reviewing or plan.status == PlanStatus.UNREADABLE),
        "next_steps": steps_for(request.actor, plan.status) if writes else [],
        "readable": plan.status not in {*WAITING, PlanStatus.UNREADABLE},
    }


@staff()
@require_safe
def reading(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """How the reading goes; when it is done, the plan's page goes on to the result. With ?dong=1, a line for the
    list, which only tells and moves nobody."""
    plan = plan_for(request.actor, plan_uuid, to="view")
    if "dong" in request.GET:
        context = {"plan": plan, "waiting": plan.status in WAITING}
        return render(request, "plans/reading_line.html", context)
    if plan.status in WAITING:
        return render(request, "plans/reading.html", {"plan": plan})
    answer = HttpResponse(status=204 if wants_fragment(request) else 303)
    page = reverse("plans:plan", kwargs={"plan_uuid": plan.uuid})
    go_on = review_address(plan) if plan.status == PlanStatus.REVIEW else page
    answer["HX-Redirect" if wants_fragment(request) else "Location"] = go_on
    return answer


@staff()
@require_safe
def original(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """The very file that was uploaded, under the name it came with."""
    plan = plan_for(request.actor, plan_uuid, to="view")
    answer: Any = files.response(plan.stored, filename=plan.file_name)
    return answer  # type: ignore[no-any-return]


@staff(*READERS)
@require_safe
def history(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="follow")
    return render(request, "plans/history.html", {"plan": plan, "edits": history_of(plan)})
