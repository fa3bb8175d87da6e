"""Files of a published text, for anybody: poster, document, sound, picture for social networks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from khien.base.files_serving import send
from khien.library.api import shared_file
from khien.web.doors import public


@public
@require_safe
def take(request: HttpRequest, uuid: str, filename: str) -> HttpResponseBase:
    """`filename` in the address is for people who save it; the uuid alone decides."""
    stored, name = shared_file(uuid)
    return send(request, stored, filename=name, for_everyone=True)
