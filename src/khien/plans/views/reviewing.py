"""The review: the document beside its rows, and the acts on rows that need no form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khien.base.clock import now
from khien.base.errors import KhienError
from khien.base.typed import number_of
from khien.plans.access import WRITERS, can_write, plan_for, row_above, row_for, rows_for
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.next_steps import steps_for
from khien.plans.rules import entry
from khien.plans.rules.kinds import Decision, PlanStatus, RowKind
from khien.plans.rules.review import second_person_missing
from khien.plans.selectors.document import document_of
from khien.plans.selectors.listing import period_text
from khien.plans.selectors.review import review_of
from khien.plans.services import editing
from khien.plans.services.log import redo, undo
from khien.plans.services.twins import drop_twins
from khien.plans.views.answers import changed, drawing, in_order
from khien.web.doors import StaffRequest, staff

NO_REVIEW = frozenset({PlanStatus.QUEUED, PlanStatus.READING, PlanStatus.UNREADABLE})


@staff()
@require_safe
def review(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="view")
    if plan.status in NO_REVIEW:
        return HttpResponseRedirect(reverse("plans:plan", kwargs={"plan_uuid": plan.uuid}))
    writes = can_write(request.actor, plan.unit_id)
    context = {
        "plan": plan,
        "document": document_of(plan),
        "review": review_of(plan, in_order=in_order(request), can_write=writes),
        "writes": writes,
        "only_doubtful": request.GET.get("loc") == "can-xem",
        "in_order": in_order(request),
        "issued": entry.show_date(plan.issued_on),
        "period": period_text(plan.period_from, plan.period_to),
        "next_steps": steps_for(request.actor, plan.status) if writes else [],
        "second_missing": second_person_missing(
            needed=plan.needs_second_person,
            proposed_by=plan.proposed_by_id,
            proposed_edit=plan.proposed_edit,
            last_edit=plan.last_edit,
            adopter=request.actor.id,
        ),
        **drawing(plan),
    }
    return render(request, "plans/review/page.html", context)


@staff(*WRITERS)
@require_POST
def act(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """One button of one card: "accept=<row>:<revision>", drop, restore or merge."""
    for name, do in _ACTS.items():
        if name in request.POST:
            row_uuid, _colon, revision = request.POST[name].partition(":")
            row = row_for(request.actor, plan_uuid, _uuid(row_uuid), to="edit")
            return do(request, row, number_of(revision))
    raise KhienError(_("Say what is to be done with the row."), code="no-act")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise KhienError(_("Say what is to be done with the row."), code="no-act") from None


def _decide(decision: Decision) -> Callable[[StaffRequest, PlanRow, int], HttpResponse]:
    def do(request: StaffRequest, row: PlanRow, revision: int) -> HttpResponse:
        editing.decide_row(request.actor, row, decision=decision, revision=revision, at=now())
        return changed(request, row.plan, rows=[str(row.uuid)])

    return do


def _merge(request: StaffRequest, row: PlanRow, revision: int) -> HttpResponse:
    above = row_above(row)
    if above is None:
        raise KhienError(_("There is no row above to merge with."), code="nothing-above")
    kept = editing.merge_rows(request.actor, above, row, revisions=(above.revision, revision), at=now())
    return changed(request, row.plan, lists=[row.kind], focus=str(kept.uuid))


_ACTS: dict[str, Callable[[StaffRequest, PlanRow, int], HttpResponse]] = {
    "accept": _decide(Decision.ACCEPTED),
    "drop": _decide(Decision.DROPPED),
    "restore": _decide(Decision.UNSEEN),
    "merge": _merge,
}


@staff(*WRITERS)
@require_POST
def accept_sure(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """Accept at once every row that nothing speaks against; one undo takes all back."""
    plan = plan_for(request.actor, plan_uuid, to="edit")
    seen = review_of(plan)
    sure = {row.uuid for tab in seen.tabs for row in tab.rows if row.open and not row.needs_look}
    rows = rows_for(request.actor, plan.uuid, sure, to="edit")
    count = editing.accept_rows(request.actor, plan, rows, at=now())
    note = ngettext("%(count)d row accepted.", "%(count)d rows accepted.", count) % {"count": count}
    kinds = {row.kind for row in rows}
    return changed(request, plan, lists=kinds, note=note)


@staff(*WRITERS)
@require_POST
def take_back(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="edit")
    edit = undo(request.actor, plan, expected=_number(request), at=now())
    return _moved(request, plan, edit.before, edit.after, _("Undone: %(what)s") % {"what": edit.subject})


@staff(*WRITERS)
@require_POST
def bring_back(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    plan = plan_for(request.actor, plan_uuid, to="edit")
    edit = redo(request.actor, plan, expected=_number(request), at=now())
    return _moved(request, plan, edit.before, edit.after, _("Done again: %(what)s") % {"what": edit.subject})


@staff(*WRITERS)
@require_POST
def drop_body_twins(request: StaffRequest, plan_uuid: UUID) -> HttpResponse:
    """Of tasks that stand in the body and in the annex, keep those of the annex. One undo takes it back."""
    plan = plan_for(request.actor, plan_uuid, to="edit")
    rows = drop_twins(request.actor, plan, at=now())
    count = len(rows)
    note = ngettext("%(count)d row dropped.", "%(count)d rows dropped.", count) % {"count": count}
    return changed(request, plan, lists=[RowKind.TASK], note=note)


def _number(request: StaffRequest) -> int:
    return number_of(request.POST.get("so", ""))


def _moved(
    request: StaffRequest, plan: PlanDocument, before: dict[str, object], after: dict[str, object], note: str
) -> HttpResponse:
    """Rows that only changed are exchanged one by one; where rows came or went, their whole list."""
    uuids = [name for name in after if not name.startswith("finding:")]
    came_or_went = any(before.get(name) is None or after.get(name) is None for name in uuids)
    kinds = {row.kind for row in rows_for(request.actor, plan.uuid, uuids, to="edit", living=False)}
    return changed(
        request,
        plan,
        rows=() if came_or_went else uuids,
        lists=kinds if came_or_went else (),
        findings=len(uuids) < len(after),
        focus=uuids[0] if len(uuids) == 1 else "",
        note=note,
    )
