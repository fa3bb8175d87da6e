"""Pages of the consolidated report: make it, read it with every figure's trace, write in it, take it as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.reports.access.consolidation import (
    consolidation_for,
    may_check,
    may_run,
    others_who_check,
    round_to_consolidate,
)
from khien.reports.errors import ChangedMeanwhile, NotAllowedNow
from khien.reports.forms.consolidation import ScanForm
from khien.reports.jobs.consolidation import ask_to_make
from khien.reports.models import Consolidation
from khien.reports.rules import ConsolidationState
from khien.reports.rules.official_words import HEAD
from khien.reports.rules.places import NAMES
from khien.reports.rules.tracing import rate_units, target_at
from khien.reports.selectors.draft_page import comparison, data_of, parts_of, trace_of, versions_of
from khien.reports.services import consolidation as services
from khien.reports.services.report_files import FORMATS
from khien.reports.wording import consolidation as words
from khien.web.doors import StaffRequest, staff
from vanban import CannotWrite

LONGEST_FORM = 400_000


@require_safe
@staff()
def versions(request: StaffRequest, code: str) -> HttpResponse:
    """A round's versions, the newest first, and the button that makes one."""
    round = round_to_consolidate(request.actor, code)
    found = versions_of(round)
    newest = found[0] if found else None
    context = {
        "round": round,
        "versions": [(row, words.STATE_WORDS[row.state], words.STATE_TONES[row.state]) for row in found],
        "newest": newest,
        "making": newest if newest is not None and services.is_being_made(newest) else None,
        "doing": words.doing(newest.progress) if newest else "",
        "needs_reason": newest is not None and newest.state != ConsolidationState.DRAFT,
        "counts": services.counts_of(round),
        "may_run": may_run(request.actor, round),
    }
    return render(request, "reports/consolidation/versions.html", context)


@require_POST
@staff()
def make(request: StaffRequest, code: str) -> HttpResponse:
    round = round_to_consolidate(request.actor, code, to="run")
    try:
        made = services.ask_for_version(
            request.actor, round, reason=request.POST.get("reason", ""), ask=ask_to_make, at=now()
        )
    except NotAllowedNow as error:
        messages.error(request, str(error.message))
        return HttpResponseRedirect(reverse("reports:consolidation", args=[code]))
    return _to(made, code)


