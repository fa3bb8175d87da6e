"""How many people we may write to, by channel, group and place. Counts only: nobody is named, few are not told apart."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khien.audiences import access
from khien.audiences.access import COUNTERS
from khien.audiences.selectors import overview as counting
from khien.audiences.tables import PLACES
from khien.audiences.views.tabs import tabs
from khien.audiences.wording import CHANNEL_ICONS, CHANNEL_WORDS, small_count
from khien.base.clock import today
from khien.programme.api import AUDIENCE_WORDS
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@staff(*COUNTERS)
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    found = counting.overview(access.place_of(request.actor, on=today()))
    channels = [
        {
            "word": CHANNEL_WORDS[c.channel],
            "icon": CHANNEL_ICONS[c.channel],
            "reached": small_count(c.reached),
            "agreed": small_count(c.agreed),
            "by_law": small_count(c.by_law),
            "left": small_count(c.left),
            "dead": small_count(c.dead),
        }
        for c in found.channels
    ]
    groups = [
        (AUDIENCE_WORDS.get(code, code), [small_count(counts.get(c.channel, 0)) for c in found.channels])
        for code, counts in found.groups
    ]
    context = {
        "tabs": tabs(request, "overview"),
        "channels": channels,
        "groups": groups,
        "empty": not groups,
        "never": small_count(found.never) if access.sees_all(request.actor) else "",
        "may_manage": access.may_manage(request.actor),
        "everywhere": access.sees_all(request.actor),
    }
    return render(request, "audiences/overview.html", context)


@staff(*COUNTERS)
@require_safe
def places(request: StaffRequest) -> HttpResponse:
    lines = counting.by_place(access.place_of(request.actor, on=today()))
    return respond(request, "audiences/places.html", PLACES, lines, {"tabs": tabs(request, "places")})
