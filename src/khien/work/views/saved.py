"""Saved filters: their page, and saving the one at hand from any view."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khien.base.clock import now
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.work.access.saved import deleted_filter, filters_for, own_filter_for, units_to_share_with
from khien.work.errors import Invalid
from khien.work.rules.board_filter import wanted_of
from khien.work.services import saved as services


@require_safe
@staff()
def filters(request: StaffRequest) -> HttpResponse:
    """Her own filters and those of her units."""
    rows = list(filters_for(request.actor))
    context: dict[str, object] = {"own": [r for r in rows if r.owner_id == request.actor.id]}
    context["deleted"] = deleted_filter(request.actor, request.GET.get("xoa", ""))
    context["shared"] = [r for r in rows if r.owner_id != request.actor.id]
    return render(request, "work/boards/filters.html", context)


@require_POST
@staff()
def save(request: StaffRequest) -> HttpResponse:
    """Keep the filter of the view she came from."""
    wanted = wanted_of({name: value for name, value in request.POST.items() if isinstance(value, str)})
    shared = request.POST.get("cho", "")
    unit_id = orgs.unit_id_of(shared) if shared else None
    if unit_id is not None and unit_id not in units_to_share_with(request.actor):
        unit_id = None
    try:
        name = request.POST.get("ten", "")
        services.save_filter(request.actor, name=name, query=wanted.query(), unit_id=unit_id, at=now())
    except Invalid as error:
        messages.error(request, " ".join(str(text) for text in error.fields.values()))
    else:
        messages.success(request, _("The filter is saved. It stands under “Saved filters”."))
    return redirect(_back(request))


@require_POST
@staff()
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Rename, delete, bring back."""
    actor, what = request.actor, request.POST
    found = own_filter_for(actor, uuid, deleted="restore" in what)
    try:
        if "delete" in what:
            services.delete_filter(actor, found, at=now())
            messages.success(
                request, _("Deleted: %(name)s. It can be brought back below.") % {"name": found.name}
            )
            return redirect(f"{reverse('work:filters')}?xoa={found.uuid}")
        if "restore" in what:
            services.restore_filter(actor, found, at=now())
            messages.success(request, _("The filter is back."))
        else:
            services.rename_filter(actor, found, name=what.get("ten", ""), at=now())
            messages.success(request, _("The filter has its new name."))
    except Invalid as error:
        messages.error(request, format_html("{}", " ".join(str(text) for text in error.fields.values())))
    return redirect("work:filters")


def _back(request: StaffRequest) -> str:
    address = request.POST.get("tiep", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if safe else reverse("work:filters")
