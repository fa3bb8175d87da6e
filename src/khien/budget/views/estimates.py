"""Estimates: the list, one estimate with its steps, writing and changing it, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.base.typed import number_of, uuid_of
from khien.budget import access
from khien.budget.errors import EstimateMoved, WrongMoney
from khien.budget.forms import AnswerForm, EstimateForm, live_words, unit_of
from khien.budget.models import Estimate
from khien.budget.rules.levels import Level, level_of
from khien.budget.rules.states import DECIDED, EDITABLE, WITHDRAWABLE, Decision, EstimateState
from khien.budget.selectors import lines as read
from khien.budget.selectors.sources import plan_sources
from khien.budget.services import estimates as services
from khien.budget.services.estimates import NewEstimate
from khien.budget.tables import estimate_table
from khien.budget.wording import DECISION_NAMES, LEVEL_NAMES, STATE_NAMES, source_name
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond
from vanban import money_in_words

SUGGESTED_UNITS = 500
LONGEST_TASK = 110  # letters of a task in a list of choices


@require_GET
@staff()
def estimates(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Estimates of the programme she may see; those that wait for an answer first."""
    purse = access.purse_for(request.actor, uuid, on=today())
    found = access.estimates_in(purse)
    rows = read.estimate_lines(found)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "tab": "estimates",
        "waiting": read.waiting_sums(found),
    }
    return respond(request, "budget/estimates.html", estimate_table(rows), rows, context)


