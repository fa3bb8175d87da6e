"""The calendar of events: a month, what comes, what was, one event, and files for calendars."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.portal.rules.ics import calendar
from khien.portal.selectors import events
from khien.portal.selectors.events import EventCard
from khien.portal.views.structured import as_json_ld
from khien.web.doors import public
from khien.web.kept_pages import kept

YEARS = (2020, 2100)


@public
@require_safe
@kept
def agenda(request: HttpRequest) -> HttpResponse:
    """?thang=2026-12: that month; without it this one, and everything that comes."""
    asked = _month(request.GET.get("thang", ""))
    context = {
        "month": events.month_of(asked or today()),
        "chosen": asked is not None,
        "coming": events.coming(today=today()),
        "today": today(),
    }
    return render(request, "portal/events.html", context)


@public
@require_safe
@kept
def past(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("trang", "")[:5]
    page = max(1, int(text)) if text.isascii() and text.isdigit() else 1
    found, more = events.past(today=today(), page=page)
    return render(request, "portal/events_past.html", {"events": found, "more": more, "page": page})


@public
@require_safe
@kept
def one(request: HttpRequest, uuid: str) -> HttpResponse:
    found = events.event(uuid)
    context = {"event": found, "structured": _described(found), "over": found.last_day < today()}
    return render(request, "portal/event.html", context)


@public
@require_safe
@kept
def all_ics(request: HttpRequest) -> HttpResponse:
    """What comes, and what was in the last page: a calendar that subscribes keeps its history."""
    found = [*events.past(today=today())[0], *events.coming(today=today())]
    return _ics(found, "su-kien.ics")


@public
@require_safe
@kept
def one_ics(request: HttpRequest, uuid: str) -> HttpResponse:
    return _ics([events.event(uuid)], "su-kien.ics")


def _ics(found: list[EventCard], name: str) -> HttpResponse:
    title = _("Events · %(name)s") % {"name": settings.KHIEN_NAME}
    data = calendar(title, events.entries(found))
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _described(card: EventCard) -> SafeString:
    state = "EventCancelled" if card.cancelled else "EventScheduled"
    data: dict[str, Any] = {
        "@type": "Event",
        "name": card.title,
        "description": card.summary,
        "startDate": card.day.isoformat() if card.all_day else card.starts_at.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": card.place, "address": card.place},
        "organizer": {"@type": "GovernmentOrganization", "name": card.unit},
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{card.address}",
        "isAccessibleForFree": True,
    }
    if card.ends_at:
        data["endDate"] = card.last_day.isoformat() if card.all_day else card.ends_at.isoformat()
    return as_json_ld(data)


def _month(text: str) -> dt.date | None:
    year, _dash, month = text[:7].partition("-")
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    inside = YEARS[0] <= int(year) < YEARS[1] and 1 <= int(month) <= 12
    return dt.date(int(year), int(month), 1) if inside else None
