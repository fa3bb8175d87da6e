"""One row with a form: edit in place with autosave, split, add. A stale revision shows both versions to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from khien.base.clock import now
from khien.base.errors import Missing
from khien.base.typed import number_of
from khien.plans import wording
from khien.plans.access import WRITERS, can_write, plan_for, row_for
from khien.plans.errors import ChangedMeanwhile
from khien.plans.forms import EMPTY, FORMS, RowForm, SplitForm
from khien.plans.models import PlanRow
from khien.plans.rules.editing import suggest_parts
from khien.plans.rules.kinds import ROLES_OF, RowKind
from khien.plans.rules.rows import RowData, from_json, to_json
from khien.plans.selectors.listing import last_edit_of
from khien.plans.selectors.review import card_of
from khien.plans.services import editing
from khien.plans.views.answers import changed, drawing, retargeted, review_address, wants_fragment
from khien.web.doors import StaffRequest, staff


@staff()
@require_safe
def row(request: StaffRequest, plan_uuid: UUID, row_uuid: UUID) -> HttpResponse:
    """The card as it stands now: what leaving an edit form brings back."""
    found = row_for(request.actor, plan_uuid, row_uuid, to="view")
    if not wants_fragment(request):
        return HttpResponseRedirect(review_address(found.plan, str(found.uuid)))
    writes = can_write(request.actor, found.plan.unit_id)
    context = {"row": card_of(found), "plan": found.plan, "can_edit": writes, **drawing(found.plan)}
    return render(request, "plans/review/row.html", context)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, plan_uuid: UUID, row_uuid: UUID) -> HttpResponse:
    found = row_for(request.actor, plan_uuid, row_uuid, to="edit")
    if request.method != "POST":
        return _edit_page(request, found, _bound(found, None), found.revision)
    form = _bound(found, request.POST)
    revision = _revision(request)
    if not form.is_valid():
        return _not_valid(request, found, form, revision)
    try:
        kept = editing.edit_row(
            request.actor,
            found,
            data=form.data_of(found.typed),
            phrases=form.phrases(),
            path=form.cleaned_data["path"],
            revision=revision,
            at=now(),
        )
    except ChangedMeanwhile as conflict:
        return _conflict(request, found, form, conflict)
    if "done" in request.POST or not wants_fragment(request):
        return changed(request, found.plan, rows=[str(found.uuid)], focus=str(found.uuid))
    answer = changed(request, found.plan)
    answer.write(_revision_field(kept))
    return answer


def _revision_field(row: PlanRow) -> str:
    return f'<input type="hidden" name="revision" id="revision-{row.uuid}" value="{row.revision}" hx-swap-oob="true">'


def _bound(found: PlanRow, posted: Any) -> RowForm:
    form = FORMS[RowKind(found.kind)]
    return form(posted, initial=_initial(found), auto_id=f"f-{found.uuid}-%s")


def _initial(found: PlanRow) -> dict[str, Any]:
    values: dict[str, Any] = {"path": found.path, **to_json(found.typed)}
    for role in ROLES_OF.get(RowKind(found.kind), ()):
        values[role.value] = [item.phrase for item in found.agencies.all() if item.role == role]
    return values


def _revision(request: HttpRequest) -> int:
    return number_of(request.POST.get("revision", ""))


def _edit_page(
    request: StaffRequest, found: PlanRow, form: RowForm, revision: int, *, status: int = 200
) -> HttpResponse:
    context = {
        "plan": found.plan,
        "row": card_of(found),
        "form": form,
        "revision": revision,
        "kind_label": wording.KIND[found.kind],
    }
    fragment = wants_fragment(request)
    template = "plans/review/row_edit.html" if fragment else "plans/row_edit_page.html"
    answer = render(request, template, context, status=status)
    return retargeted(answer, str(found.uuid)) if fragment else answer


def _not_valid(request: StaffRequest, found: PlanRow, form: RowForm, revision: int) -> HttpResponse:
    """While saving by itself only the fields in error are exchanged, so that nothing being typed is disturbed."""
    if "done" in request.POST or not wants_fragment(request):
        return _edit_page(request, found, form, revision, status=422)
    context = {"fields": [form[name] for name in form.errors if name in form.fields]}
    answer = render(request, "plans/review/row_errors.html", context, status=422)
    answer["HX-Reswap"] = "none"
    return answer


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the two versions differ, as people read them."""

    label: object
    mine: str
    theirs: str


