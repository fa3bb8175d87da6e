"""A calendar of all-day due days as a file other programs read: iCalendar, RFC 5545 (lines, folding, escaping) and
RFC 7986 (name, refresh). Pure: the same entries give the same bytes.

Refuses times of day and time zones: a due day is a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST_LINE = 75  # octets without the line break (RFC 5545, 3.1)
ALARM = "-P2DT15H"  # nine in the morning, three days before
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """`uid` is the same as long as it is the same thing. `stamp`: when it was made, aware. `revision` rises when it
    changes. `closed`: nobody has to be reminded any more. `path`: address on this site, from the root."""

    uid: str
    day: dt.date
    title: str
    stamp: dt.datetime
    detail: str = ""
    path: str = ""
    revision: int = 0
    closed: bool = False


def calendar_file(
    entries: Iterable[CalendarEntry], *, name: str, host: str, site: str, alarm_words: str
) -> bytes:
    """`host` ends the UIDs; `site` stands before each path ("https://…"). Entries in order of day and UID."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Khien//Work//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for entry in sorted(entries, key=lambda one: (one.day, one.uid)):
        lines += _event(entry, host, site, alarm_words)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in folded(line))


def _event(entry: CalendarEntry, host: str, site: str, alarm_words: str) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}@{host}",
        f"DTSTAMP:{entry.stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{entry.revision}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.title)}",
    ]
    lines += [f"DESCRIPTION:{escaped(entry.detail)}"] if entry.detail else []
    lines += [f"URL:{site}{entry.path}"] if entry.path else []
    lines += ["TRANSP:TRANSPARENT", "CLASS:PRIVATE"]
    if not entry.closed:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(alarm_words)}"]
        lines += [f"TRIGGER:{ALARM}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): control characters go, line breaks and marks are escaped."""
    text = _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """The line with CRLF, cut so that no piece is longer than 75 octets and no character is torn apart."""
    piece, room = b"", LONGEST_LINE
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            yield piece + b"\r\n"
            piece, room = b" ", LONGEST_LINE
        piece += octets
    yield piece + b"\r\n"
