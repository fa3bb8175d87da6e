"""Captions of clips: WebVTT (W3C) and SubRip. Browsers show WebVTT only, so `as_vtt` turns the other into it."""

from __future__ import annotations

import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from khien.base.media.errors import WrongContent

LARGEST = 2 << 20
_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_SPAN = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_MARKUP = re.compile(r"<\s*(?:script|style|iframe|img|svg|object)\b", re.IGNORECASE)


def check_captions(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (wrong-captions), naming the line."""
    spans_of(stream.read(LARGEST + 1), name)


def as_vtt(data: bytes, *, name: str = "") -> bytes:
    """The same captions as WebVTT, whichever of the two they were. Raises WrongContent (wrong-captions)."""
    spans_of(data, name)
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].startswith("WEBVTT"):
        return "\n".join(lines).encode()
    timed = [line.replace(",", ".") if _SPAN.match(line) else line for line in lines]
    return ("WEBVTT\n\n" + "\n".join(timed).strip() + "\n").encode()


def spans_of(data: bytes, name: str) -> list[tuple[int, int]]:
    """(from, to) of every caption, in milliseconds. Raises WrongContent (wrong-captions)."""
    if len(data) > LARGEST:
        raise _wrong(name, _("it is larger than 2 MB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(name, _("its letters are not UTF-8")) from None
    spans: list[tuple[int, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if _MARKUP.search(line):
            raise _wrong(name, _("line %(line)s holds marks of a web page") % {"line": number})
        if "-->" not in line:
            continue
        span = _SPAN.match(line)
        if span is None:
            raise _wrong(
                name,
                _("line %(line)s holds no time such as 00:01:05.000 --> 00:01:08.000") % {"line": number},
            )
        times = span.groups()
        begin, end = _milliseconds(times[:4]), _milliseconds(times[4:])
        if end <= begin:
            raise _wrong(name, _("the caption at line %(line)s ends before it begins") % {"line": number})
        spans.append((begin, end))
    if not spans:
        raise _wrong(name, _("no caption stands in it"))
    return spans


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _wrong(name: str, why: str) -> WrongContent:
    return WrongContent(
        _("“%(name)s” cannot be used as captions: %(why)s. Mend it and send it again.")
        % {"name": name, "why": why},
        code="wrong-captions",
    )
