"""Links and codes that prove an address is hers. Made from the installation's key; nothing of them is stored.

A leave link holds for ever, also when the key is changed. Refuses to say whether an address exists.
"""

from __future__ import annotations

import functools
from uuid import UUID

from django.core import signing
from django.urls import reverse

from khien.audiences.models import ConsentRequest
from khien.base.sealing import fits, key_of

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SIGNED = 20  # hexadecimal digits: 80 bits
MINE_SALT = "khien.audiences.mine"
MINE_SECONDS = 3600


def leave_address(address_id: int) -> str:
    """The path of the page on which this address stops being written to; POST there stops at once (RFC 8058). Asks no
    database: made a million times while a campaign is sent."""
    before, after = _around_leave_token()
    return f"{before}{leave_token(address_id)}{after}"


@functools.cache
def _around_leave_token() -> tuple[str, str]:
    before, _mark, after = reverse("audiences:leave", args=["TOKEN"]).partition("TOKEN")
    return before, after


def leave_token(address_id: int) -> str:
    return f"{_base36(address_id)}-{key_of('leave', str(address_id))[:SIGNED]}"


def left_by(token: str) -> int | None:
    """The address's id; None for a link that we did not make."""
    number, _dash, signed = token.partition("-")
    if not number or len(number) > 12 or not set(number) <= set(_DIGITS) or len(signed) != SIGNED:
        return None
    address_id = int(number, 36)
    return address_id if fits("leave", str(address_id), signed) and address_id < 2**63 else None


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"


def code_of(request: ConsentRequest) -> str:
    """Six digits, for a message."""
    return f"{int(key_of('code', str(request.uuid)), 16) % 1_000_000:06}"


def link_token(request: ConsentRequest) -> str:
    """For a link in a mail: the request and its signature."""
    return f"{request.uuid.hex}{key_of('link', str(request.uuid))[:SIGNED]}"


def asked_by(token: str) -> UUID | None:
    if len(token) != 32 + SIGNED:
        return None
    try:
        uuid = UUID(token[:32])
    except ValueError:
        return None
    return uuid if fits("link", str(uuid), token[32:]) else None


def mine_token(address_id: int) -> str:
    """Good for an hour, after the address proved to be hers."""
    return signing.dumps(address_id, salt=MINE_SALT)


def mine_of(token: str) -> int | None:
    try:
        found = signing.loads(token, salt=MINE_SALT, max_age=MINE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return found if isinstance(found, int) else None
