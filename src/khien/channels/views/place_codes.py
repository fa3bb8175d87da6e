"""The code on a poster: leads to the text and counts a total of the day. No cookie, no address kept, nothing about who."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.base.errors import Missing
from khien.channels.rules.placements import is_robot
from khien.channels.services.placements import follow
from khien.web.doors import public


@public
@require_safe
@never_cache
def place_code(request: HttpRequest, code: str) -> HttpResponseRedirect:
    """Robots and browsers that look ahead are led on but not counted."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    robot = is_robot(request.headers.get("User-Agent", ""), method=request.method or "", purpose=purpose)
    target = follow(code.lower(), on=today(), counts=not robot)
    if target is None:
        raise Missing
    answer = HttpResponseRedirect(target)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
