"""Pictures, sound and film of public pages, from Django's storage. What may be shown is decided by base.media.serving."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from khien.base.media.serving import show_media
from khien.web.doors import public


@public
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponseBase:
    return show_media(request, name)
