"""Which addresses a browser's subscription may name: the browsers' own push services over https, nothing else.

A page of ours is asked to store an address that we will later call: without this list anybody could make us call
machines inside the office's network. Knows no database and no network.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SERVICES = (
    "fcm.googleapis.com",  # Chrome, Edge on Android, Cốc Cốc and most others
    "android.googleapis.com",
    "push.services.mozilla.com",  # Firefox
    "notify.windows.com",  # Edge on Windows
    "push.apple.com",  # Safari
)
LARGEST = 2000  # characters of a subscription
LONGEST_ENDPOINT = 1000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser's address. `endpoint` is a secret of hers: who knows it may try to write to it."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)

    def text(self) -> str:
        """The one form that is stored and hashed."""
        keys = {"auth": self.auth, "p256dh": self.p256dh}
        return json.dumps({"endpoint": self.endpoint, "keys": keys}, separators=(",", ":"), sort_keys=True)


def subscription_from(text: str, *, more_hosts: Sequence[str] = ()) -> Subscription | None:
    """None for what no browser gives. `more_hosts`: "host" or "host:port" that the installation's owner allows."""
    if len(text) > LARGEST:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    keys = data.get("keys") if isinstance(data, dict) else None
    if not isinstance(keys, dict):
        return None
    endpoint, p256dh, auth = data.get("endpoint"), keys.get("p256dh"), keys.get("auth")
    if not (isinstance(endpoint, str) and isinstance(p256dh, str) and isinstance(auth, str)):
        return None
    if not known_service(endpoint, more_hosts=more_hosts):
        return None
    point = _bytes(p256dh)
    if len(point) != 65 or point[0] != 4 or len(_bytes(auth)) != 16:
        return None
    return Subscription(endpoint, p256dh.rstrip("="), auth.rstrip("="))


def known_service(endpoint: str, *, more_hosts: Sequence[str] = ()) -> bool:
    if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable():
        return False
    if " " in endpoint or "\\" in endpoint:
        return False
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or not parts.path.strip("/"):
        return False
    if more_hosts and (host in more_hosts or f"{host}:{port}" in more_hosts):
        return parts.scheme in ("https", "http")
    if parts.scheme != "https" or port not in (None, 443):
        return False
    return any(host == service or host.endswith(f".{service}") for service in SERVICES)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
