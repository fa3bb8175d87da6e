"""Synonyms with a box to try them, and the searches that found nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from khien.base.clock import now, today
from khien.base.typed import number_of
from khien.search import access
from khien.search.errors import SynonymsMoved
from khien.search.forms import SynonymForm, TryForm
from khien.search.rules.shapes import Query
from khien.search.selectors.counts import entries_by_source
from khien.search.selectors.finding import find
from khien.search.selectors.pages import empty_lines, sets_in_use, sets_removed
from khien.search.services import synonyms as services
from khien.search.services.empty_searches import KEPT
from khien.search.sources import kind_label, sources
from khien.search.tables import empty_table, synonym_table
from khien.search.writing import writing_pages
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

ADD = gettext_lazy("Add as a synonym")


@require_GET
@staff(*access.READERS)
def synonyms(request: StaffRequest) -> HttpResponse:
    """All sets in use, and those that can still come back."""
    writes = access.writes(request.actor)
    context = {"tab": "synonyms", "writes": writes, "removed": sets_removed() if writes else []}
    return respond(request, "search/synonyms.html", synonym_table(writes=writes), sets_in_use(), context)


@staff(*access.WRITERS)
def add(request: StaffRequest) -> HttpResponse:
    form = SynonymForm(request.POST or None, initial={"words": _named(request)})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        services.write_set(request.actor, typed["words"], note=typed["note"], key=form.form_key, at=now())
        messages.success(request, _("Kept. It counts from the next search on."))
        return redirect("search:synonyms")
    return render(request, "search/set.html", {"form": form}, status=422 if form.errors else 200)


def _named(request: StaffRequest) -> str:
    """What the address brings along from a search that found nothing."""
    named = request.GET.get("tu", "").replace("\x00", "").strip()[:80]
    return f"{named}, " if named else ""


@staff(*access.WRITERS)
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.set_for(request.actor, uuid)
    form = SynonymForm(request.POST or None, initial={"words": row.words, "note": row.note})
    status = 200
    if request.method == "POST" and form.is_valid():
        typed, revision = form.cleaned_data, number_of(request.POST.get("revision", ""))
        try:
            services.change_set(
                request.actor, row, typed["words"], note=typed["note"], revision=revision, at=now()
            )
        except SynonymsMoved as error:
            form.add_error(None, str(error.message))
            status, row = 409, access.set_for(request.actor, uuid)
        else:
            messages.success(request, _("Kept. It counts from the next search on."))
            return redirect("search:synonyms")
    elif form.errors:
        status = 422
    return render(request, "search/set.html", {"form": form, "set": row}, status=status)


@require_POST
@staff(*access.WRITERS)
def remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.set_for(request.actor, uuid)
    services.remove_set(request.actor, row, at=now())
    told = _("“%(set)s” is out of use. It can be taken back below for 30 days.")
    messages.success(request, told % {"set": str(row)})
    return redirect("search:synonyms")


@require_POST
@staff(*access.WRITERS)
def restore(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.set_for(request.actor, uuid)
    services.restore_set(request.actor, row, at=now())
    messages.success(request, _("“%(set)s” is in use again.") % {"set": str(row)})
    return redirect("search:synonyms")


@require_GET
@staff(*access.READERS)
def empty(request: StaffRequest) -> HttpResponse:
    """What people looked for in vain in the last 90 days."""
    rows = empty_lines(since=today() - dt.timedelta(days=KEPT.days))

    def writing(text: str) -> Iterable[tuple[object, str]]:
        if access.writes(request.actor):
            yield ADD, f"{reverse('search:add')}?{urlencode({'tu': text})}"
        yield from writing_pages(request.actor, text)

    return respond(request, "search/empty.html", empty_table(writing), rows, {"tab": "empty"})


@require_GET
@staff(*access.READERS)
def try_out(request: StaffRequest) -> HttpResponse:
    """A question as the public would ask it, with scores."""
    form = TryForm(request.GET or None)
    page = None
    if form.is_valid() and form.cleaned_data["q"].strip():
        page = find(Query(text=form.cleaned_data["q"], public_only=False, size=10))
    labels = {source.code: source.label for source in sources()}
    context = {
        "tab": "try",
        "form": form if form.is_bound else TryForm(),
        "page": page,
        "hits": [(hit, kind_label(hit.kind)) for hit in page.hits] if page else [],
        "counts": [(labels.get(code, code), count) for code, count in entries_by_source().items()],
    }
    return render(request, "search/try.html", context)
