"""Units' own plans beside the plan they carry out: the matrix of units and tasks, one unit's comparison, a person's
verdict."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.plans import wording
from khien.plans.access import (
    OF_A_UNIT,
    READERS,
    WRITERS,
    can_write,
    compared_for,
    newest_issued_for,
    parents_for,
    plan_for,
    plans_followed_by,
    plans_for,
    task_of_parent,
    units_compared_for,
)
from khien.plans.errors import ChangedMeanwhile
from khien.plans.forms import VerdictForm
from khien.plans.models import PlanDocument
from khien.plans.rules.cascade import Verdict
from khien.plans.rules.kinds import PlanStatus
from khien.plans.selectors.cascade import AlignedLine, aligned_lines, version_in_force
from khien.plans.selectors.matrix import Cells, Matrix, Stands, matrix_of
from khien.plans.services.cascade import say_verdict, take_parent
from khien.plans.tables import matrix as matrix_table
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond, view_of


@staff(*READERS)
@require_safe
def newest(request: StaffRequest) -> HttpResponse:
    """From the menu: the matrix of the plan that was adopted last; without any, a page that says so."""
    plan = newest_issued_for(request.actor)
    if plan is None:
        return render(request, "plans/cascade_none.html")
    address = reverse("plans:cascade", kwargs={"plan_uuid": plan.uuid})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@staff(*READERS)
@require_safe
def matrix(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """Units and tasks of an adopted plan. A unit sees its own line and those below it."""
    parent = plan_for(request.actor, plan_uuid, to="view")
    if parent.adopted_at is None:
        raise Missing
    on = today()
    found = matrix_of(
        parent,
        seen=units_compared_for(request.actor, on=on),
        visible=plans_followed_by(request.actor),
        on=on,
    )
    cells = Cells(found.given)
    table = matrix_table(found.given.rows.tasks, found.lines, cells)
    view = view_of(table, request, found.lines)
    cells.load(view.rows if view.address.export else view.page.object_list)
    context = {
        "parent": parent,
        "summary": found.summary,
        "tasks": found.given.rows.tasks,
        **_own(request.actor, parent, found),
    }
    return respond(request, "plans/cascade.html", table, found.lines, context)


def _own(actor: Actor, parent: PlanDocument, found: Matrix) -> dict[str, object]:
    """The way to her own unit's plan, and whether it has none yet."""
    mine = sorted(actor.units_as(OF_A_UNIT) & found.given.units.keys())
    if not mine or parent.status != PlanStatus.ADOPTED:
        return {}
    none = {line.unit_id for line in found.lines if line.stands is Stands.NONE}
    return {"uploads_for": found.given.units[mine[0]].uuid, "lacks_own": mine[0] in none}


@staff(*READERS)
@require_safe
def alignment(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """One unit's plan, clause by clause, beside the tasks it is given."""
    plan = compared_for(request.actor, plan_uuid, on=today())
    parent = _parent_of(plan)
    lines = aligned_lines(plan, parent, on=today())
    chosen = request.GET.get("muc", "")
    counts = {verdict: sum(line.verdict is verdict for line in lines) for verdict in Verdict}
    context = {
        "plan": plan,
        "parent": parent,
        "lines": [_shown(line) for line in lines if chosen in ("", line.verdict.value)],
        "choices": [(v.value, wording.VERDICT[v], wording.VERDICT_TONE[v], counts[v]) for v in Verdict],
        "chosen": chosen,
        "all": len(lines),
        "writes": can_write(request.actor, plan.unit_id),
        "opens_plan": plans_for(request.actor).filter(pk=plan.pk).exists(),
    }
    return render(request, "plans/alignment.html", context)


def _parent_of(plan: PlanDocument) -> PlanDocument:
    if plan.parent is None:
        raise Missing
    return version_in_force(plan.parent)


def _shown(line: AlignedLine) -> dict[str, object]:
    return {
        "line": line,
        "part": wording.PART[line.part],
        "verdict": wording.VERDICT[line.verdict],
        "tone": wording.VERDICT_TONE[line.verdict],
        "computed": wording.VERDICT[line.computed],
        "reasons": [wording.doubt_text(reason) for reason in line.reasons],
        "percent": round(line.share * 100),
    }


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: StaffRequest, plan_uuid: UUID, row_uuid: UUID) -> HttpResponse:
    """A person says how a task is taken up, with a remark; or takes it back."""
    plan = plan_for(request.actor, plan_uuid, to="keep")
    parent = _parent_of(plan)
    task = task_of_parent(parent, row_uuid)
    lines = aligned_lines(plan, parent, on=today())
    line = next((one for one in lines if one.row_uuid == str(row_uuid)), None)
    if line is None:
        raise Missing
    posted = request.POST if request.method == "POST" else None
    said = line.verdict.value if line.by_hand else ""
    form = VerdictForm(posted, initial={"verdict": said, "remark": line.remark, "revision": line.revision})
    theirs = None
    if posted is not None and form.is_valid():
        kept = form.cleaned_data
        try:
            say_verdict(
                request.actor,
                plan,
                task,
                verdict=Verdict(kept["verdict"]) if kept["verdict"] else None,
                remark=kept["remark"],
                revision=kept["revision"],
                at=now(),
            )
        except ChangedMeanwhile as error:
            theirs = error.theirs
            form = VerdictForm(initial={**kept, "revision": error.revision})
        else:
            messages.success(request, _("Kept. Your word counts in the matrix and in the counts."))
            back = reverse("plans:alignment", kwargs={"plan_uuid": plan.uuid})
            return HttpResponseRedirect(f"{back}#nv-{row_uuid}")
    context = {"plan": plan, "parent": parent, "form": form, "theirs": theirs, **_shown(line)}
    if theirs:
        context["their_verdict"] = wording.VERDICT.get(str(theirs["verdict"]), _("as the comparison says"))
    status = 409 if theirs else 422 if posted is not None else 200
    return render(request, "plans/verdict.html", context, status=status)


@staff(*WRITERS)
@require_POST
def carry_out(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """ "Yes, this plan carries out that one": the parent that was offered."""
    plan = plan_for(request.actor, plan_uuid, to="edit")
    parent = next((p for p in parents_for(plan.unit_id) if str(p.uuid) == request.POST.get("thuoc")), None)
    if parent is None:
        messages.error(request, _("Choose an adopted plan of the level above."))
    else:
        take_parent(request.actor, plan, parent, at=now())
    return HttpResponseRedirect(reverse("plans:plan", kwargs={"plan_uuid": plan.uuid}))