def _conflict(
    request: StaffRequest, found: PlanRow, form: RowForm, conflict: ChangedMeanwhile
) -> HttpResponse:
    theirs = _shown(found.kind, conflict.theirs)
    mine = {name: _as_typed(form, name) for name in form.fields}
    kept = type(form)(None, initial=theirs, auto_id=form.auto_id)
    differences = [
        Difference(form.fields[name].label or name, _plain(mine[name]), _plain(_as_typed(kept, name)))
        for name in form.fields
        if _plain(mine[name]) != _plain(_as_typed(kept, name))
    ]
    context = {
        "plan": found.plan,
        "row": card_of(found),
        "form": form,
        "mine": list(request.POST.lists()),
        "differences": differences,
        "revision": conflict.revision,
        "last": last_edit_of(found),
        "kind_label": wording.KIND[found.kind],
        "gone": not conflict.theirs["alive"],
    }
    fragment = wants_fragment(request)
    template = "plans/review/row_conflict.html" if fragment else "plans/row_conflict_page.html"
    answer = render(request, template, context, status=409)
    return retargeted(answer, str(found.uuid)) if fragment else answer


def _shown(kind: str, state: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"path": state["path"], **to_json(from_json(kind, state["data"]))}
    for role in ROLES_OF.get(RowKind(kind), ()):
        values[role.value] = [item["phrase"] for item in state["agencies"] if item["role"] == role]
    return values


def _as_typed(form: RowForm, name: str) -> Any:
    return form[name].value()


def _plain(value: Any) -> str:
    return " ".join(str("" if value is None else value).split())


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: StaffRequest, plan_uuid: UUID, row_uuid: UUID) -> HttpResponse:
    found = row_for(request.actor, plan_uuid, row_uuid, to="edit")
    posted = request.POST if request.method == "POST" else None
    form = SplitForm(posted, initial={"parts": suggest_parts(found.typed.text)}, auto_id=f"s-{found.uuid}-%s")
    if posted is not None and form.is_valid() and len(form.cleaned_data["parts"]) > 1:
        made = editing.split_row(
            request.actor, found, parts=form.cleaned_data["parts"], revision=_revision(request), at=now()
        )
        return changed(request, found.plan, lists=[found.kind], focus=str(made[0].uuid))
    context = {
        "plan": found.plan,
        "row": card_of(found),
        "form": form,
        "too_few": posted is not None,
        "revision": _revision(request) if posted is not None else found.revision,
    }
    fragment = wants_fragment(request)
    template = "plans/review/row_split.html" if fragment else "plans/row_split_page.html"
    answer = render(request, template, context, status=422 if posted is not None else 200)
    return retargeted(answer, str(found.uuid)) if fragment else answer


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, plan_uuid: UUID, kind: str) -> HttpResponse:
    """A row the reader did not find; with ?sau=<row> it goes behind that one."""
    plan = plan_for(request.actor, plan_uuid, to="edit")
    if kind not in set(RowKind):
        raise Missing
    row_kind = RowKind(kind)
    after = _after(request, plan_uuid)
    posted = request.POST if request.method == "POST" else None
    blank: RowData = EMPTY[row_kind]
    initial = {"path": after.path if after else "", **to_json(blank)}
    form = FORMS[row_kind](posted, initial=initial, auto_id=f"new-{kind}-%s")
    if posted is not None and form.is_valid():
        made = editing.add_row(
            request.actor,
            plan,
            kind=row_kind,
            data=form.data_of(blank),
            phrases=form.phrases(),
            path=form.cleaned_data["path"],
            after=after,
            at=now(),
        )
        return changed(request, plan, lists=[kind], focus=str(made.uuid))
    context = {"plan": plan, "form": form, "kind": kind, "kind_label": wording.KIND[kind], "after": after}
    fragment = wants_fragment(request)
    template = "plans/review/row_add.html" if fragment else "plans/row_add_page.html"
    return render(request, template, context, status=422 if posted is not None else 200)


def _after(request: StaffRequest, plan_uuid: UUID) -> PlanRow | None:
    text = request.GET.get("sau", "")
    try:
        return row_for(request.actor, plan_uuid, UUID(text), to="edit") if text else None
    except ValueError:
        raise Missing from None
