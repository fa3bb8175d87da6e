"""What everybody may read: warnings in force and past, one warning, its signed message, feeds, the certificate."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from khien.alerts import access
from khien.alerts.renditions import feeds
from khien.alerts.renditions.feeds import FeedHead
from khien.alerts.selectors import public as reads
from khien.alerts.selectors.page import poster_of, signed_of
from khien.alerts.services.keys import public_certificate
from khien.base import clock, files
from khien.base.errors import Missing
from khien.web.doors import public
from khien.web.kept_pages import kept

CAP_MEDIA = "application/cap+xml; charset=utf-8"
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
WRITERS = {"cap.atom": feeds.cap_atom, "rss.xml": feeds.rss, "canh-bao.json": feeds.as_json}


@public
@require_safe
@kept
def listed(request: HttpRequest) -> HttpResponse:
    language, at = get_language() or "vi", clock.now()
    context = {
        "current": reads.current_list(language, at=at),
        "past": reads.past_list(language, at=at),
        "pair": public_certificate(),
    }
    return render(request, "alerts/public_list.html", context)


@public
@require_safe
@kept
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    alert = access.public_alert(str(uuid))
    shown = reads.public_page(alert, get_language() or "vi", at=clock.now())
    context = {
        "shown": shown,
        "alert": alert,
        "whole_address": f"{settings.WAGTAILADMIN_BASE_URL}{request.path}",
    }
    response = render(request, "alerts/public.html", context)
    if alert.drill:
        response["X-Robots-Tag"] = "noindex"
    return response


@public
@require_safe
def cap_xml(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The very bytes that were signed, for ever."""
    response = HttpResponse(signed_of(access.public_alert(str(uuid))), content_type=CAP_MEDIA)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def poster(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    stored = poster_of(access.public_alert(str(uuid)))
    return files.response(stored, filename=f"canh-bao-{str(uuid)[:8]}.pdf", inline=True)


@public
@require_safe
@kept
def feed(request: HttpRequest, name: str) -> HttpResponse:
    if name not in WRITERS:
        raise Missing
    base = settings.WAGTAILADMIN_BASE_URL
    alerts = reads.fed(at=clock.now())
    head = FeedHead(
        title=gettext("Warnings of %(name)s") % {"name": settings.KHIEN_NAME},
        subtitle=gettext("What is in force now, and what was called off. Every message is signed."),
        base=base,
        page=f"{base}/canh-bao/",
        own=f"{base}/canh-bao/{name}",
        author=settings.KHIEN_NAME,
        updated=max((alert.sent_at for alert in alerts), default=FIRST),
    )
    response = HttpResponse(WRITERS[name](head, alerts), content_type=feeds.MEDIA[name])
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """Of the key that signs; to compare with what the office says on paper."""
    response = HttpResponse(public_certificate().certificate, content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="chung-thu-canh-bao.pem"'
    response["Cache-Control"] = "public, max-age=300"
    return response
