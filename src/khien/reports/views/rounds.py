"""Pages of the rounds: all of them, one with its units, opening, changing and closing."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.typed import number_of
from khien.reports.access import rounds as access
from khien.reports.errors import WrongRound
from khien.reports.forms.rounds import (
    ReasonForm,
    RoundForm,
    SpecialForm,
    TableFileForm,
    TimeForm,
    UnitsForm,
    round_initial,
    special_initial,
)
from khien.reports.models import ReportRound
from khien.reports.rules.rates import Rates
from khien.reports.selectors.letters import letters_of
from khien.reports.selectors.mine import reports_of
from khien.reports.selectors.naming import units_meant
from khien.reports.selectors.round_units import paged_units
from khien.reports.selectors.rounds import round_lines, unit_lines
from khien.reports.selectors.standings import rates_of_rounds
from khien.reports.services import rounds as services
from khien.reports.tables.rounds import unit_table
from khien.reports.wording.rounds import ROUND_STATE
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

MOST_OWN = 40


@staff(*access.READERS)
@require_safe
def rounds(request: StaffRequest) -> HttpResponse:
    """A unit sees what it owes first; who sees more, the rounds with their rates."""
    on = today()
    own = access.own_units(request.actor, on=on)
    mine = reports_of(own, on=on)[:MOST_OWN] if own else []
    found = access.rounds_for(request.actor, on=on)
    overseer = access.reads_all(request.actor)
    lines = round_lines(found, on=on) if overseer or found.exclude(pk__in=[m.round.id for m in mine]) else []
    running = [line for line in lines if line.card.state.value == "open"]
    context = {
        "mine": mine,
        "running": running,
        "past": [line for line in lines if line not in running],
        "overseer": overseer,
        "runs": bool(access.programmes_run(request.actor, on=on)),
        "states": ROUND_STATE,
    }
    return render(request, "reports/rounds.html", context)


@staff(*access.READERS)
@require_safe
def round(request: StaffRequest, code: str) -> HttpResponse:
    """One round: rates, units with their state, what can be done with many at once."""
    on = today()
    found = access.round_for(request.actor, code, on=on)
    runs = access.runs_round(request.actor, found)
    seen = None if runs else access.seen_units(request.actor, on=on)
    units = paged_units(found, on=on, only=seen)
    counted = rates_of_rounds([found.pk], on=on, only=seen).get(found.pk, Rates())
    state, tone = ROUND_STATE[found.state]
    context = {
        "round": found,
        "state": state,
        "tone": tone,
        "runs": runs,
        "rates": counted,
        "waiting": counted.undecided,
        "letters": letters_of(found) if runs or access.reads_all(request.actor) else [],
        "mine": [
            m for m in reports_of(access.own_units(request.actor, on=on), on=on) if m.round.id == found.pk
        ],
    }
    return respond(request, "reports/round.html", unit_table(found.code, runs=runs), units, context)


@staff(*access.RUNNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def special(request: StaffRequest) -> HttpResponse:
    """A round the plan does not foresee."""
    on = today()
    cards = access.programmes_run(request.actor, on=on)
    choices = [(card.uuid, f"{card.shown} – {card.title}"[:120]) for card in cards]
    initial = special_initial(on) | {"key": uuid4().hex}
    form = SpecialForm(request.POST or None, initial=initial, programmes=choices)
    if request.method == "POST" and form.is_valid():
        made = _opened(request, form, {card.uuid: card.id for card in cards}, on)
        if made is not None:
            messages.success(request, _("The round is open. The units find it in their inbox."))
            return redirect("reports:round", code=made.code)
    context = {"form": form, "none": not cards}
    return render(request, "reports/special.html", context, status=422 if form.errors else 200)


def _opened(request: StaffRequest, form: SpecialForm, ids: dict[str, int], on: dt.date) -> ReportRound | None:
    programme_id = ids[form.cleaned_data["programme"]]
    meant = units_meant(programme_id, form.phrases(), on=on)
    if meant.unknown:
        form.add_error("units", _("We do not know: %(names)s.") % {"names": "; ".join(meant.unknown)})
        return None
    try:
        return services.open_special(
            request.actor,
            programme_id,
            form.days(),
            unit_ids=meant.unit_ids,
            key=form.cleaned_data["key"],
            at=now(),
        )
    except WrongRound as error:
        for name, text in error.fields.items():
            form.add_error(name if name in form.fields else None, text)
    return None


@staff(*access.RUNNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str) -> HttpResponse:
    """Title, days and question of a round."""
    found = access.round_for(request.actor, code, on=today(), to="run")
    form = RoundForm(request.POST or None, initial=round_initial(found))
    if request.method == "POST" and form.is_valid():
        revision = number_of(request.POST.get("revision", ""))
        try:
            services.change_round(request.actor, found.pk, form.days(), revision=revision, at=now())
        except WrongRound as error:
            for name, text in error.fields.items():
                form.add_error(name if name in form.fields else None, text)
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The round was changed."))
            return redirect("reports:round", code=code)
    context = {"form": form, "round": found}
    return render(request, "reports/change.html", context, status=422 if form.errors else 200)


@staff(*access.RUNNERS)
@require_POST
def turn(request: StaffRequest, code: str, act: str) -> HttpResponse:
    """Close, open again, cancel."""
    found = access.round_for(request.actor, code, on=today(), to="run")
    if act == "dong":
        services.close_round(request.actor, found.pk, at=now())
        messages.success(request, _("The round is closed. You can open it again."))
    elif act == "mo-lai":
        services.reopen_round(request.actor, found.pk, at=now())
        messages.success(request, _("The round is open again."))
    else:
        services.cancel_round(request.actor, found.pk, reason=request.POST.get("reason", ""), at=now())
        messages.success(request, _("The round is cancelled. Nobody is expected any more."))
    return redirect("reports:round", code=code)


@staff(*access.RUNNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_units(request: StaffRequest, code: str) -> HttpResponse:
    on = today()
    found = access.round_for(request.actor, code, on=on, to="run")
    form = UnitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meant = units_meant(found.programme_id, form.phrases(), on=on)
        if meant.unknown:
            form.add_error("units", _("We do not know: %(names)s.") % {"names": "; ".join(meant.unknown)})
        else:
            new = services.expect_units(request.actor, found.pk, meant.unit_ids, at=now())
            messages.success(request, _("%(n)d units were added.") % {"n": new})
            return redirect("reports:round", code=code)
    context = {"form": form, "round": found}
    return render(request, "reports/add_units.html", context, status=422 if form.errors else 200)


@staff(*access.READERS)
@require_safe
def unit(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """One unit in one round: what the office can do for it; its own people go on to their report."""
    on = today()
    row = access.expected_for(request.actor, code, unit_uuid, on=on)
    [line] = unit_lines(row.round, on=on, only=frozenset({row.unit_id}))
    if access.is_own(request.actor, row.unit_id, on=on):
        return redirect("reports:write", code=code, unit_uuid=unit_uuid)
    context = {
        "round": row.round,
        "expected": row,
        "line": line,
        "runs": access.runs_round(request.actor, row.round),
        "excuse": ReasonForm(),
        "table": TableFileForm(),
        "time": TimeForm(initial={"due_on": row.due_on}),
        "people": access.focal_officers(row.unit_id, on=on),
    }
    return render(request, "reports/unit.html", context)


@staff(*access.RUNNERS)
@require_POST
def excuse(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """Excuse a unit, or ask it again."""
    row = access.expected_for(request.actor, code, unit_uuid, on=today())
    access.check_runs(request.actor, row.round)
    if "again" in request.POST:
        services.expect_units(request.actor, row.round_id, [row.unit_id], at=now())
        messages.success(request, _("The unit is expected again."))
    else:
        reason = request.POST.get("reason", "")
        services.excuse_unit(request.actor, row.round_id, row.unit_id, reason=reason, at=now())
        messages.success(request, _("The unit is excused."))
    return redirect("reports:round", code=code)


@staff(*access.RUNNERS)
@require_POST
def give_time(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    row = access.expected_for(request.actor, code, unit_uuid, on=today())
    access.check_runs(request.actor, row.round)
    form = TimeForm(request.POST)
    if not form.is_valid():
        raise WrongRound({"due_on": _("Write the day like 24/11/2026.")})
    due_on = form.cleaned_data["due_on"]
    services.give_time(request.actor, row.round_id, row.unit_id, due_on=due_on, at=now())
    messages.success(request, _("The due day of this unit was changed."))
    return redirect("reports:unit", code=code, unit_uuid=unit_uuid)
