"""iCalendar (RFC 5545) of events: lines folded at 75 octets, text escaped, times in UTC or as whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"))
FOLD = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """`starts`, `ends`: aware moments, or days for the whole of them (`ends` the last day, included)."""

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date | None
    changed: dt.datetime
    sequence: int
    place: str = ""
    summary: str = ""
    url: str = ""
    organizer: str = ""
    cancelled: bool = False


def calendar(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The whole calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Khien//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh"]
    for entry in entries:
        lines += _entry(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _entry(entry: CalendarEntry) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{_moment(entry.changed)}"]
    lines.append(f"DTSTART{_when(entry.starts)}")
    if entry.ends is not None:
        last = entry.ends
        day_after = last + dt.timedelta(days=1) if not isinstance(last, dt.datetime) else last
        lines.append(f"DTEND{_when(day_after)}")
    lines += [f"SEQUENCE:{entry.sequence}", f"SUMMARY:{_text(entry.title)}"]
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.summary)):
        if value:
            lines.append(f"{name}:{_text(value)}")
    if entry.url:
        lines.append(f"URL:{entry.url}")
    lines += [f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}", "END:VEVENT"]
    return lines


def _when(value: dt.datetime | dt.date) -> str:
    return f":{_moment(value)}" if isinstance(value, dt.datetime) else f";VALUE=DATE:{value:%Y%m%d}"


def _moment(value: dt.datetime) -> str:
    return f"{value.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    for raw, escaped in ESCAPES:
        value = value.replace(raw, escaped)
    return "".join(ch for ch in value if ch >= " ")


def _folded(line: str) -> str:
    """No line longer than 75 octets; a character is never cut."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece])