@require_safe
@staff()
def progress(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """How far it is; when it is done, on to the draft."""
    row = consolidation_for(request.actor, code, version)
    if services.is_being_made(row):
        context = {"row": row, "round": row.round, "doing": words.doing(row.progress)}
        return render(request, "reports/consolidation/progress.html", context)
    fragment = bool(request.headers.get("HX-Request"))
    answer = HttpResponse(status=204 if fragment else 303)
    answer["HX-Redirect" if fragment else "Location"] = _address(code, version)
    return answer


@require_safe
@staff()
def draft(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """The report on screen. While it is being made, how far it is."""
    row = consolidation_for(request.actor, code, version)
    context: dict[str, Any] = {
        "row": row,
        "round": row.round,
        "state": words.STATE_WORDS[row.state],
        "tone": words.STATE_TONES[row.state],
        "may_run": may_run(request.actor, row.round),
        "doing": words.doing(row.progress),
    }
    if row.progress < services.FINISHED:
        return render(request, "reports/consolidation/making.html", context)
    return render(request, "reports/consolidation/draft.html", context | _draft(request, row))


def _draft(request: StaffRequest, row: Consolidation) -> dict[str, Any]:
    data = data_of(row)
    names = data.unit_names()
    writable = may_run(request.actor, row.round) and row.state == ConsolidationState.DRAFT
    checking = may_check(request.actor, row.round) and row.state == ConsolidationState.DRAFT
    own = services.wrote_in(request.actor, row)
    others = others_who_check(row.round, row.authors, on=today()) if checking and own else True
    parts = parts_of(data, row.texts)
    return {
        "data": data,
        "parts": [(part, services.base_of(row.texts, part.names)) for part in parts],
        "faulty": [part for part in parts if part.faulty],
        "head": [(name, words.HEAD_WORDS[name], row.texts.get(name, "")) for name in HEAD],
        "head_base": services.base_of(row.texts, HEAD),
        "head_missing": [
            words.HEAD_WORDS[name]
            for name in ("issuing_body", "symbol", "place", "position", "signer")
            if not row.texts.get(name, "").strip()
        ],
        "page_key": get_random_string(16),
        "text_words": words.TEXT_WORDS,
        "places": NAMES.items(),
        "compared": [(line, words.MEASURE_WORDS[line.measure]) for line in comparison(data)],
        "warnings": [
            (words.warning_text(kind, len(ids)), [names.get(i, "") for i in ids[:12]], len(ids) - 12)
            for kind, ids in data.warnings
        ],
        "steps": words.STEPS,
        "step": list(ConsolidationState).index(ConsolidationState(row.state)) + 1,
        "writable": writable,
        "checking": checking,
        "own": own,
        "others": others,
        "formats": FORMATS,
        "scan_form": ScanForm(),
    }


@require_POST
@staff()
def write(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """Saves some texts: by the page as she types (JSON), or by a button (back to the part)."""
    row = consolidation_for(request.actor, code, version, to="run")
    texts = {name: _text(request, name) for name in services.WRITTEN if name in request.POST}
    by_itself = "application/json" in request.headers.get("Accept", "")
    try:
        services.save_texts(
            request.actor,
            row,
            texts,
            base=request.POST.get("goc", ""),
            page=request.POST.get("trang", "")[:32],
            at=now(),
        )
    except ChangedMeanwhile as error:
        if by_itself:
            raise
        return _conflict(request, row, texts, error)
    if by_itself:
        return JsonResponse({"saved": True})
    messages.success(request, _("Saved."))
    part = request.POST.get("phan", "")
    return HttpResponseRedirect(f"{_address(code, version)}#{part if part.isascii() else ''}")


def _text(request: StaffRequest, name: str) -> str:
    return request.POST[name].replace("\r\n", "\n").replace("\x00", "")[:LONGEST_FORM]


def _conflict(
    request: StaffRequest, row: Consolidation, texts: dict[str, str], error: ChangedMeanwhile
) -> HttpResponse:
    """Both texts side by side; hers can be sent again over theirs."""
    labels = {**words.TEXT_WORDS, **words.HEAD_WORDS}
    both = [
        (name, labels[name], mine, str(error.theirs.get(name, "")))
        for name, mine in texts.items()
        if mine != error.theirs.get(name, "")
    ]
    theirs = {name: str(text) for name, text in error.theirs.items()}
    context = {
        "row": row,
        "round": row.round,
        "both": both,
        "sentence": error.message,
        "base": services.base_of(theirs, [name for name, *_rest in both]),
        "part": request.POST.get("phan", ""),
    }
    return render(request, "reports/consolidation/conflict.html", context, status=409)


@require_safe
@staff()
def figure(request: StaffRequest, code: str, version: int, ref: str) -> HttpResponse:
    """Where a figure comes from: units, and their activities. As a panel beside the text, or a page of its own."""
    row = consolidation_for(request.actor, code, version)
    if row.progress < services.FINISHED:
        raise Missing
    panel = bool(request.headers.get("HX-Request"))
    data = data_of(row)
    context: dict[str, Any] = {"row": row, "round": row.round, "panel": panel, "ref": ref}
    units, target = rate_units(data, ref), target_at(data, ref)
    if units is not None or target is not None:
        context |= {"units": units, "target": target, "what": words.RATE_WORDS.get(ref, ""), "other": True}
        return _trace(request, context, panel=panel)
    unit = request.GET.get("don-vi", "")
    page = request.GET.get("trang", "")
    trace = trace_of(
        data,
        ref,
        unit_id=int(unit) if unit.isdecimal() and len(unit) < 12 else None,
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )
    if trace is None:
        raise Missing
    context |= {"trace": trace, "measure": words.MEASURE_WORDS[trace.figure.measure.value]}
    return _trace(request, context, panel=panel)


def _trace(request: StaffRequest, context: dict[str, Any], *, panel: bool) -> HttpResponse:
    return render(request, f"reports/consolidation/{'trace' if panel else 'figure'}.html", context)


@require_GET
@staff()
def file(request: StaffRequest, code: str, version: int, format: str) -> HttpResponse:
    """The report as Word, PDF or workbook. With ?nguon=1, codes and the annex of sources are printed."""
    row = consolidation_for(request.actor, code, version)
    if format not in FORMATS:
        raise Missing
    sources = request.GET.get("nguon") == "1"
    try:
        stored = services.file_of(row, format, sources=sources, at=now())
    except CannotWrite as error:
        raise KhienError(error.message, code="cannot-write") from error
    mark = "-nguon" if sources else ""
    answer: Any = files.response(stored, filename=f"Bao-cao-tong-hop-{code}-lan-{version}{mark}.{format}")
    return answer  # type: ignore[no-any-return]


def _address(code: str, version: int) -> str:
    return reverse("reports:draft", args=[code, version])


def _to(row: Consolidation, code: str) -> HttpResponse:
    return HttpResponseRedirect(_address(code, row.version))
