"""Decisions that give money: the list, entering one for many units, looking it through, correcting a line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from khien.base import files
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.budget import access
from khien.budget.errors import WrongMoney
from khien.budget.forms import AllocationForm, CorrectionForm
from khien.budget.models import AllocationBatch, AllocationDecision
from khien.budget.selectors import lines as read
from khien.budget.selectors.allocation_plan import Fate
from khien.budget.selectors.sources import plan_sources
from khien.budget.services import allocations as services
from khien.budget.services.allocations import DecisionHead
from khien.budget.tables import FATES, allocation_table
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond
from vanban import money_in_words

TABLES = "khien.budget.services.table_file"  # by name: a spreadsheet library costs half a second (ADR 7)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT_BYTES = 20 * 1024 * 1024
SUGGESTED_UNITS = 500
TEMPLATE_UNITS = 300


@require_GET
@staff()
def decisions(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Decisions with their sums, and every line in force."""
    purse = access.purse_for(request.actor, uuid, on=today())
    found = access.allocations_in(purse)
    rows = read.allocation_lines(found)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "tab": "decisions",
        "decisions": read.decision_lines(found),
        "sum": sum(row.amount_vnd for row in rows),
    }
    table = allocation_table(rows, decides=purse.decides)
    return respond(request, "budget/decisions.html", table, rows, context)


@staff(*access.WRITERS)
def allocate(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Enter a decision and its rows; they are looked through before anything is written."""
    purse = access.purse_for(request.actor, uuid, on=today(), to="decide")
    form = AllocationForm(
        request.POST or None,
        request.FILES or None,
        initial=_start(request),
    )
    if request.method == "POST" and form.is_valid():
        batch = _looked_through(request, purse, form)
        if batch is not None:
            return redirect("budget:look_through", uuid=batch.uuid)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "form": form,
        "rows": form.rows(),
        "sources": plan_sources(purse.programme.id),
        "suggestions": [
            f"{unit.code} · {unit.name}" for unit in orgs.find_units("", on=today(), limit=SUGGESTED_UNITS)
        ],
    }
    return render(request, "budget/allocate.html", context, status=422 if form.errors else 200)


def _start(request: StaffRequest) -> dict[str, Any]:
    """A table that is looked through already, to be mended; else only what is likeliest."""
    again = request.GET.get("lai", "")
    if not again:
        return {"year": today().year, "decided_on": today()}
    batch, _purse = access.batch_for(request.actor, again, on=today())
    columns = ("unit", "amount", "source", "task", "note")
    lines = ["\t".join(str(row.get(name, "")) for name in columns).rstrip() for row in batch.rows]
    return {
        "key": batch.form_key.rsplit(":", maxsplit=1)[-1],
        "number": batch.number,
        "decided_on": batch.decided_on,
        "title": batch.title,
        "year": batch.year,
        "source": batch.source,
        "pasted": "\n".join(lines),
    }


def _looked_through(
    request: StaffRequest, purse: access.Purse, form: AllocationForm
) -> AllocationBatch | None:
    """The table between dry run and confirmation; None when something stands in the way (then the form says what)."""
    typed = form.cleaned_data
    try:
        rows = _rows(form)
    except KhienError as error:
        form.add_error("table" if typed.get("table") else "pasted", str(error.message))
        return None
    try:
        stored, name = _kept(typed.get("document"), request.actor)
    except KhienError as error:
        form.add_error("document", str(error.message))
        return None
    head = DecisionHead(
        number=typed["number"],
        decided_on=typed["decided_on"],
        year=typed["year"],
        source=typed["source"],
        title=typed["title"],
        stored_id=stored,
        file_name=name,
    )
    try:
        return services.look_through(
            request.actor, purse.programme.id, head, rows, key=form.form_key, at=now()
        )
    except WrongMoney as error:
        form.take(error, {"rows": "pasted"})
        return None


def _rows(form: AllocationForm) -> list[dict[str, Any]]:
    """Typed rows, then pasted ones, then those of the workbook; lines are counted through."""
    typed = [row for row in form.rows() if row["unit"].strip() or row["amount"].strip()]
    found = [{"source": "", "task": "", **row} for row in typed]
    as_json = import_string(f"{TABLES}.as_json")
    if form.cleaned_data.get("pasted", "").strip():
        found += as_json(import_string(f"{TABLES}.read_pasted")(form.cleaned_data["pasted"]))
    file = form.cleaned_data.get("table")
    if file:
        found += as_json(import_string(f"{TABLES}.read_workbook")(file.read()))
    return [{**row, "line": number} for number, row in enumerate(found, 1)]


def _kept(document: Any, actor: Actor) -> tuple[int | None, str]:
    if not document:
        return None, ""
    stored = files.keep(document, name=document.name, limit_bytes=DOCUMENT_BYTES, at=now(), actor=actor)
    return stored.pk, document.name


@staff(*access.WRITERS)
def look_through(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every row's fate as things are now; confirming writes all of them or none."""
    batch, purse = access.batch_for(request.actor, uuid, on=today())
    if request.method == "POST":
        return _settled(request, batch, purse)
    if batch.state != AllocationBatch.State.WAITING:
        if batch.decision is None:
            raise Missing
        return redirect("budget:decision", uuid=batch.decision.uuid)
    rows = services.fates_of(batch, on=today())
    total = sum(row.amount or 0 for row in rows)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "batch": batch,
        "errors": sum(not row.clean for row in rows),
        "doubts": sum(bool(row.doubts) for row in rows),
        "total": total,
        "words": money_in_words(total) if total > 0 else "",
    }
    return respond(request, "budget/look_through.html", FATES, _worst_first(rows), context)


