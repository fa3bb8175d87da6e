"""A text as the octets of one or several short messages (3GPP TS 23.038, 23.040 9.2.3.24).

GSM letters travel one to an octet (the centre packs them into seven bits), everything else as UTF-16. Parts are those
that `library.api.sms_count` counts, so that what is shown beside a text is what is paid for.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = {"\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40,
             "€": 0x65}  # fmt: skip
_CODES = {character: bytes([code]) for code, character in enumerate(BASIC) if character != "\x1b"}
_CODES |= {character: bytes([0x1B, code]) for character, code in EXTENSION.items()}
GSM, UCS2 = 0, 8  # data_coding


class Long(StrEnum):
    """How a text longer than one message travels; operators differ."""

    UDH8 = "udh8"  # a header with an 8-bit reference in each part: 153 and 67 places
    UDH16 = "udh16"  # 16-bit: 152 and 66
    PAYLOAD = "payload"  # whole, in the message_payload parameter; the centre splits


_PLACES = {Long.UDH8: (153, 67), Long.UDH16: (152, 66), Long.PAYLOAD: (153, 67)}


@dataclass(frozen=True, slots=True)
class Coded:
    """`pieces`: the short messages with their headers; for PAYLOAD and for short texts one without."""

    coding: int
    pieces: tuple[bytes, ...]
    parts: int
    headed: bool = False
    payload: bool = False


def coded(text: str, *, long: Long, ref: str) -> Coded:
    """`ref` gives the number that holds the parts together, the same at every attempt."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    gsm = all(character in _CODES for character in text)
    coding, alone = (GSM, 160) if gsm else (UCS2, 140)
    letters = [_CODES[c] if gsm else c.encode("utf-16-be") for c in text]
    whole = b"".join(letters)
    if len(whole) <= alone:
        return Coded(coding, (whole,), 1)
    each = _PLACES[long][0] if gsm else _PLACES[long][1] * 2
    bodies = list(_split(letters, each))
    if long is Long.PAYLOAD:
        return Coded(coding, (whole,), len(bodies), payload=True)
    return Coded(coding, tuple(_headed(bodies, long, zlib.crc32(ref.encode()))), len(bodies), headed=True)


def _split(letters: list[bytes], each: int) -> Iterator[bytes]:
    """Never inside an escape or a surrogate pair."""
    held: list[bytes] = []
    size = 0
    for letter in letters:
        if size + len(letter) > each:
            yield b"".join(held)
            held, size = [], 0
        held.append(letter)
        size += len(letter)
    yield b"".join(held)


def _headed(bodies: list[bytes], long: Long, number: int) -> Iterator[bytes]:
    total = len(bodies)
    for at, body in enumerate(bodies, start=1):
        if long is Long.UDH16:
            yield bytes([6, 8, 4]) + (number & 0xFFFF).to_bytes(2, "big") + bytes([total, at]) + body
        else:
            yield bytes([5, 0, 3, number & 0xFF, total, at]) + body
