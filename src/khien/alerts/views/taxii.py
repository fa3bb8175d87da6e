"""TAXII 2.1 (OASIS Standard, 10 June 2021) for response centres: one collection per TLP mark, to read only.

Refuses everybody without a living key (401); a mark above the key's ceiling looks like no collection (404).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import functools
import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from khien.alerts.models import ShareKey
from khien.alerts.rules.indicators import Tlp
from khien.alerts.rules.stix import collection_id
from khien.alerts.selectors import shelves
from khien.alerts.selectors.messages import sender
from khien.alerts.selectors.shelves import Page, Wanted
from khien.alerts.services.sharing import known_key
from khien.base import clock
from khien.web.doors import public

MEDIA = "application/taxii+json;version=2.1"
STIX_MEDIA = "application/stix+json;version=2.1"
ROOT = "/taxii2/chia-se/"
DEFAULT_PAGE, LARGEST_PAGE, MOST_NAMED = 100, 1000, 100
ASKS_A_MINUTE, WRONG_IN_TEN_MINUTES = 120, 30
NAMES = {
    Tlp.CLEAR: "TLP:CLEAR — công khai",
    Tlp.GREEN: "TLP:GREEN — trong cộng đồng",
    Tlp.AMBER: "TLP:AMBER — cơ quan nhận và người cần biết",
    Tlp.AMBER_STRICT: "TLP:AMBER+STRICT — chỉ cơ quan nhận",
    Tlp.RED: "TLP:RED — chỉ người nhận",
}
ALIASES = {mark: f"tlp-{mark.value.replace('+', '-')}" for mark in Tlp}
Answer = dict[str, Any]


class TaxiiError(Exception):
    """An error message of TAXII, section 3.6. Its title is for programs and their makers."""

    def __init__(self, status: int, title: str, **headers: str) -> None:
        super().__init__(title)
        self.status, self.title, self.headers = status, title, headers


def taxii(view: Callable[..., HttpResponse | Answer]) -> Callable[..., HttpResponse]:
    """Key, media type, method and errors as the standard says; the view gets the key and answers a dictionary."""

    @csrf_exempt
    @public
    @functools.wraps(view)
    def asked(request: HttpRequest, **words: Any) -> HttpResponse:
        try:
            key = _key_of(request)
            _check_media(request)
            found = view(request, key, **words)
        except TaxiiError as error:
            body = {"title": error.title, "http_status": str(error.status)}
            return _json(body, status=error.status, headers=error.headers)
        return found if isinstance(found, HttpResponse) else _json(found)

    return asked


@taxii
def discovery(request: HttpRequest, key: ShareKey) -> Answer:
    _reads_only(request, {"GET", "HEAD"})
    root = settings.WAGTAILADMIN_BASE_URL + ROOT
    title = f"{settings.KHIEN_NAME}: chia sẻ chỉ báo"
    return {"title": title, "contact": sender(), "default": root, "api_roots": [root]}


@taxii
def api_root(request: HttpRequest, key: ShareKey) -> Answer:
    _reads_only(request, {"GET", "HEAD"})
    return {
        "title": settings.KHIEN_NAME,
        "versions": [MEDIA],
        "max_content_length": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }


@taxii
def collections(request: HttpRequest, key: ShareKey) -> Answer:
    _reads_only(request, {"GET", "HEAD"})
    return {"collections": [_collection(mark) for mark in _marks(key)]}


@taxii
def collection(request: HttpRequest, key: ShareKey, collection: str) -> Answer:
    _reads_only(request, {"GET", "HEAD"})
    return _collection(_mark(key, collection))


@taxii
def objects(request: HttpRequest, key: ShareKey, collection: str) -> HttpResponse:
    mark = _mark(key, collection)
    _reads_only(request, {"GET", "HEAD"}, {"POST"})
    return _envelope(_page(request, mark, _wanted(request)))


@taxii
def one(request: HttpRequest, key: ShareKey, collection: str, stix_id: str) -> HttpResponse:
    mark = _mark(key, collection)
    _reads_only(request, {"GET", "HEAD"}, {"DELETE"})
    _known(mark, stix_id)
    return _envelope(_page(request, mark, _wanted(request, stix_id)))


@taxii
def manifest(request: HttpRequest, key: ShareKey, collection: str) -> HttpResponse:
    mark = _mark(key, collection)
    _reads_only(request, {"GET", "HEAD"})
    page = _page(request, mark, _wanted(request))
    rows = [
        {
            "id": row.stix_id,
            "date_added": _time(row.added),
            "version": _version(row.version),
            "media_type": STIX_MEDIA,
        }
        for row in page.rows
    ]
    return _paged(page, "objects", rows)


@taxii
def versions(request: HttpRequest, key: ShareKey, collection: str, stix_id: str) -> HttpResponse:
    mark = _mark(key, collection)
    _reads_only(request, {"GET", "HEAD"})
    _known(mark, stix_id)
    page = _page(request, mark, _wanted(request, stix_id, every_version=True))
    return _paged(page, "versions", [_version(row.version) for row in page.rows])


@taxii
def nothing(request: HttpRequest, key: ShareKey, rest: str = "") -> Answer:
    raise TaxiiError(404, "Not found")


def _envelope(page: Page) -> HttpResponse:
    return _paged(page, "objects", [row.body for row in page.rows])


def _paged(page: Page, name: str, rows: list[Any]) -> HttpResponse:
    body: Answer = {"more": page.more}
    if page.more:
        body["next"] = page.next
    if rows:
        body[name] = rows
    response = _json(body)
    if page.rows:
        response["X-TAXII-Date-Added-First"] = _time(page.rows[0].added)
        response["X-TAXII-Date-Added-Last"] = _time(page.rows[-1].added)
    return response


def _page(request: HttpRequest, mark: Tlp, wanted: Wanted) -> Page:
    return shelves.page(mark, wanted, limit=min(_count(request, "limit", DEFAULT_PAGE), LARGEST_PAGE))


def _wanted(request: HttpRequest, stix_id: str = "", *, every_version: bool = False) -> Wanted:
    told = request.GET
    after = told.get("added_after", "")
    versions = tuple(_version_word(word) for word in _named(request, "version")) or ("last",)
    specs = _named(request, "spec_version")
    return Wanted(
        added_after=_moment(after) if after else None,
        after_id=_count(request, "next", 0),
        ids=(stix_id,) if stix_id else _named(request, "id"),
        types=() if stix_id else _named(request, "type"),
        versions=("all",) if every_version else versions,
        spec_known=not specs or "2.1" in specs,
    )


def _named(request: HttpRequest, name: str) -> tuple[str, ...]:
    found = tuple(word for word in request.GET.get(f"match[{name}]", "").split(",") if word)
    if len(found) > MOST_NAMED:
        raise TaxiiError(400, f"At most {MOST_NAMED} values in match[{name}]")
    return found


def _version_word(word: str) -> str | dt.datetime:
    return word if word in ("first", "last", "all") else _moment(word)


def _moment(text: str) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        raise TaxiiError(400, "Not a timestamp") from None
    if at.tzinfo is None:
        raise TaxiiError(400, "A timestamp needs its zone")
    return at


def _count(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and int(text) > 0):
        raise TaxiiError(400, f"{name} is not a positive number that this server gave or understands")
    return int(text)


def _reads_only(
    request: HttpRequest, allowed: set[str], forbidden: frozenset[str] | set[str] = frozenset()
) -> None:
    if request.method in forbidden:
        kind = (request.content_type or "").lower()
        if request.method == "POST" and kind != "application/taxii+json":
            raise TaxiiError(415, "Send application/taxii+json;version=2.1")
        raise TaxiiError(403, "This collection is read only")
    if request.method not in allowed:
        raise TaxiiError(405, "Method not allowed", Allow=", ".join(sorted(allowed)))


def _check_media(request: HttpRequest) -> None:
    for part in request.headers.get("Accept", "*/*").lower().split(","):
        kind, *words = (word.strip() for word in part.split(";"))
        version = next((word[8:].strip('"') for word in words if word.startswith("version=")), "2.1")
        if kind in ("*/*", "application/*") or (kind == "application/taxii+json" and version == "2.1"):
            return
    raise TaxiiError(406, f"Accept {MEDIA}")


def _key_of(request: HttpRequest) -> ShareKey:
    """Raises 401 without a living key, 429 for too many."""
    where = f"taxii:wrong:{request.META.get('REMOTE_ADDR', '')}"
    if cache.get(where, 0) >= WRONG_IN_TEN_MINUTES:
        raise TaxiiError(429, "Too many wrong keys", **{"Retry-After": "600"})
    name, secret = _credentials(request.headers.get("Authorization", ""))
    key = known_key(name, secret, at=clock.now()) if name else None
    if key is None:
        if name:
            _counted(where, 600)
        raise TaxiiError(
            401, "A key is needed", **{"WWW-Authenticate": 'Basic realm="TAXII", charset="UTF-8"'}
        )
    if _counted(f"taxii:asks:{key.pk}", 60) > ASKS_A_MINUTE:
        raise TaxiiError(429, "Too many requests", **{"Retry-After": "60"})
    return key


def _credentials(header: str) -> tuple[str, str]:
    """Basic with the key's name and secret, or Bearer with both and a colon between."""
    scheme, _, rest = header[:500].partition(" ")
    if scheme.lower() == "bearer":
        name, _, secret = rest.strip().partition(":")
        return name, secret
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return name.replace("\x00", ""), secret


def _counted(name: str, seconds: int) -> int:
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name)
    except ValueError:  # it ran out this very moment
        return 1


def _marks(key: ShareKey) -> list[Tlp]:
    return [mark for mark in Tlp if mark.rank <= Tlp(key.ceiling).rank]


def _mark(key: ShareKey, name: str) -> Tlp:
    for mark in _marks(key):
        if name in (collection_id(mark), ALIASES[mark]):
            return mark
    raise TaxiiError(404, "No such collection")


def _known(mark: Tlp, stix_id: str) -> None:
    if not shelves.holds(mark, stix_id):
        raise TaxiiError(404, "No such object")


def _collection(mark: Tlp) -> Answer:
    return {
        "id": collection_id(mark),
        "title": NAMES[mark],
        "alias": ALIASES[mark],
        "can_read": True,
        "can_write": False,
        "media_types": [STIX_MEDIA],
    }


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _version(at: dt.datetime) -> str:
    """As it stands in the object: milliseconds."""
    return f"{_time(at)[:-4]}Z"


def _json(body: Answer, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, status=status, content_type=MEDIA, headers=headers)
    response["Cache-Control"] = "no-store"
    return response
