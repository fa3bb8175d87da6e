"""A unit's calendar address: who may make one makes it, sees it once, and reads how to put it on a telephone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from khien.base.clock import now, today
from khien.web.doors import StaffRequest, staff
from khien.work.access.feeds import FEED_MAKERS, feed_units_for, unit_for_feed
from khien.work.selectors.feeds import feeds_of
from khien.work.services.feeds import end_feed, make_feed


@require_http_methods(["GET", "POST"])
@never_cache
@staff(*FEED_MAKERS)
def feeds(request: StaffRequest) -> HttpResponse:
    """Her units and their calendars. The standing office names a unit in the address (`don-vi`)."""
    made = None
    if request.method == "POST":
        card = unit_for_feed(request.actor, request.POST.get("don-vi", ""), on=today())
        if "end" in request.POST:
            end_feed(request.actor, card.id, at=now())
            messages.success(request, _("The address ended. Calendars that use it get nothing any more."))
            return redirect(f"{reverse('work:feeds')}?don-vi={card.uuid}")
        token = make_feed(request.actor, card.id, at=now())
        address = request.build_absolute_uri(reverse("work_public:unit_calendar", args=[token]))
        made = {"unit": card, "address": address, "subscribe": address.replace("http", "webcal", 1)}
        if request.is_secure():
            made["subscribe"] = address.replace("https", "webcals", 1)
    units = feed_units_for(request.actor, request.GET.get("don-vi", ""), on=today())
    living = feeds_of(card.id for card in units)
    context = {"made": made, "units": [(card, living.get(card.id)) for card in units]}
    return render(request, "work/boards/feeds.html", context)
