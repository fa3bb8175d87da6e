"""Clips of a published text and their captions, for anybody: in parts, as players ask for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from khien.base.errors import Missing
from khien.base.files import open_kept
from khien.base.files_serving import send
from khien.base.media.captions import LARGEST, as_vtt
from khien.library.api import shared_clip
from khien.web.doors import public


@public
@require_safe
def play(request: HttpRequest, uuid: str) -> HttpResponseBase:
    stored, name = shared_clip(uuid)
    return send(request, stored, filename=name, for_everyone=True)


@public
@require_safe
def captions(request: HttpRequest, uuid: str) -> HttpResponse:
    """As WebVTT, the one form that browsers show, whichever was sent in."""
    stored, name = shared_clip(uuid)
    if stored.size > LARGEST:  # a film named in the place of captions
        raise Missing
    with open_kept(stored.sha256) as content:
        text = as_vtt(content.read(), name=name)
    return HttpResponse(text, content_type="text/vtt; charset=utf-8")
