"""The table of items as a file: out as a workbook whose open columns may be changed, in with every difference shown."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError, TooMuch
from khien.base.sheets import MOST_BYTES, XLSX_TYPE
from khien.web.doors import StaffRequest, staff
from khien.work.access.bulk import CHANGING, batch_for
from khien.work.access.scope import items_for, units_seen
from khien.work.models import Batch
from khien.work.rules.batches import MOST_ITEMS, Act, BatchState
from khien.work.rules.board_filter import wanted_of
from khien.work.selectors.boards import Desk, narrowed
from khien.work.selectors.item_rows import ids_in_order, item_rows
from khien.work.services.bulk import drop
from khien.work.services.table_file import MOST_ROWS, write_items
from khien.work.services.table_in import RowPlan, plan, receive, take_in
from khien.work.wording.boards import ROLE_WORDS, STATE_WORDS

SHOWN = 300  # rows of a dry run
FATES = ("fault", "conflict", "change", "same")


class UploadForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("The changed workbook"),
        help_text=gettext_lazy("The .xlsx downloaded here, at most 10,000 rows and 10 MB."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


@require_safe
@staff(*CHANGING)
def give_out(request: StaffRequest) -> HttpResponse:
    """What the filter leaves, as a workbook to change and bring back."""
    on = today()
    desk = Desk(request.actor, on, wanted_of(request.GET.dict()), units_seen(request.actor, on=on))
    ids = ids_in_order(narrowed(items_for(request.actor, on=on), desk), MOST_ROWS)
    if len(ids) > MOST_ROWS:
        raise TooMuch(_("A workbook to change holds at most 10,000 tasks. Narrow the filter first."))
    words = {
        "state": {code: str(word) for code, word in STATE_WORDS.items()},
        "role": {code: str(word) for code, word in ROLE_WORDS.items()},
    }
    response = HttpResponse(write_items(item_rows(ids, words=words)), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="viec-{on:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CHANGING)
def upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            data = file.read(MOST_BYTES + 1)  # one more says that it is too large
            batch = receive(request.actor, data, file_name=file.name, at=now())
        except KhienError as error:
            form.add_error("table", str(error.message))
        else:
            return redirect("work:table_in", uuid=batch.uuid)
    context = {"form": form, "query": wanted_of(request.GET.dict()).query()}
    return render(request, "work/boards/upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CHANGING)
def table_in(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every difference, then the clean rows at once."""
    batch = batch_for(request.actor, uuid)
    if batch.act != Act.TABLE:
        return redirect("work:batch", uuid=batch.uuid)
    if request.method == "POST":
        return _decide(request, batch)
    waiting = batch.state == BatchState.WAITING
    rows = plan(request.actor, batch, on=today()) if waiting else []
    counts = Counter(row.fate for row in rows)
    shown = [row for row in sorted(rows, key=_order) if row.fate != "same"]
    context = {
        "batch": batch,
        "counts": {fate.replace("-", "_"): counts.get(fate, 0) for fate in FATES},
        "too_many": counts.get("change", 0) > MOST_ITEMS,
        "rows": shown[:SHOWN],
        "more": max(0, len(shown) - SHOWN),
        "done": len(batch.changes),
        "refused": batch.refused[:SHOWN],
    }
    return render(request, "work/boards/table_in.html", context)


def _order(row: RowPlan) -> tuple[int, int]:
    return FATES.index(row.fate), row.line


def _decide(request: StaffRequest, batch: Batch) -> HttpResponse:
    if "drop" in request.POST:
        drop(batch, at=now())
        messages.info(request, _("The table was dropped. Nothing was changed."))
        return redirect(reverse("work:table_upload"))
    done = take_in(request.actor, batch, on=today(), at=now())
    count = len(done.changes)
    text = ngettext(
        "%(n)d task was changed from the table.", "%(n)d tasks were changed from the table.", count
    )
    messages.success(request, text % {"n": count})
    return redirect("work:table_in", uuid=batch.uuid)
