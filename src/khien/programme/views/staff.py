"""Pages of the programme. Everything is read here but one act: adopting a plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from khien.base.clock import now, today
from khien.plans import api as plans
from khien.programme import access, selectors, services
from khien.programme.access import ledger as ledger_access
from khien.programme.announcements import still_beginning
from khien.programme.jobs.targets import ask_to_count
from khien.programme.models import Programme
from khien.programme.next_pages import ways_from_programme, ways_from_task
from khien.programme.selectors.gallery import standing
from khien.programme.selectors.ledger import with_shown_evidence
from khien.programme.tables import TARGET_TABLE, task_table
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

SHOWN_ACTIVITIES = 10


@require_GET
@staff()
def programmes(request: StaffRequest) -> HttpResponse:
    """The programmes this person may read, those in force first."""
    on = today()
    lines = selectors.programme_lines(access.programmes_for(request.actor, on=on), on=on)
    running = [line for line in lines if line.ended_on is None or line.ended_on > on]
    ended = [line for line in lines if line not in running]
    return render(request, "programme/list.html", {"running": running, "ended": ended})


@require_GET
@staff()
def programme(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One programme on a page: figures, task groups, targets, money, duties to report."""
    on = today()
    found = access.programme_for(request.actor, uuid, on=on)
    tasks = selectors.task_lines(found, on=on)
    duties = selectors.duty_lines(found, on=on)
    context = _frame(request, found, "overview") | {
        "groups": selectors.groups_of(tasks),
        "tasks": tasks,
        "without_lead": sum(not task.leads for task in tasks),
        "targets": selectors.target_lines(found),
        "duties": duties,
        "next_duty": next((duty for duty in duties if duty.next_due), None),
        "money": selectors.money_table(found),
        "themes": found.themes.all(),
        "newer": getattr(found, "replaced_by", None),
        "still": still_beginning(found.pk),
        "ways": ways_from_programme(request.actor, str(found.uuid)),
    }
    return render(request, "programme/programme.html", context)


@require_GET
@staff()
def tasks(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The task table: filter, sort, search, export."""
    on = today()
    found = access.programme_for(request.actor, uuid, on=on)
    lines = selectors.task_lines(found, on=on)
    table = task_table(lines, own=request.actor.unit_ids)
    return respond(request, "programme/tasks.html", table, lines, _frame(request, found, "tasks"))


@require_GET
@staff()
def targets(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.programme_for(request.actor, uuid, on=today())
    lines = selectors.target_lines(found)
    return respond(request, "programme/targets.html", TARGET_TABLE, lines, _frame(request, found, "targets"))


@require_GET
@staff()
def task(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One task: who, what, when, money, and the clause it comes from."""
    on = today()
    found = access.task_for(request.actor, uuid, on=on)
    done = standing(ledger_access.activities_for(request.actor, on=on), task_id=found.pk)
    context = _frame(request, found.programme, "tasks") | {
        "task": selectors.task_line(found, on=on),
        "done": with_shown_evidence(done).order_by("-ends_on", "-id")[:SHOWN_ACTIVITIES],
        "done_count": done.count(),
        "ways": ways_from_task(request.actor, str(found.uuid)),
        "may_record": request.actor.has(*ledger_access.RECORDERS),
    }
    return render(request, "programme/task.html", context)


@require_http_methods(["GET", "POST"])
@staff()
def adopt(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """Says what adopting does, shows what stands in the way or what changes, and does it on POST."""
    if request.method == "POST":
        return _adopted(request, str(plan_uuid))
    head = plans.plan_head(request.actor, str(plan_uuid))
    if head.status in (plans.PlanStatus.ADOPTED, plans.PlanStatus.SUPERSEDED):
        return redirect("programme:programme_of_plan", plan_uuid=plan_uuid)
    rows = plans.plan_rows(request.actor, str(plan_uuid))
    changes = (
        plans.diff(request.actor, str(plan_uuid), head.replaces_uuid)
        if head.replaces_uuid is not None
        else None
    )
    context = {
        "head": head,
        "rows": rows,
        "obstacles": plans.obstacles(request.actor, str(plan_uuid)),
        "diff": changes,
        "without_lead": sum(not row.leads for row in rows.tasks),
    }
    return render(request, "programme/adopt.html", context)


def _frame(request: StaffRequest, found: Programme, tab: str) -> dict[str, Any]:
    """What every page of one programme shows around its content."""
    may_open = access.may_open_plan(request.actor, found)
    return {"programme": found, "tab": tab, "may_open_plan": may_open}


def _adopted(request: StaffRequest, plan_uuid: str) -> HttpResponse:
    made = services.adopt(request.actor, plan_uuid, at=now())
    ask_to_count(made.pk)
    messages.success(request, _("The plan is in force. The programme begins today."))
    return redirect("programme:programme", uuid=made.uuid)


@require_GET
@staff()
def programme_of_plan(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """From an adopted plan to its programme."""
    found = access.programme_of_plan(request.actor, plan_uuid, on=today())
    return redirect("programme:programme", uuid=found.uuid)
