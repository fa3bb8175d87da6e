"""For editors: who used what where, and what is to be mended."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khien.base.access import Actor
from khien.base.clock import today
from khien.library import access
from khien.library.forms import PeriodForm
from khien.library.selectors import care, desk
from khien.library.selectors import page as reads
from khien.library.tables import use_table
from khien.orgs import api as orgs
from khien.orgs.api import Role
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

SHOWN = 100  # findings of one sort on a page


@require_safe
@staff()
def uses(request: StaffRequest) -> HttpResponse:
    """By unit and material in a period; who works in a unit sees its own and those below, the office all."""
    form = PeriodForm(request.GET)
    on = today()
    data = form.cleaned_data if form.is_valid() else {}
    first = data.get("tu") or dt.date(on.year, 1, 1)
    last = data.get("den") or on
    found = reads.uses_between(first, last, _units_read(request.actor, on))
    context = {"form": PeriodForm(initial={"tu": first, "den": last}), "first": first, "last": last}
    return respond(
        request, "library/report_uses.html", use_table(by_material=True), reads.use_lines(found), context
    )


@require_safe
@staff()
def care_list(request: StaffRequest) -> HttpResponse:
    """Broken links, pictures without words, unused materials, links to other sites."""
    on = today()
    units = (
        None if request.actor.has(*access.READERS_OF_ALL) else access.units_whose_drafts(request.actor, on=on)
    )
    texts = list(care.published_texts(units))
    unused = care.never_used(units)
    wanted = desk.wanting_update(access.materials_of_hers(request.actor, on=on)).filter(live=True)
    context = {
        "broken": care.broken_links(texts)[:SHOWN],
        "blind": care.pictures_without_words(texts)[:SHOWN],
        "outside": care.outside_links(texts)[:SHOWN],
        "unused": unused[:SHOWN],
        "unused_count": len(unused),
        "wanted_count": wanted.count(),
        "looked_at": len(texts),
        "office": request.actor.has(Role.STANDING_OFFICE),
    }
    return render(request, "library/report_care.html", context)


def _units_read(actor: Actor, on: dt.date) -> frozenset[int] | None:
    """Whose uses she reads: everything for who reads everywhere, else her units and all below."""
    if actor.has(*access.READERS_OF_ALL) or any(grant.unit_id is None for grant in actor.grants):
        return None
    found: set[int] = set()
    for unit_id in actor.unit_ids:
        found |= orgs.units_under(unit_id, on=on)
    return frozenset(found)
