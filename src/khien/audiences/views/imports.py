"""A list is brought, its columns named, looked at, and taken in. Each step has its page; nothing is taken in unseen."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.audiences import access
from khien.audiences.access import MANAGERS, READERS
from khien.audiences.errors import ImportMoved
from khien.audiences.forms import BringForm, ColumnsForm, ProofForm
from khien.audiences.jobs import ask_to_look, ask_to_take
from khien.audiences.models import ContactImport
from khien.audiences.selectors.import_rows import row_fates
from khien.audiences.services import import_file
from khien.audiences.services import imports as services
from khien.audiences.tables import IMPORTS
from khien.audiences.views.tabs import tabs
from khien.audiences.wording import FATE_WORDS, problem_word
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.sheets import MOST_BYTES, safe_cell
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

STEPS = 3


@staff(*READERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    rows = access.imports_seen_by(request.actor, on=today())
    context = {"tabs": tabs(request, "imports"), "may_manage": access.may_manage(request.actor)}
    return respond(request, "audiences/imports.html", IMPORTS, rows, context)


@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: StaffRequest) -> HttpResponse:
    only = access.places_to_choose(request.actor, on=today())
    own = access.own_unit(request.actor)
    posted = request.POST if request.method == "POST" else None
    form = BringForm(posted, request.FILES or None, on=today(), only=only, initial={"place": own})
    if posted is not None and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = services.bring(
                request.actor,
                file.read(MOST_BYTES + 1),
                filename=file.name,
                unit_id=form.cleaned_data["place"],
                root_id=own,
                at=now(),
            )
        except KhienError as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("audiences_staff:import_columns", uuid=row.uuid)
    return render(request, "audiences/import_new.html", {"form": form}, status=422 if form.errors else 200)


@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.import_for(request.actor, uuid, on=today(), to="change")
    if row.state not in ("brought", "looked", "failed") or row.file is None:
        return redirect("audiences_staff:import", uuid=row.uuid)
    titles, samples = import_file.head_of(import_file.sealed_lines(row))
    guessed = row.columns.get("map", {})
    initial = {part: str(number) for part, number in guessed.items()}
    initial["group"] = row.columns.get("audience", "public")
    form = ColumnsForm(request.POST if request.method == "POST" else None, titles=titles, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.choose_columns(
            row, columns=form.columns, audience=form.cleaned_data["group"], ask=ask_to_look, at=now()
        )
        return redirect("audiences_staff:import", uuid=row.uuid)
    context = {"form": form, "brought": row, "titles": titles, "samples": _padded(samples, len(titles))}
    return render(request, "audiences/import_columns.html", context, status=422 if form.errors else 200)


def _padded(samples: list[list[str]], width: int) -> list[list[str]]:
    return [[*line, *[""] * (width - len(line))][:width] for line in samples]


@staff(*READERS)
@require_safe
def look(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Where the list stands: being looked at, its fates, being taken in, what became of it."""
    row = access.import_for(request.actor, uuid, on=today())
    if row.state == "brought" and access.may_manage(request.actor):
        return redirect("audiences_staff:import_columns", uuid=row.uuid)
    part = request.headers.get("HX-Target") == "import"
    page = "audiences/_import.html" if part else "audiences/import.html"
    return render(request, page, _context(request, row, ProofForm()))


def _context(request: StaffRequest, row: ContactImport, form: ProofForm) -> dict[str, object]:
    counts = row.found.get("counts", {})
    if not counts.get("young"):
        del form.fields["guardian"]
    return {
        "brought": row,
        "form": form,
        "fates": [
            (word, tone, counts[code]) for code, (word, tone) in FATE_WORDS.items() if counts.get(code)
        ],
        "counts": counts,
        "ready": counts.get("new", 0) + counts.get("upgraded", 0),
        "problems": [
            (line, problem_word(str(code)), shown) for line, code, shown in row.found.get("rows", [])[:50]
        ],
        "problem_count": len(row.found.get("rows", [])),
        "taken": row.found.get("taken", {}),
        "running": row.state in ("looking", "taking"),
        "may_manage": access.may_manage(request.actor),
        "step": 2 if row.state in ("brought", "looking", "looked") else STEPS,
    }


@staff(*MANAGERS)
@require_POST
def take(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.import_for(request.actor, uuid, on=today(), to="change")
    form = ProofForm(request.POST)
    if not form.is_valid():
        return render(request, "audiences/import.html", _context(request, row, form), status=422)
    try:
        services.begin_taking(
            request.actor,
            row,
            basis=form.cleaned_data["basis"],
            proof=form.cleaned_data["proof"],
            guardian=form.cleaned_data["guardian"],
            ask=ask_to_take,
            at=now(),
        )
    except ImportMoved as error:
        messages.warning(request, str(error.message))
    return redirect("audiences_staff:import", uuid=row.uuid)


@staff(*MANAGERS)
@require_POST
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.import_for(request.actor, uuid, on=today(), to="change")
    try:
        services.drop(request.actor, row, at=now())
    except ImportMoved as error:
        messages.warning(request, str(error.message))
        return redirect("audiences_staff:import", uuid=row.uuid)
    messages.info(request, _("The list was put away. Nobody of it was taken in."))
    return redirect("audiences_staff:imports")


@staff(*READERS)
@require_safe
def problems(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every row that is left out, with its number in the file. Addresses half hidden."""
    row = access.import_for(request.actor, uuid, on=today())
    if row.file is None:
        raise Missing(_("The file is put away already. Bring the list again to see its rows."))
    rows = import_file.rows_of(import_file.sealed_lines(row))
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_("Row"), _("What is wrong"), _("What stands there")])
    for fate in row_fates(rows, services.plan_of(row, guardian=True, at=now())):
        for line, code, shown in services.problems(fate):
            writer.writerow([line, problem_word(code), safe_cell(shown)])
    response = HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dong-can-xem.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
