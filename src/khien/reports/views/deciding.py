"""A report that was handed in: read it, accept or return it, open it again, take it back, print it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import Conflict, KhienError, Missing, Refused
from khien.base.media import DOCX
from khien.reports.access import rounds as access
from khien.reports.errors import LedgerMoved
from khien.reports.forms.rounds import DecisionForm, ScanForm
from khien.reports.models import Submission
from khien.reports.rules import SubmissionState, figures_from_data
from khien.reports.selectors import desk as desks
from khien.reports.selectors.figures import Counted
from khien.reports.services import papers
from khien.reports.services import submissions as services
from khien.reports.wording.rounds import EVENTS, PARTS, STANDING, STATES, WAYS
from khien.web.doors import StaffRequest, staff

MOST_AT_ONCE = 500
MEDIA = {"docx": DOCX, "pdf": "application/pdf"}


@staff(*access.READERS)
@require_safe
def submission(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """As it was handed in. While the unit mends a returned one, others read what had been handed in."""
    on = today()
    row = access.submission_for(request.actor, uuid, on=on)
    own = access.is_own(request.actor, row.unit_id, on=on)
    runs = access.runs_round(request.actor, row.round)
    events = list(row.events.all())
    given = desks.snapshots(events)
    texts = _texts(row, given, own)
    context = {
        "row": row,
        "round": row.round,
        "unit": row.unit,
        "own": own,
        "runs": runs,
        "desk": desks.frozen_desk(row, on=on),
        "texts": [(PARTS[name], texts.get(name, "")) for name in services.NARRATIVE],
        "changes": [(PARTS[c.name], c.before, c.after) for c in desks.changes(given[-2], given[-1])]
        if len(given) > 1
        else [],
        "events": [(*EVENTS[event.what], event) for event in events if event.what in EVENTS],
        "state": _state(row),
        "way": WAYS.get(row.way, ""),
        "states": STATES,
        "still_running": on <= row.round.cut_off,
        "decide": DecisionForm(),
        "scan": ScanForm(),
        "scan_hidden": not _scan_shown(row, own=own),
    }
    return render(request, "reports/submission.html", context)


def _state(row: Submission) -> tuple[object, str]:
    return STANDING.get(row.state, (_("Draft"), "idle"))


def _texts(row: Submission, given: list[Any], own: bool) -> dict[str, Any]:
    if row.state == SubmissionState.RETURNED and not own and given:
        return dict(given[-1])
    return {name: getattr(row, name) for name in services.NARRATIVE}


def _scan_shown(row: Submission, *, own: bool) -> bool:
    """While the unit mends a returned report, others open only the scan that was handed in with it."""
    if row.scan is None or own or row.state != SubmissionState.RETURNED:
        return row.scan is not None
    given = desks.snapshots(row.events.all())
    return bool(given) and given[-1].get("scan_sha256") == row.scan.sha256


@staff(*access.RUNNERS)
@require_POST
def decide(request: StaffRequest, uuid: UUID, act: str) -> HttpResponse:
    """Accept, return with a remark, open an accepted one again."""
    row = access.decidable_for(request.actor, uuid, on=today())
    remark = request.POST.get("remark", "")
    if act == "chap-nhan":
        recount = "tinh-lai" in request.POST
        try:
            services.accept(request.actor, row.pk, on=today(), at=now(), recount=recount)
        except (
            Conflict
        ) as error:  # what stands in the way is said beside the report, not on a page of its own
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Accepted. The unit's days are locked."))
    elif act == "tra-lai":
        services.return_report(request.actor, row.pk, remark=remark, at=now())
        messages.success(request, _("Returned. The unit sees your remarks in its inbox."))
    else:
        services.reopen(request.actor, row.pk, reason=remark, at=now())
        messages.success(request, _("Opened again. The unit's days can be written in."))
    return redirect("reports:submission", uuid=uuid)


@staff(*access.RUNNERS)
@require_POST
def accept_several(request: StaffRequest, code: str) -> HttpResponse:
    """Accept those that were chosen; those whose ledger moved are left and named."""
    found = access.round_for(request.actor, code, on=today(), to="run")
    chosen = request.POST.getlist("chon")[:MOST_AT_ONCE]
    accepted, left = 0, []
    for uuid in chosen:
        row = access.decidable_for(request.actor, uuid, on=today())
        if row.round_id != found.pk:
            raise Missing
        try:
            services.accept(request.actor, row.pk, on=today(), at=now())
            accepted += 1
        except LedgerMoved:
            left.append(str(row.unit))
        except KhienError as error:
            left.append(f"{row.unit} ({error.message})")
    if accepted:
        text = ngettext("%(n)d report was accepted.", "%(n)d reports were accepted.", accepted)
        messages.success(request, text % {"n": accepted})
    if left:
        messages.warning(
            request, _("Left for you to look at, the ledger changed: %(units)s.") % {"units": "; ".join(left)}
        )
    if not chosen:
        messages.info(request, _("Choose the reports to accept first."))
    return redirect("reports:round", code=code)


@staff(*access.OF_A_UNIT)
@require_POST
def take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    on = today()
    row = access.submission_for(request.actor, uuid, on=on)
    if not access.is_own(request.actor, row.unit_id, on=on):
        raise Refused
    services.take_back(request.actor, row.pk, at=now())
    messages.success(request, _("Taken back. Write on, then hand it in again."))
    return redirect("reports:write", code=row.round.code, unit_uuid=row.unit.uuid)


@staff(*access.READERS)
@require_safe
def download(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The report in the official layout: of its own unit as it stands, of others as handed in."""
    on = today()
    row = access.submission_for(request.actor, uuid, on=on)
    own = access.is_own(request.actor, row.unit_id, on=on)
    texts = _texts(row, desks.snapshots(row.events.all()), own)
    figures = (
        _counted(row, on).figures
        if row.state in services.WRITABLE and own
        else figures_from_data(row.figures)
    )
    narrative = {name: str(texts.get(name, "")) for name in services.NARRATIVE}
    content = papers.report_file(row.round, row.unit_id, figures, narrative, format=_format(kind), on=on)
    name = f"Bao-cao-{row.round.code}-{row.unit.code}.{kind}"
    return attached(content, name, inline=kind == "pdf" and "xem" in request.GET)


def _counted(row: Submission, on: Any) -> Counted:
    return services.freeze_figures(row.round, row.unit_id, on=on)


def _format(kind: str) -> papers.Format:
    return "pdf" if kind == "pdf" else "docx"


def attached(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A made file: downloaded, or shown when it is a PDF."""
    answer = HttpResponse(content, content_type=MEDIA[name.rsplit(".", 1)[-1]])
    shown = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@staff(*access.READERS)
@require_safe
def scan(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The signed report that was attached."""
    on = today()
    row = access.submission_for(request.actor, uuid, on=on)
    if row.scan is None or not _scan_shown(row, own=access.is_own(request.actor, row.unit_id, on=on)):
        raise Missing
    return files.response(row.scan, filename=row.scan_name or row.scan.name, inline=True)
