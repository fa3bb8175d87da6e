"""How a unit signs what it gives out: name, logo, colour, contact, with a poster to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.base import files, quota
from khien.base.clock import now
from khien.base.errors import KhienError, Missing
from khien.base.typed import number_of
from khien.library import access, jobs
from khien.library.forms import BrandForm
from khien.library.models import RenditionFile
from khien.library.selectors import brands as reads
from khien.library.services import own_files, renditions
from khien.library.views.units import unit_of, writing_choices
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def brand(request: StaffRequest) -> HttpResponse:
    """The form; with several units, `?don-vi=` says which."""
    unit_id = _unit(request)
    if unit_id is None:
        return render(request, "library/brand_choose.html", {"choices": reads.units_with_brand()})
    row = reads.brand_row(unit_id)
    form = BrandForm(request.POST or None, request.FILES or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            own_files.change_brand(
                request.actor,
                unit_id,
                shown_name=data["shown_name"],
                colour=data["colour"],
                contact=data["contact"],
                logo=data["logo"],
                drop_logo=data["drop_logo"],
                at=now(),
            )
        except KhienError as error:
            form.add_error("colour" if error.code == "pale-colour" else "logo", str(error.message))
        else:
            messages.success(request, _("Kept. New files carry it; those already made stay as they are."))
            return redirect(f"{reverse('library:brand')}?don-vi={unit_id}")
    context = {
        "form": form,
        "row": row,
        "unit": orgs.unit(unit_id),
        "units": writing_choices(request.actor),
        "room": quota.usage(own_files.room_of(unit_id)),
        "sample": _sample(request, unit_id),
    }
    return render(request, "library/brand.html", context, status=422 if form.errors else 200)


@require_safe
@staff(*access.WRITERS)
def brand_sample(request: StaffRequest) -> HttpResponse:
    """The sample poster, for the page that waits for it."""
    unit_id = _unit(request)
    if unit_id is None:
        raise Missing
    return render(
        request, "library/_brand_sample.html", {"sample": _sample(request, unit_id), "unit_id": unit_id}
    )


@require_safe
@staff()
def logo(request: StaffRequest, unit_id: int) -> HttpResponseBase:
    """A unit's logo, for whoever is signed in: it stands on every poster."""
    row = reads.brand_row(unit_id)
    if row is None or row.logo is None:
        raise Missing
    return files.response(row.logo, filename="logo", inline=True)


def _unit(request: StaffRequest) -> int | None:
    """Her unit, or the one asked for. Raises Missing for one she does not write for."""
    units = access.writing_units(request.actor)
    asked = number_of(request.GET.get("don-vi", ""))
    if asked:
        if units is not None and asked not in units:
            raise Missing
        return orgs.unit(asked).id
    if units is None:
        return unit_of(request.actor)
    return min(units, default=None)


def _sample(request: StaffRequest, unit_id: int) -> RenditionFile | None:
    """A poster of the newest material that has one, in this unit's name."""
    edition = reads.edition_with_poster()
    if edition is None:
        return None
    return renditions.ask(
        request.actor, edition, "poster", options={}, unit_id=unit_id, job=jobs.make_rendition, at=now()
    )


def _initial(row: Any) -> dict[str, Any]:
    if row is None:
        return {"colour": "#0b5563"}
    return {"shown_name": row.shown_name, "colour": row.colour, "contact": row.contact}
