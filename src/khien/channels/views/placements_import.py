"""Places out of a workbook: shown first, kept when every row is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.base.sheets import MOST_BYTES
from khien.channels.access.reach import ACTORS
from khien.channels.forms.placements import ImportForm
from khien.channels.services.placements_import import PlaceRow, keep_places, read_places
from khien.channels.views.placements import POST_OR_GET, tabs_of
from khien.web.doors import StaffRequest, staff


@POST_OR_GET
@staff(*ACTORS)
def bring_in(request: StaffRequest) -> HttpResponse:
    """A first look shows what each row means; the same file with "keep" writes them, all or none."""
    form = ImportForm(request.POST or None, request.FILES or None)
    rows: list[PlaceRow] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["tep"]
        try:
            if upload is None:
                raise KhienError(_("Choose the workbook first."), code="no-file")
            rows = read_places(request.actor, upload.read(MOST_BYTES + 1), on=today())
            if form.cleaned_data["giu"]:
                made = keep_places(request.actor, rows, at=now())
                said = ngettext("%(n)s place is new.", "%(n)s places are new.", made) % {"n": made}
                messages.success(request, said)
                return redirect("placements:places")
        except KhienError as error:
            form.add_error("tep", str(error.message))
    context = {
        "form": form,
        "rows": rows,
        "problems": sum(bool(row.problem) for row in rows),
        "fresh": sum(row.words is not None and not row.known for row in rows),
        **tabs_of(request, "places"),
    }
    return render(request, "placements/import.html", context, status=422 if form.errors else 200)
