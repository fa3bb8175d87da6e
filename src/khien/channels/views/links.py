"""Short links: lead on and count a total. No cookie, no referrer kept, nothing about who."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.cache import never_cache

from khien.base import clock
from khien.channels.services import links
from khien.web.doors import public

ROBOT_WORDS = ("bot", "spider", "crawl", "preview", "facebookexternalhit", "zalo/", "curl", "python")


@public
@never_cache
def short_link(request: HttpRequest, code: str) -> HttpResponseRedirect:
    """Robots that look at what a link shows are led on but not counted."""
    agent = request.headers.get("User-Agent", "").lower()
    counts = request.method == "GET" and not any(word in agent for word in ROBOT_WORDS)
    answer = HttpResponseRedirect(links.follow(code, on=clock.today(), counts=counts))
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
