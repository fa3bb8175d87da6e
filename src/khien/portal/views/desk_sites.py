"""The desk of units' own sites: opened and switched on by the standing office, dressed by the unit, looked at before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.clock import now, today
from khien.base.errors import KhienError, Refused
from khien.portal import desk_access as access
from khien.portal.desk_errors import EntryMoved, WrongEntry
from khien.portal.desk_forms import OpenSiteForm, SiteForm, SwitchForm, codes
from khien.portal.models import Microsite
from khien.portal.selectors.microsites import site_of
from khien.portal.services import microsites as services
from khien.portal.services.microsites import SiteData
from khien.portal.views.microsites import front
from khien.web.doors import StaffRequest, staff


@staff(*access.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def sites(request: StaffRequest) -> HttpResponse:
    """The sites she works on; the standing office opens new ones."""
    office = access.is_office(request.actor)
    form = OpenSiteForm(request.POST or None, on=today())
    if request.method == "POST":
        if not office:
            raise Refused
        if form.is_valid():
            unit = form.cleaned_data["unit"]
            try:
                slug = form.cleaned_data["slug"]
                row = services.open_site(request.actor, unit.id, slug=slug, name=unit.name, at=now())
            except WrongEntry as error:
                form.add_error(error.field, str(error.message))
            else:
                messages.success(
                    request, _("The site is there; nobody sees it yet. Dress it, then switch it on.")
                )
                return redirect("site_staff:site", slug=row.slug)
    rows = access.sites_of(request.actor, on=today()).select_related("unit")
    context = {"sites": rows[:500], "form": form, "office": office}
    return render(request, "portal/desk_sites.html", context, status=422 if form.errors else 200)


@staff(*access.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: StaffRequest, slug: str) -> HttpResponse:
    changing = request.method == "POST"
    row = access.site_for(request.actor, slug, on=today(), change=changing)
    if not changing:
        return _page(request, row, SiteForm(initial=_initial(row)))
    form = SiteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    typed = form.cleaned_data
    try:
        services.change_site(
            request.actor, row, _data(typed), logo=typed["logo"], drop_logo=typed["drop_logo"],
            revision=typed["revision"], at=now(),
        )  # fmt: skip
    except EntryMoved as error:
        form.add_error(None, str(error.message))
        return _page(request, access.site_for(request.actor, slug, on=today()), form, status=409)
    except KhienError as error:
        form.add_error(error.field if isinstance(error, WrongEntry) else "logo", str(error.message))
        return _page(request, row, form, status=422)
    messages.success(request, _("Kept. The public sees it at once when the site is on."))
    return redirect("site_staff:site", slug=slug)


@require_POST
@staff(*access.OFFICE)
def switch(request: StaffRequest, slug: str) -> HttpResponse:
    row = access.site_for(request.actor, slug, on=today())
    form = SwitchForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            services.switch_site(
                request.actor,
                row,
                shown=typed["shown"],
                host=typed["host"],
                revision=typed["revision"],
                at=now(),
            )
        except WrongEntry as error:
            form.add_error(error.field, str(error.message))
        except EntryMoved as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("site_staff:site", slug=slug)
    return _page(request, row, SiteForm(initial=_initial(row)), switch_form=form, status=422)


@require_safe
@staff(*access.DESK)
def preview(request: StaffRequest, slug: str) -> HttpResponse:
    """Its first page as the public will see it, also before it is switched on."""
    return front(request, site_of(access.site_for(request.actor, slug, on=today())))


def _page(
    request: StaffRequest,
    row: Microsite,
    form: SiteForm,
    *,
    switch_form: SwitchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    office = access.is_office(request.actor)
    start = {"revision": row.revision, "shown": row.shown, "host": row.host}
    context = {
        "site": row,
        "form": form,
        "switch_form": switch_form or SwitchForm(initial=start),
        "office": office,
        "may_change": access.approves(request.actor, row.unit_id, on=today()),
        "index_id": row.index.pk,
    }
    return render(request, "portal/desk_site.html", context, status=status)


def _initial(row: Microsite) -> dict[str, Any]:
    plain = ("revision", "name", "tagline", "contact", "colour", "shares")
    return {name: getattr(row, name) for name in plain} | {
        "topics": sorted(row.topics),
        "audiences": sorted(row.audiences),
    }


def _data(typed: dict[str, Any]) -> SiteData:
    return SiteData(
        name=" ".join(typed["name"].split()),
        tagline=typed["tagline"].strip(),
        contact=typed["contact"].strip(),
        colour=typed["colour"].lower(),
        shares=typed["shares"],
        topic_codes=codes(typed["topics"]),
        audience_codes=codes(typed["audiences"]),
    )