@staff(*access.WRITERS)
def write(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A new estimate. It is a draft until it is submitted."""
    purse = access.purse_for(request.actor, uuid, on=today(), to="ask")
    form = _form(request, purse, initial=_start(request, purse))
    if request.method == "POST" and form.is_valid():
        new = _new(form, purse)
        try:
            made = services.write_estimate(
                request.actor, purse.programme.id, new, key=form.form_key, at=now()
            )
        except WrongMoney as error:
            form.take(error)
        except EstimateMoved as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The draft is kept. Read it through, then submit it."))
            return redirect("budget:estimate", uuid=made.uuid)
    return _page(request, purse, form, None)


@staff(*access.WRITERS)
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Other words and sums, while it is with the unit."""
    row, purse = access.estimate_for(request.actor, uuid, on=today(), to="write")
    if EstimateState(row.state) not in EDITABLE:
        raise EstimateMoved
    form = _form(request, purse, initial=_as_initial(row), estimate=row)
    if request.method == "POST" and form.is_valid():
        revision = number_of(request.POST.get("revision", ""))
        try:
            services.change_estimate(request.actor, row, _new(form, purse), revision=revision, at=now())
        except WrongMoney as error:
            form.take(error)
        except EstimateMoved as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("budget:estimate", uuid=row.uuid)
    return _page(request, purse, form, row)


def _page(
    request: StaffRequest, purse: access.Purse, form: EstimateForm, row: Estimate | None
) -> HttpResponse:
    context = {
        "purse": purse,
        "programme": purse.programme,
        "form": form,
        "estimate": row,
        "sources": plan_sources(purse.programme.id),
        "suggestions": _suggestions(purse),
    }
    return render(request, "budget/estimate_form.html", context, status=422 if form.errors else 200)


def _suggestions(purse: access.Purse) -> list[str]:
    if purse.writes_for is not None:
        return []
    found = orgs.find_units("", on=today(), limit=SUGGESTED_UNITS)
    return [f"{unit.code} · {unit.name}" for unit in found]


def _form(
    request: StaffRequest, purse: access.Purse, *, initial: dict[str, Any], estimate: Estimate | None = None
) -> EstimateForm:
    units = None if purse.writes_for is None else _own_units(purse, estimate)
    tasks = [
        (task.id, f"{task.path} {task.text}"[:LONGEST_TASK])
        for task in programmes.task_heads(programme_ids=[purse.programme.id])
    ]
    return EstimateForm(
        request.POST or None,
        on=today(),
        units=units,
        tasks=tasks,
        words_url=reverse("budget:words"),
        initial=initial,
    )


def _own_units(purse: access.Purse, estimate: Estimate | None) -> list[tuple[int, str]]:
    ids = set(purse.writes_for or ()) | ({estimate.unit_id} if estimate else set())
    return sorted(((card.id, card.name) for card in orgs.units(ids).values()), key=lambda pair: pair[1])


def _start(request: StaffRequest, purse: access.Purse) -> dict[str, Any]:
    """What the address names (unit, task) and what is likeliest."""
    start: dict[str, Any] = {"year": today().year}
    named = request.GET.get("don-vi", "")
    if purse.writes_for is not None:
        units = _own_units(purse, None)
        start["unit"] = unit_of(named, units) if named else (units[0][0] if units else None)
    elif named:
        try:
            card = orgs.unit(orgs.unit_id_of(named))
            start["unit"] = f"{card.code} · {card.name}"
        except Missing:
            pass
    wanted = request.GET.get("nhiem-vu", "")
    if wanted and (found := programmes.task_heads(task_uuids=[str(uuid_of(wanted))])):
        sources = {task.task_id: task.source for task in programmes.task_money(purse.programme.id)}
        start |= {"task": str(found[0].id), "source": sources.get(found[0].id, "")}
    return start


def _as_initial(row: Estimate) -> dict[str, Any]:
    return {
        "unit": row.unit_id,
        "year": row.year,
        "amount": f"{row.amount_vnd:,}".replace(",", "."),
        "source": row.source,
        "level": row.level,
        "task": str(row.task_id or ""),
        "basis": row.basis,
    }


def _new(form: EstimateForm, purse: access.Purse) -> NewEstimate:
    typed = form.cleaned_data
    return NewEstimate(
        unit_id=form.unit_id(),
        year=typed["year"],
        source=typed["source"],
        amount_vnd=typed["amount"],
        basis=typed["basis"],
        task_id=form.task_id(),
        level=typed["level"],
    )


@require_GET
@staff()
def estimate(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row, purse = access.estimate_for(request.actor, uuid, on=today())
    return _shown(request, row, purse, AnswerForm(initial={"granted": ""}), 200)


def _shown(
    request: StaffRequest, row: Estimate, purse: access.Purse, form: AnswerForm, status: int
) -> HttpResponse:
    state = EstimateState(row.state)
    mine = purse.writes_at(row.unit_id)
    form.fields["granted"].widget.attrs.update(live_words(reverse("budget:words")))
    steps = [
        {
            "words": STATE_NAMES[EstimateState(s.state)],
            "amount": s.amount_vnd,
            "remark": s.remark,
            "by": s.by,
            "at": s.at,
        }
        for s in row.steps.all()
    ]
    text, tone = STATE_NAMES[state]
    context = {
        "purse": purse,
        "programme": purse.programme,
        "tab": "estimates",
        "estimate": row,
        "state": text,
        "tone": tone,
        "words": money_in_words(row.amount_vnd),
        "granted_words": money_in_words(row.granted_vnd) if row.granted_vnd else "",
        "source": source_name(row.source),
        "level": LEVEL_NAMES[Level(row.level) if row.level else level_of(row.source)],
        "steps": steps,
        "form": form,
        "decisions": DECISION_NAMES,
        "may_change": mine and state in EDITABLE,
        "may_withdraw": mine and not purse.decides and state in WITHDRAWABLE,
        "may_decide": purse.decides and state is EstimateState.REQUESTED,
        "may_reopen": purse.decides and state in DECIDED,
    }
    return render(request, "budget/estimate.html", context, status=status)


@require_POST
@staff(*access.WRITERS)
def submit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _unit_act(request, uuid, services.submit_estimate, _("Submitted. It now waits for an answer."))


@require_POST
@staff(*access.WRITERS)
def withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return _unit_act(request, uuid, services.withdraw_estimate, _("Withdrawn. It counts nowhere."))


def _unit_act(request: StaffRequest, uuid: UUID, act: Callable[..., Estimate], said: str) -> HttpResponse:
    row, _purse = access.estimate_for(request.actor, uuid, on=today(), to="write")
    act(request.actor, row, revision=number_of(request.POST.get("revision", "")), at=now())
    messages.success(request, said)
    return redirect("budget:estimate", uuid=uuid)


@require_POST
@staff(*access.WRITERS)
def answer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Approve, approve another sum, return, refuse; or open a decided one again."""
    row, purse = access.estimate_for(request.actor, uuid, on=today(), to="decide")
    form = AnswerForm(request.POST)
    what = request.POST.get("answer", "")
    if not form.is_valid():
        return _shown(request, row, purse, form, 422)
    try:
        _answered(request, row, what, form.cleaned_data)
    except WrongMoney as error:
        form.take(error)
        return _shown(request, row, purse, form, 422)
    except EstimateMoved as error:
        form.add_error(None, str(error.message))
        return _shown(request, row, purse, form, 409)
    messages.success(request, _("Answered. The unit sees it at once."))
    return redirect("budget:estimate", uuid=uuid)


def _answered(request: StaffRequest, row: Estimate, what: str, typed: dict[str, Any]) -> None:
    revision = number_of(request.POST.get("revision", ""))
    if what == "reopen":
        services.reopen_estimate(request.actor, row, reason=typed["remark"], revision=revision, at=now())
        return
    if what not in list(Decision):
        raise Missing
    services.decide_estimate(
        request.actor,
        row,
        Decision(what),
        granted_vnd=typed["granted"],
        remark=typed["remark"],
        revision=revision,
        at=now(),
    )
