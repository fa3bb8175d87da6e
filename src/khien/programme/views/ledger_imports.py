"""Many activities at once: the template, the upload, every row's fate, and recording those that may be recorded."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from khien.base.clock import now, today
from khien.base.errors import Conflict, KhienError
from khien.base.sheets import XLSX_TYPE
from khien.programme import access
from khien.programme.access import ledger as ledger_access
from khien.programme.access.ledger import RECORDERS
from khien.programme.forms.ledger import TableForm
from khien.programme.jobs.ledger import ask_to_record
from khien.programme.models import ActivityImport
from khien.programme.selectors import entry as entry_reads
from khien.programme.selectors import import_fates
from khien.programme.services import activity_imports as services
from khien.programme.services import activity_table
from khien.programme.tables.ledger_imports import FATES
from khien.programme.wording.ledger import FATE_WORDS
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

MOST_LISTED_UNITS = 500
LARGEST = 10 * 1024 * 1024


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            table = services.upload_table(
                request.actor,
                file.read(LARGEST + 1),
                file_name=file.name,
                unit_id=_own_unit(request),
                at=now(),
            )
        except KhienError as error:
            form.add_error("table", str(error.message))
        else:
            return redirect("ledger:import_review", uuid=table.uuid)
    return render(request, "ledger/import.html", {"form": form}, status=422 if form.errors else 200)


@staff(*RECORDERS)
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, uuid: str) -> HttpResponse:
    """Every row's fate as the ledger is now; while it is being recorded, how far; then what became of it."""
    table = ledger_access.import_for(request.actor, uuid)
    if table.state != ActivityImport.State.WAITING:
        part = request.headers.get("HX-Target") == "import"
        page = "ledger/_import_progress.html" if part else "ledger/import_progress.html"
        return render(request, page, {"batch": table, "running": table.state == ActivityImport.State.RUNNING})
    if request.method == "POST" and "drop" in request.POST:
        services.drop_table(table, at=now())
        messages.info(request, _("The table was dropped. Nothing was recorded."))
        return redirect("ledger:import")
    fates = _fates(request, table)
    if request.method == "POST":
        return _recorded(request, table, fates)
    counts = Counter(fate.fate.value for fate in fates)
    context = {
        "batch": table,
        "counts": [(text, tone, counts[code]) for code, (text, tone) in FATE_WORDS.items()],
        "ready": counts["new"],
        "wrong": counts["wrong"],
    }
    rows = sorted(fates, key=lambda fate: (fate.fate != import_fates.Fate.WRONG, fate.line))
    return respond(request, "ledger/import_review.html", FATES, rows, context)


def _recorded(
    request: StaffRequest, table: ActivityImport, fates: list[import_fates.RowFate]
) -> HttpResponse:
    try:
        begun = services.begin_recording(table, fates)
    except Conflict as error:
        messages.warning(request, str(error.message))
        return redirect("ledger:import_review", uuid=table.uuid)
    if begun.total <= services.AT_ONCE_ROWS:
        services.record_rows(begun.pk, at=now())
    else:
        ask_to_record(begun.pk)
    return redirect("ledger:import_review", uuid=table.uuid)


def _fates(request: StaffRequest, table: ActivityImport) -> list[import_fates.RowFate]:
    on = today()
    units = ledger_access.units_to_record_for(request.actor, on=on)
    programmes = access.programmes_for(request.actor, on=on)
    found = entry_reads.offer(programmes, unit_ids=request.actor.unit_ids, on=on)
    unit_id = table.unit_id if table.unit_id in {unit.id for unit in units} else None
    known = import_fates.known_of(units, found.tasks, unit_id=unit_id, on=on)
    return import_fates.fates(table, known, {unit.id: unit for unit in units})


def _own_unit(request: StaffRequest) -> int | None:
    own = request.actor.units_as(RECORDERS)
    return min(own) if len(own) == 1 else None


@require_GET
@staff(*RECORDERS)
def template(request: StaffRequest) -> HttpResponse:
    """The empty table with this person's units and tasks to choose from."""
    on = today()
    units = ledger_access.units_to_record_for(request.actor, on=on)
    programmes = access.programmes_for(request.actor, on=on)
    found = entry_reads.offer(programmes, unit_ids=request.actor.unit_ids, on=on)
    data = activity_table.template(
        units=[f"{unit.code} · {unit.name}" for unit in units[:MOST_LISTED_UNITS]],
        tasks=[task.label for task in (found.mine or found.tasks)],
        money_sources=found.money_sources,
    )
    response = HttpResponse(data, content_type=XLSX_TYPE)
    response["Content-Disposition"] = 'attachment; filename="mau-hoat-dong.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
