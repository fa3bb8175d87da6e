"""Texts that must not be read from a stolen database: telephone numbers, addresses, credentials of services.

`seal` for keeping, `key_of` for finding again without opening. The key is a file of its own (KHIEN_CONTACT_KEY), so
that a changed signing secret loses nobody. Refuses to seal without one, and never logs what it opens.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.signals import setting_changed

KEY_LENGTH = 32  # hexadecimal digits: 128 bits, so that two numbers never meet by chance


class CannotOpen(Exception):
    """Sealed with a key this installation does not hold (a restored database without its key)."""


def seal(text: str) -> str:
    """Encrypted with the first key; another sealing of the same text looks different."""
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """What was sealed, with this key or a former one. Raises CannotOpen."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        raise CannotOpen from None


def key_of(channel: str, address: str) -> str:
    """The same for the same address on the same channel, and of no use to who has no key: 32 hexadecimal digits.

    The address must be normalised by the caller (E.164, small letters).
    """
    message = f"{channel}\0{address}".encode()
    return hmac.new(_secrets()[0], message, hashlib.sha256).hexdigest()[:KEY_LENGTH]


def fits(channel: str, address: str, key: str) -> bool:
    """Whether `key` (or the first digits of it, 16 at least) was made of this address, with this key or a former one:
    what was handed out in a link holds when the key is changed."""
    if not 16 <= len(key) <= KEY_LENGTH or not key.isascii():
        return False
    message = f"{channel}\0{address}".encode()
    made = (hmac.new(secret, message, hashlib.sha256).hexdigest()[: len(key)] for secret in _secrets())
    return any(hmac.compare_digest(one, key) for one in made)


@functools.cache
def _secrets() -> tuple[bytes, ...]:
    """The first finds and seals; the others only open."""
    keys = settings.KHIEN_CONTACT_KEYS
    if not keys or not keys[0]:
        raise RuntimeError("KHIEN_CONTACT_KEY is empty")
    return tuple(hashlib.sha256(b"khien sealed " + str(key).encode()).digest() for key in keys)


@functools.cache
def _box() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(secret)) for secret in _secrets()])


def _forget(*, setting: str, **_: object) -> None:
    if setting == "KHIEN_CONTACT_KEYS":
        _secrets.cache_clear()
        _box.cache_clear()


setting_changed.connect(_forget, dispatch_uid="khien.base.sealing")
