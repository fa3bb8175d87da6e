"""Documents made public: the list, one with its file, the feed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khien.base.errors import Missing
from khien.base.files_serving import send
from khien.library import api as library
from khien.library.api import Feed, FeedItem
from khien.portal.desk_wording import DOCUMENT_KINDS
from khien.portal.selectors import documents as read
from khien.portal.views.feeds import FIRST, WRITERS
from khien.web.doors import public
from khien.web.kept_pages import kept

LONGEST = 100


@public
@require_safe
@kept
def listed(request: HttpRequest) -> HttpResponse:
    """?loai=plan&nam=2026&q=…&trang=2"""
    kind, text = request.GET.get("loai", "")[:10], request.GET.get("q", "")[:LONGEST].strip()
    year, page = (_number(request.GET.get(name, "")) for name in ("nam", "trang"))
    found = read.documents(kind=kind, year=year, text=text, page=page)
    chosen = {name: value for name, value in (("loai", kind), ("nam", year or ""), ("q", text)) if value}
    context = {
        "list": found,
        "kinds": [(code.value, label, code.value == kind) for code, label in DOCUMENT_KINDS.items()],
        "years": [(one, one == year) for one in found.years],
        "text": text,
        "rest": f"{urlencode(chosen)}&" if chosen else "",
        "filtered": bool(chosen),
    }
    return render(request, "portal/documents.html", context)


@public
@require_safe
@kept
def one(request: HttpRequest, uuid: str) -> HttpResponse:
    return render(request, "portal/document.html", {"document": read.document(uuid)})


@public
@require_safe
def file(request: HttpRequest, uuid: str, suffix: str) -> HttpResponseBase:
    """The file itself. Asked for again each time: it may be withdrawn."""
    if not read.document(uuid).file.endswith(suffix):
        raise Missing
    stored, name = read.file_of(uuid)
    return send(request, stored, filename=name, inline=True)


@public
@require_safe
@kept
def feed(request: HttpRequest, suffix: str) -> HttpResponse:
    base = settings.WAGTAILADMIN_BASE_URL
    items = tuple(
        FeedItem(
            id=f"urn:uuid:{card.uuid}",
            url=f"{base}{card.address}",
            title=f"{card.number} · {card.title}" if card.number else card.title,
            summary=card.summary or card.title,
            published=card.published_at,
            updated=card.published_at,
            categories=(str(DOCUMENT_KINDS[next(k for k in DOCUMENT_KINDS if k.value == card.kind)]),),
            author=card.issuer,
        )
        for card in read.documents().cards
    )
    said = Feed(
        title=_("Documents · %(name)s") % {"name": settings.KHIEN_NAME},
        description=_("Plans and reports made public"),
        address=f"{base}/van-ban/",
        self_address=f"{base}/van-ban/nguon-tin.{suffix}",
        updated=max((item.updated for item in items), default=FIRST),
        items=items,
        author=settings.KHIEN_NAME,
        language=get_language() or "vi",
    )
    if suffix not in WRITERS:
        raise Missing
    return HttpResponse(WRITERS[suffix](said), content_type=library.FEED_MEDIA[suffix])


def _number(text: str) -> int:
    text = text[:4]
    return int(text) if text.isascii() and text.isdigit() else 0
