"""For units that do not sign in: the blank form, the table to fill in, and the table that comes back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.media import XLSX
from khien.reports.access import rounds as access
from khien.reports.forms.rounds import TableFileForm
from khien.reports.jobs.reminders import ask_to_send
from khien.reports.rules.paper_rows import COLUMNS
from khien.reports.rules.paper_rows import PARTS as TABLE_PARTS
from khien.reports.services import paper_tables as services
from khien.reports.services import papers
from khien.reports.services.reminding import remind_round
from khien.reports.views.deciding import attached
from khien.reports.wording.rounds import FLAWS
from khien.web.doors import StaffRequest, staff


@staff(*access.READERS)
@require_safe
def blank(request: StaffRequest, code: str, unit_uuid: UUID, kind: str) -> HttpResponse:
    """The blank form (.docx, .pdf) or the table (.xlsx) of one unit."""
    on = today()
    row = access.expected_for(request.actor, code, unit_uuid, on=on)
    name = f"Mau-{row.round.code}-{row.unit.code}.{kind}"
    if kind != "xlsx":
        shape: papers.Format = "pdf" if kind == "pdf" else "docx"
        return attached(papers.form_file(row.round, row.unit_id, format=shape, on=on), name)
    answer = HttpResponse(services.blank_table(row, on=on), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@staff(*access.RUNNERS)
@require_POST
def upload(request: StaffRequest, code: str, unit_uuid: UUID) -> HttpResponse:
    """The filled table: kept, and looked at on the next page."""
    row = access.expected_for(request.actor, code, unit_uuid, on=today())
    access.check_runs(request.actor, row.round)
    form = TableFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the filled table first."))
        return redirect("reports:unit", code=code, unit_uuid=unit_uuid)
    given = form.cleaned_data["table"]
    try:
        table = services.take_table(request.actor, row, given, name=given.name, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
        return redirect("reports:unit", code=code, unit_uuid=unit_uuid)
    return redirect("reports:table", uuid=table.uuid)


@staff(*access.RUNNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every row's fate; POST takes everything in, or nothing."""
    on = today()
    found = access.table_for(request.actor, uuid, on=on)
    if request.method == "POST" or found.taken_in_at is not None:
        try:
            made = services.confirm(request.actor, found, on=on, at=now())
        except KhienError as error:
            messages.error(request, str(error.message))
            return redirect("reports:table", uuid=uuid)
        messages.success(request, _("Taken in: the activities are in the ledger, the report is handed in."))
        return redirect("reports:submission", uuid=made.uuid)
    plan = services.look(request.actor, found, on=on, at=now())
    context = {
        "table": found,
        "round": found.round,
        "unit": found.unit,
        "plan": plan,
        "parts": [(label, plan.narrative.get(name, "")) for name, label in TABLE_PARTS.items()],
        "rows": [
            (fate, [(COLUMNS.get(name, name), FLAWS.get(flaw, flaw)) for name, flaw in fate.wrong.items()])
            for fate in sorted(plan.rows, key=lambda fate: (not fate.wrong, fate.row.number))
        ],
        "wrong": sum(bool(fate.wrong) for fate in plan.rows),
    }
    return render(request, "reports/table.html", context)


@staff(*access.RUNNERS)
@require_POST
def remind(request: StaffRequest, code: str) -> HttpResponse:
    """Send the ladder's present step now, to whoever has not had it."""
    found = access.round_for(request.actor, code, on=today(), to="run")
    sent = remind_round(found, on=today(), at=now(), ask=ask_to_send)
    if sent:
        text = ngettext("%(n)d unit is being reminded.", "%(n)d units are being reminded.", sent)
        messages.success(request, text % {"n": sent})
    else:
        messages.info(request, _("Everyone who is waited for has had this week's reminder already."))
    return redirect("reports:round", code=code)
