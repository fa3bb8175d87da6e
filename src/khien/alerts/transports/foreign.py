"""Fetches from the open net, and only from there: https, public addresses, at most 2 MB in 20 seconds.

The name is looked up once and the connection goes to the very address that was judged, so that a name which changes
its mind (DNS rebinding) leads nowhere. Every redirect is judged the same way.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from khien.alerts.rules.feeds import MOST_BYTES, Trouble

SECONDS = 10.0
ALL_SECONDS = 20.0
MOST_TURNS = 3
AGENT = "Khien/1.0 (+CAP)"
TRANSLATED = tuple(
    ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "::/96")
)  # NAT64, and its forerunner
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class CannotFetch(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` None: nothing new since the last time."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(address: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Raises CannotFetch."""
    told = {"If-None-Match": etag} if etag else {}
    told |= {"If-Modified-Since": last_modified} if last_modified else {}
    until = time.monotonic() + ALL_SECONDS
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
            for _turn in range(MOST_TURNS + 1):
                found = _once(client, address, told, until)
                if isinstance(found, Fetched):
                    return found
                address = urljoin(address, found)
    except httpx.TimeoutException:
        raise CannotFetch(Trouble.SLOW) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError):
        raise CannotFetch(Trouble.DOWN) from None
    raise CannotFetch(Trouble.REDIRECT)


def _once(client: httpx.Client, address: str, told: Mapping[str, str], until: float) -> Fetched | str:
    """What came, or where it sends us."""
    url = httpx.URL(address)
    if not address_allowed(address):
        raise CannotFetch(Trouble.ADDRESS)
    where = _looked_up(url.host, url.port or 443)
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": AGENT,
        "Accept": "application/cap+xml, */*;q=0.5",
    }
    request = client.build_request(
        "GET",
        url.copy_with(host=str(where)),
        headers=headers | dict(told),
        extensions={"sni_hostname": url.host},
    )
    response = client.send(request, stream=True)
    try:
        if response.status_code == 304:
            return Fetched(None, told.get("If-None-Match", ""), told.get("If-Modified-Since", ""))
        if response.is_redirect:
            return str(response.headers.get("Location", ""))
        if response.status_code != 200:
            raise CannotFetch(Trouble.DOWN if response.status_code >= 500 else Trouble.REFUSED)
        return Fetched(
            _body(response, until),
            response.headers.get("ETag", "")[:300],
            response.headers.get("Last-Modified", "")[:100],
        )
    finally:
        response.close()


def _body(response: httpx.Response, until: float) -> bytes:
    """Counted as it unpacks: a small file may hold a large one."""
    body = bytearray()
    for part in response.iter_bytes(65_536):
        body += part
        if len(body) > MOST_BYTES:
            raise CannotFetch(Trouble.LARGE)
        if time.monotonic() > until:
            raise CannotFetch(Trouble.SLOW)
    return bytes(body)


def _looked_up(host: str, port: int) -> Address:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CannotFetch(Trouble.NAME) from None
    places = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]
    if not places or not all(is_open(place) for place in places):
        raise CannotFetch(Trouble.ADDRESS)
    return places[0]


def address_allowed(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username


def is_open(place: Address) -> bool:
    """Whether it belongs to the open net; what an IPv6 address wraps is judged too."""
    inner: Address | None = None
    if isinstance(place, ipaddress.IPv6Address):
        teredo = place.teredo[1] if place.teredo else None
        inner = place.ipv4_mapped or place.sixtofour or teredo
        if inner is None and any(place in net for net in TRANSLATED):
            inner = ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
    return place.is_global and not place.is_multicast and (inner is None or is_open(inner))
