"""A unit's calendar, read by calendar programs under a secret address. No sign-in, no cookie, no name of a person.

Refuses to tell a wrong address from an ended one: both are not found.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.web.doors import public
from khien.work.models import CalendarFeed
from khien.work.rules.ical import calendar_file
from khien.work.selectors.feeds import feed_of_token, opened_at, other_entries, secret_hash, unit_lines
from khien.work.services.feeds import note_reading
from khien.work.wording.feeds import alarm_words, calendar_name, entry_of

READINGS_AN_HOUR = 240  # of one address: an office's telephones asking every quarter of an hour, and room
HOUR = dt.timedelta(hours=1)
UID_HOST = "khien"  # not the server's name: a move to another one must not double every day
LANGUAGE = "vi"


@require_safe
@public
def unit_calendar(request: HttpRequest, token: str) -> HttpResponse:
    feed = feed_of_token(token)
    if feed is None:
        raise Missing
    if _too_often(token):
        answer = HttpResponse(
            _("Read too often. Try again in an hour."), status=429, content_type="text/plain"
        )
        answer["Retry-After"] = str(int(HOUR.total_seconds()))
        return answer
    with translation.override(LANGUAGE):
        body = _body(request, feed)
    note_reading(feed, at=now())
    return _answer(request, body)


def _body(request: HttpRequest, feed: CalendarFeed) -> bytes:
    lines = unit_lines(feed.unit_id, on=today())
    stamps = opened_at(line.id for line in lines)
    entries = [entry_of(line, stamps[line.id]) for line in lines if line.id in stamps]
    entries += other_entries(feed.unit_id, on=today())
    site = f"{request.scheme}://{request.get_host()}"
    return calendar_file(
        entries, name=calendar_name(str(feed.unit)), host=UID_HOST, site=site, alarm_words=alarm_words()
    )


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="lich-viec.ics"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, max_age=900)
    return response


def _too_often(token: str) -> bool:
    key = f"work.calendar.{secret_hash(token)[:32]}"
    cache.add(key, 0, timeout=int(HOUR.total_seconds()))
    try:
        return cache.incr(key) > READINGS_AN_HOUR
    except ValueError:  # it ran out between both
        return False