def _worst_first(rows: list[Fate]) -> list[Fate]:
    return sorted(rows, key=lambda row: (row.clean, not row.doubts, row.line))


def _settled(request: StaffRequest, batch: AllocationBatch, purse: access.Purse) -> HttpResponse:
    if "drop" in request.POST:
        services.drop(batch, at=now())
        messages.info(request, _("The table was dropped. Nothing was written."))
        return redirect("budget:allocate", uuid=purse.programme.uuid)
    try:
        decision = services.confirm(request.actor, batch, on=today(), at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
        return redirect("budget:look_through", uuid=batch.uuid)
    messages.success(request, _("The money is given. Units see it in their tables."))
    return redirect("budget:decision", uuid=decision.uuid)


@require_GET
@staff()
def decision(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One decision and its lines, replaced ones too, with the reasons."""
    found, purse = access.decision_for(request.actor, uuid, on=today())
    lines = found.allocations.all()
    if purse.units is not None:
        lines = lines.filter(unit_id__in=purse.units)
    rows = read.allocation_lines(lines)
    standing = [row for row in rows if not row.replaced and row.entry != "withdrawal"]
    total = sum(row.amount_vnd for row in standing)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "tab": "decisions",
        "decision": found,
        "standing": standing,
        "older": [row for row in rows if row not in standing],
        "total": total,
        "words": money_in_words(total) if total > 0 else "",
    }
    return render(request, "budget/decision.html", context)


@require_GET
@staff()
def document(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The decision's file."""
    found, _purse = access.decision_for(request.actor, uuid, on=today())
    return _sent(found)


def _sent(found: AllocationDecision) -> HttpResponseBase:
    if found.stored is None:
        raise Missing
    return files.response(found.stored, filename=found.file_name or found.number, inline=True)


@staff(*access.WRITERS)
def correct(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A new entry in place of an allocation, or its withdrawal; the old one stays as it was."""
    row, purse = access.allocation_for(request.actor, uuid, on=today())
    initial = {
        "amount": f"{row.amount_vnd:,}".replace(",", "."),
        "year": row.year,
        "source": row.source,
        "level": row.level,
    }
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        change = {
            "amount_vnd": typed["amount"],
            "year": typed["year"],
            "source": typed["source"],
            "level": typed["level"],
        }
        try:
            if "withdraw" in request.POST:
                services.withdraw_allocation(request.actor, row, reason=typed["reason"], at=now())
            else:
                services.correct_allocation(request.actor, row, change, reason=typed["reason"], at=now())
        except WrongMoney as error:
            form.take(error)
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Kept as a new entry. The old one stays, with your reason."))
            return redirect("budget:decision", uuid=row.decision.uuid)
    context = {
        "purse": purse,
        "programme": purse.programme,
        "allocation": row,
        "form": form,
        "sources": plan_sources(purse.programme.id),
        "words": money_in_words(row.amount_vnd) if row.amount_vnd > 0 else "",
    }
    return render(request, "budget/correct.html", context, status=422 if form.errors else 200)


@require_GET
@staff(*access.WRITERS)
def template(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """An empty table with the units the plan gives tasks to, the way it is read back in."""
    purse = access.purse_for(request.actor, uuid, on=today(), to="decide")
    ids = {unit for task in programmes.tasks(purse.programme.id, on=today()) for unit in task.lead_unit_ids}
    cards = [card for card in orgs.units(ids).values() if card.holds_on(today())]
    names = sorted(card.name for card in cards)[:TEMPLATE_UNITS]
    response = HttpResponse(import_string(f"{TABLES}.template")(names), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-giao-kinh-phi.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
