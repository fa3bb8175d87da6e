"""One film in pieces over a resumable session (Google's protocol): send, ask how much arrived, go on.

The session's address lets anybody write into the film: it is never logged and never leaves this module.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from khien.channels.transports.contract import Parcel
from khien.channels.transports.web_api import Answer, NoAnswer, NotSent, WebApi

PIECE = 8 * 1024 * 1024  # a multiple of 256 KiB
MOST_BREAKS = 5
FILMS = ("video/mp4", "video/webm", "video/quicktime", "video/x-matroska")


class Film:
    """Where a film's bytes come from: a file of the parcel, or a path that our own code gave (never text from a form)."""

    def __init__(self, media_type: str, size: int, opener: Callable[[], IO[bytes]]) -> None:
        self.media_type = media_type
        self.size = size
        self.open = opener


def film_of(parcel: Parcel) -> Film | None:
    path = parcel.extra.get("video")
    if isinstance(path, Path):
        return Film("video/mp4", path.stat().st_size, lambda: path.open("rb"))
    for _name, media_type, data in parcel.files:
        if media_type in FILMS:
            return Film(media_type, len(data), lambda data=data: io.BytesIO(data))  # type: ignore[misc]
    return None


def session_path(answer: Answer, base: str) -> str | None:
    """The session's address, when it lies at the service itself: a film goes nowhere else."""
    location = next((v for k, v in answer.headers.items() if k.lower() == "location"), "")
    there, here = urlsplit(location), urlsplit(base)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        return None
    return location


def send_pieces(api: WebApi, session: str, film: Film, *, patience: float) -> Answer:
    """The last answer: the film's data, or a refusal. Raises NoAnswer when it stays unknown."""
    sent, breaks = 0, 0
    with film.open() as file:
        while breaks <= MOST_BREAKS:
            file.seek(sent)
            piece = file.read(PIECE)
            answer = _put(api, session, piece, _range(sent, len(piece), film))
            if answer is None:
                time.sleep(patience * breaks)
                answer = _put(api, session, b"", {"Content-Range": f"bytes */{film.size}"})
            if answer is not None and answer.status != 308:
                return answer
            arrived = _arrived(answer) if answer else sent
            breaks = 0 if arrived > sent else breaks + 1
            sent = arrived
    raise NoAnswer("broken too often")


def _put(api: WebApi, session: str, content: bytes, headers: dict[str, str]) -> Answer | None:
    """None: the line broke, or the service stumbled; how much arrived must be asked."""
    try:
        answer = api.ask("PUT", session, content=content, headers=headers)
    except (NotSent, NoAnswer):
        return None
    return None if answer.status in (500, 502, 503, 504) else answer


def _range(start: int, length: int, film: Film) -> dict[str, str]:
    last = start + length - 1
    return {"Content-Type": film.media_type, "Content-Range": f"bytes {start}-{last}/{film.size}"}


def _arrived(answer: Answer) -> int:
    """Bytes the service has: `Range: bytes=0-12345`; without it none."""
    text = next((v for k, v in answer.headers.items() if k.lower() == "range"), "")
    last = text.rpartition("-")[2]
    return int(last) + 1 if last.isdigit() else 0
