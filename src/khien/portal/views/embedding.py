"""A material inside another site: a page for frames without script and cookies, and oEmbed (oembed.com).

`?dv=<unit's code>` counts one use a day for the unit whose site shows the frame. Refuses to be framed anywhere else:
only this page may stand in a frame.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from khien.base.clock import today
from khien.base.errors import Missing
from khien.library import api as library
from khien.portal.selectors.reading import picture_keys
from khien.web.doors import public
from khien.web.kept_pages import kept
from khien.web.languages import OTHERS, address_in, split

LONGEST_CODE = 40
LONGEST_ADDRESS = 1000
WIDTH, HEIGHT = 640, 480
LEAST, MOST = 200, 4000
ANYWHERE = {"frame-ancestors": ["*"]}


@public
@require_safe
@xframe_options_exempt
@kept
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    found = library.published_material(slug)
    code = request.GET.get("dv", "")[:LONGEST_CODE]
    if code and request.method == "GET":
        library.note_embed(found.card.id, code, on=today())
    context = {
        "text": found.content,
        "card": found.card,
        "pictures": library.shown_pictures(picture_keys(found.content)),
        "whole_address": f"{settings.WAGTAILADMIN_BASE_URL}{address_in(found.card.language, found.card.address)}",
    }
    response = render(request, "portal/embed.html", context)
    response._csp_replace = ANYWHERE  # type: ignore[attr-defined]
    return response


@public
@require_safe
@kept
def oembed(request: HttpRequest) -> HttpResponse:
    """?url=https://…/tai-lieu/<slug>/&format=json|xml&maxwidth=…&maxheight=…; 404 for anything else, 501 for a format we
    do not write (as oEmbed 2.3.2 says)."""
    wanted = request.GET.get("format", "json")
    if wanted not in {"json", "xml"}:
        return HttpResponse(status=501, content_type="text/plain; charset=utf-8")
    asked = request.GET.get("url", "")[:LONGEST_ADDRESS]
    card = library.published_material(_slug_in(asked)).card
    width, height = (_bounded(request, *pair) for pair in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
    data: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": settings.KHIEN_NAME,
        "provider_url": f"{settings.WAGTAILADMIN_BASE_URL}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame_code(card, width=width, height=height, unit=_unit_in(asked)),
    }
    if wanted == "json":
        response: HttpResponse = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    else:
        rows = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in data.items())
        text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{rows}</oembed>\n'
        response = HttpResponse(text, content_type="text/xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def frame_code(
    card: library.MaterialCard, *, width: int = WIDTH, height: int = HEIGHT, unit: str = ""
) -> str:
    """The code to put into another page."""
    asked = f"?{urlencode({'dv': unit})}" if unit else ""
    source = f"{settings.WAGTAILADMIN_BASE_URL}{address_in(card.language, f'/nhung/{card.slug}/')}{asked}"
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        source,
        width,
        height,
        card.title,
    )


@public
@require_safe
@kept
def how_to(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Nhúng vào trang của bạn": the code to copy; with ?dv=<code> the code counts for that unit."""
    card = library.published_material(slug).card
    unit = "".join(ch for ch in request.GET.get("dv", "")[:LONGEST_CODE] if ch.isalnum() or ch in "-_.")
    context = {
        "card": card,
        "unit": unit,
        "code": frame_code(card, unit=unit),
        "frame_address": f"{settings.WAGTAILADMIN_BASE_URL}{address_in(get_language() or 'vi', f'/nhung/{slug}/')}",
    }
    return render(request, "portal/embed_how.html", context)


def _slug_in(address: str) -> str:
    """The material of one of our own page addresses. Raises Missing."""
    parts, own = urlsplit(address), urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if parts.netloc != own.netloc:
        raise Missing
    path = (
        split(parts.path)[1] if parts.path.startswith(tuple(f"/{code}/" for code in OTHERS)) else parts.path
    )
    pieces = path.strip("/").split("/")
    if len(pieces) != 2 or pieces[0] not in {"tai-lieu", "nhung"}:
        raise Missing
    return pieces[1]


def _unit_in(address: str) -> str:
    found = dict(pair.split("=", 1) for pair in urlsplit(address).query.split("&") if "=" in pair).get(
        "dv", ""
    )
    return found if found.replace("-", "").isalnum() and len(found) <= LONGEST_CODE else ""


def _bounded(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name, "")[:6]
    return min(max(int(text), LEAST), usual) if text.isascii() and text.isdigit() else usual
