"""One bind and unbind by hand. The library says only that a bind timed out; people need to know why."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Mapping
from typing import Any

BINDS = {"transceiver": 0x09, "transmitter": 0x02, "receiver": 0x01}
UNBIND = 0x06
WRONG = frozenset({0x0D, 0x0E, 0x0F})  # bind failed, password, system id
ALREADY = 0x05
_LARGEST = 4096


def bind_status(settings: Mapping[str, Any], password: str, *, seconds: float) -> int:
    """The centre's answer to a bind as transceiver. Raises OSError when it does not answer at all."""
    fields = [str(settings["system_id"]), password, str(settings.get("system_type") or "")]
    body = b"".join(field.encode("utf-8") + b"\0" for field in fields) + bytes([0x34, 0, 0]) + b"\0"
    kind = BINDS[str(settings.get("bind") or "transceiver")]
    with socket.create_connection((str(settings["host"]), int(settings["port"])), seconds) as plain:
        plain.settimeout(seconds)
        with _wrapped(plain, settings) as sock:
            sock.sendall(struct.pack(">IIII", 16 + len(body), kind, 0, 1) + body)
            status = _status(sock)
            if status == 0:
                sock.sendall(struct.pack(">IIII", 16, UNBIND, 0, 2))
    return status


def _wrapped(plain: socket.socket, settings: Mapping[str, Any]) -> socket.socket:
    if not settings.get("tls"):
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=str(settings["host"]))


def _status(sock: socket.socket) -> int:
    head = _exactly(sock, 16)
    length, _command, status, _sequence = struct.unpack(">IIII", head)
    if 16 < length <= _LARGEST and status == 0:
        _exactly(sock, length - 16)
    return int(status)


def _exactly(sock: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = sock.recv(count - len(got))
        if not more:
            raise ConnectionError
        got += more
    return got
