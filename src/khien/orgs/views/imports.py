"""Taking in and giving out the table of units and officers: upload, every row's fate, confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.sheets import XLSX_TYPE
from khien.orgs import access
from khien.orgs.errors import Changed
from khien.orgs.forms import TableForm
from khien.orgs.selectors.import_plan import fate_of, table_of
from khien.orgs.services import imports as services
from khien.orgs.services.table_file import write_xlsx
from khien.orgs.tables import FATES
from khien.orgs.wording import FATE_NAMES
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@staff(*access.CHANGE_UNITS)
def upload(request: StaffRequest) -> HttpResponse:
    access.check_may_change_units(request.actor)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            batch, _plan = services.dry_run(
                file.read(), file_name=file.name, on=today(), actor=request.actor, at=now()
            )
        except KhienError as error:
            form.add_error("table", str(error.message))
        else:
            return redirect("orgs:import_review", uuid=batch.uuid)
    return render(request, "orgs/import.html", {"form": form}, status=422 if form.errors else 200)


@staff(*access.CHANGE_UNITS)
def review(request: StaffRequest, uuid: str) -> HttpResponse:
    """Every row's fate as it is now; confirming writes everything or nothing."""
    batch = access.batch_for(request.actor, uuid)
    if request.method == "POST":
        return _decide(request, uuid)
    plan = services.plan_of(batch, on=today())
    counts = plan.counts
    shown = [(text, tone, counts.get(code, 0)) for code, (text, tone) in FATE_NAMES.items()]
    context = {
        "batch": batch,
        "counts": shown,
        "clean": plan.clean,
        "nothing": set(counts) <= {"same"},
        "errors": counts.get("error", 0),
        "stale": plan.fingerprint != batch.fingerprint,
    }
    rows = sorted(plan.fates, key=lambda f: (fate_of(f) != "error", f.row.line))
    return respond(request, "orgs/import_review.html", FATES, rows, context)


def _decide(request: StaffRequest, uuid: str) -> HttpResponse:
    batch = access.batch_for(request.actor, uuid)
    if "drop" in request.POST:
        services.drop(batch, at=now())
        messages.info(request, _("The table was dropped. Nothing was written."))
        return redirect("orgs:import")
    try:
        done = services.confirm(batch.pk, on=today(), actor=request.actor, at=now())
    except Changed:
        services.look_again(batch, on=today())
        messages.warning(
            request, _("Somebody changed units meanwhile. Look at the rows again, then take the table in.")
        )
        return redirect("orgs:import_review", uuid=uuid)
    messages.success(
        request,
        _("Taken in: %(opened)d units opened, %(changed)d changed, %(people)d officers added.") % done,
    )
    return redirect("orgs:tree")


@staff(*access.CHANGE_UNITS)
def template(request: StaffRequest) -> HttpResponse:
    """An empty table with its instructions."""
    return _workbook(write_xlsx([], notes=True), "mau-don-vi-can-bo.xlsx")


@staff(*access.READ_ALL)
def export(request: StaffRequest) -> HttpResponse:
    """The units and officers of today in the layout that can be taken in again."""
    access.check_reads_all(request.actor)
    return _workbook(write_xlsx(table_of(today()), notes=True), f"don-vi-can-bo-{today():%Y%m%d}.xlsx")


def _workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
