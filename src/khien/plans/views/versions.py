"""Acts on a plan as a whole: settings, proposal, a new reading, withdrawal, and the comparison of two versions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now
from khien.base.errors import Missing
from khien.plans import wording
from khien.plans.access import WRITERS, parents_for, plan_for, plans_for, replaceable_for
from khien.plans.forms import PlanSettingsForm, WithdrawForm
from khien.plans.jobs import ask_to_read
from khien.plans.models import PlanDocument
from khien.plans.rules.diffing import diff_plans
from khien.plans.selectors import rows_of
from khien.plans.selectors.listing import lines_of
from khien.plans.services.settling import change_settings, propose_adoption
from khien.plans.services.uploading import read_again, withdraw_plan
from khien.plans.views.answers import review_address
from khien.web.doors import StaffRequest, staff


def _page(plan: PlanDocument) -> str:
    return reverse("plans:plan", kwargs={"plan_uuid": plan.uuid})


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_settings(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="edit")
    posted = request.POST if request.method == "POST" else None
    form = PlanSettingsForm(
        posted,
        initial={
            **{name: getattr(plan, name) for name in PlanSettingsForm.HEAD},
            "parent": plan.parent.uuid if plan.parent else None,
            "replaces": plan.replaces.uuid if plan.replaces else None,
            "needs_second_person": plan.needs_second_person,
        },
        parents=parents_for(plan.unit_id),
        replaceable=replaceable_for(request.actor, plan),
    )
    if posted is not None and form.is_valid():
        kept = form.cleaned_data
        change_settings(
            request.actor,
            plan,
            needs_second_person=kept["needs_second_person"],
            parent=kept["parent"],
            replaces=kept["replaces"],
            head=form.head(),
            at=now(),
        )
        messages.success(request, _("The settings are kept."))
        return HttpResponseRedirect(_page(plan))
    status = 422 if posted is not None else 200
    return render(request, "plans/settings.html", {"plan": plan, "form": form}, status=status)


@staff(*WRITERS)
@require_POST
def propose(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="edit")
    propose_adoption(request.actor, plan, at=now())
    messages.success(request, _("Proposed. A second person can adopt this version now."))
    return HttpResponseRedirect(review_address(plan))


@staff(*WRITERS)
@require_POST
def reread(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="keep")
    read_again(request.actor, plan, ask_to_read=ask_to_read, at=now())
    messages.info(request, _("The file is being read again. What you decided stays."))
    return HttpResponseRedirect(_page(plan))


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="keep")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_plan(request.actor, plan, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("Withdrawn. The file and what was done to it stay kept."))
        return HttpResponseRedirect(reverse("plans:list"))
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/withdraw.html", {"plan": plan, "form": form}, status=status)


@staff()
@require_safe
def diff(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """This plan against an older one: the one it replaces, or the one chosen by ?voi=<uuid>."""
    plan = plan_for(request.actor, plan_uuid, to="view")
    older = _older(request, plan)
    others = [
        line for line in lines_of(plans_for(request.actor).of_unit(plan.unit_id).listed()) if line.tasks
    ]
    context: dict[str, object] = {
        "plan": plan,
        "older": older,
        "others": [line for line in others if line.uuid != str(plan.uuid)],
        "fields": wording.FIELD,
    }
    if older is not None:
        context["diff"] = diff_plans(rows_of(older), rows_of(plan))
    return render(request, "plans/diff.html", context)


def _older(request: StaffRequest, plan: PlanDocument) -> PlanDocument | None:
    chosen = request.GET.get("voi", "")
    if not chosen:
        return plan_for(request.actor, plan.replaces.uuid, to="view") if plan.replaces else None
    try:
        return plan_for(request.actor, UUID(chosen), to="view")
    except ValueError:
        raise Missing from None
