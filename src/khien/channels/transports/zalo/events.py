"""What Zalo tells us by webhook, and whether it is really Zalo who says so. Pure.

Refuses to read what people wrote: of a message from somebody nothing is kept, people answer it in Zalo's own desk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass

from khien.channels.transports.contract import Receipt

LARGEST = 64 * 1024
OLDEST_SECONDS = 2 * 3600  # Zalo repeats an unanswered event for an hour


@dataclass(frozen=True, slots=True)
class Event:
    """`follower` came or went; or `receipts`, known by our reference (ZNS) or by Zalo's own number."""

    follower: str = ""
    came: bool = False
    went: bool = False
    receipts: tuple[Receipt, ...] = ()


class NotFromZalo(Exception):
    """Wrong signature, another account, or an old event played again."""


def read_event(
    body: bytes, signature: str, *, app_id: str, oa_id: str, secret: str, now_seconds: float
) -> Event:
    """Raises NotFromZalo. The signature is `mac=` sha256(app id + body + timestamp + secret of the account)."""
    data = _json(body)
    stamp = str(data.get("timestamp", ""))
    expected = hashlib.sha256(app_id.encode() + body + stamp.encode() + secret.encode()).hexdigest()
    given = signature.strip().removeprefix("mac=").strip()
    if not secret or not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        raise NotFromZalo
    if not stamp.isascii() or not stamp.isdigit() or abs(now_seconds - int(stamp) / 1000) > OLDEST_SECONDS:
        raise NotFromZalo
    if oa_id and oa_id not in _accounts(data):
        raise NotFromZalo
    return _event(data)


def _json(body: bytes) -> dict[str, object]:
    try:
        data = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise NotFromZalo
    return data


def _accounts(data: dict[str, object]) -> set[str]:
    return {str(data.get("oa_id", "")), _inner(data, "sender", "id"), _inner(data, "recipient", "id")}


def _event(data: dict[str, object]) -> Event:
    name = data.get("event_name")
    if name in ("follow", "unfollow"):
        follower = _inner(data, "follower", "id")
        if not (follower.isascii() and follower.isdigit() and len(follower) <= 25):
            return Event()
        return Event(follower, came=name == "follow", went=name == "unfollow")
    if name == "user_received_message":
        number = _inner(data, "message", "tracking_id") or _inner(data, "message", "msg_id")
        return Event(receipts=(Receipt(number, delivered=True),) if number else ())
    return Event()


def _inner(data: dict[str, object], outer: str, name: str) -> str:
    found = data.get(outer)
    return str(found.get(name, ""))[:80] if isinstance(found, dict) else ""
