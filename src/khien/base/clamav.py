"""A small client of clamd, the scanner of ClamAV: its published protocol (man clamd, INSTREAM, PING), nothing more.

Sends contents, never paths: clamd may stand on another machine and needs no right to our folder. Keeps nothing; what
an answer means for a file is decided by `base.scanning`.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

CHUNK = 1 << 18
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 120.0
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310
USUAL_SOCKETS = ("/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock", "/var/run/clamav/clamd.sock")

Said = Literal["clean", "infected", "too_large", "unanswered"]


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` names the harmful software, or tells why there was no answer."""

    said: Said
    found: str = ""


class WrongAddress(ValueError):
    """KHIEN_CLAMAV cannot be understood."""


def address_of(text: str) -> str | tuple[str, int] | None:
    """A socket's path, or a host and port; None without a scanner. `auto`: the usual socket of this machine, if there.

    Raises WrongAddress.
    """
    if not text:
        return None
    if text == "auto":
        return next((path for path in USUAL_SOCKETS if os.path.exists(path)), None)
    kind, _colon, rest = text.partition(":")
    if kind == "unix" and rest.startswith("/"):
        return rest
    host, colon, port = rest.rpartition(":")
    if kind == "tcp" and rest and not colon:
        return rest, DEFAULT_PORT
    if kind == "tcp" and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536:
        return host.strip("[]"), int(port)
    raise WrongAddress(text)


def scan(content: BinaryIO, *, address: str | tuple[str, int], most_bytes: int) -> Answer:
    """What clamd says of a content, read from its start. Never raises for a scanner that is away or out of order."""
    content.seek(0, os.SEEK_END)
    if content.tell() > most_bytes:
        return Answer("too_large")
    content.seek(0)
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            # clamd answers and hangs up in the middle when it has had enough: its answer counts, not our broken pipe.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                while chunk := content.read(CHUNK):
                    line.sendall(struct.pack("!I", len(chunk)) + chunk)
                line.sendall(struct.pack("!I", 0))
            return _understood(_answer(line))
    except OSError as error:
        return Answer("unanswered", str(error) or type(error).__name__)


def version(address: str | tuple[str, int]) -> str:
    """The scanner's own words about itself. Raises OSError when it does not answer."""
    with _connected(address) as line:
        line.sendall(b"zVERSION\0")
        said = _answer(line)
    if not said:
        raise ConnectionAbortedError("clamd hung up without an answer")
    return said


@contextlib.contextmanager
def _connected(address: str | tuple[str, int]) -> Iterator[socket.socket]:
    if isinstance(address, str):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    else:
        line = socket.create_connection(address, timeout=CONNECT_SECONDS)
    with line:
        if isinstance(address, str):
            line.settimeout(CONNECT_SECONDS)
            line.connect(address)
        line.settimeout(ANSWER_SECONDS)
        yield line


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _understood(said: str) -> Answer:
    """`stream: OK`, `stream: NAME FOUND`, `… ERROR`."""
    body = said.removeprefix("stream:").strip()
    if body == "OK":
        return Answer("clean")
    if body.endswith(" FOUND"):
        return Answer("infected", body.removesuffix(" FOUND").strip()[:200])
    if "size limit exceeded" in body:
        return Answer("too_large")
    return Answer("unanswered", body[:200] or "no answer")
