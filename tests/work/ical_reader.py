"""A strict reader of iCalendar for tests: refuses whatever RFC 5545 does not allow of what we write."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
ONCE = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}


@dataclass
class Part:
    """A component: its properties as (parameters, value), and the components inside it."""

    name: str
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def one(self, name: str) -> str:
        found = self.values[name]
        assert len(found) == 1, name
        return found[0][1]


def read_calendar(data: bytes) -> Part:
    """The calendar, or an AssertionError that says what is wrong."""
    assert data.endswith(b"\r\n")
    pieces = data[:-2].split(b"\r\n")
    for piece in pieces:
        assert len(piece) <= 75, piece
        assert b"\r" not in piece
        assert b"\n" not in piece
        piece.decode()  # no character is torn apart by folding
    lines: list[str] = []
    for piece in pieces:
        if piece.startswith((b" ", b"\t")):
            lines[-1] += piece[1:].decode()
        else:
            lines.append(piece.decode())
    root = Part("")
    stack = [root]
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", value)
        if name == "BEGIN":
            stack[-1].parts.append(Part(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            stack[-1].values.setdefault(name, []).append((parameters, value))
    assert stack == [root]
    assert [part.name for part in root.parts] == ["VCALENDAR"]
    _check(root.parts[0])
    return root.parts[0]


def _check(calendar: Part) -> None:
    assert calendar.one("VERSION") == "2.0"
    assert calendar.one("PRODID")
    uids = [event.one("UID") for event in calendar.parts]
    assert len(uids) == len(set(uids))
    for event in calendar.parts:
        assert event.name == "VEVENT"
        assert set(event.values) >= ONCE
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.one("DTSTAMP"))
        assert event.values["DTSTART"][0][0] == ";VALUE=DATE"
        assert event.values["DTEND"][0][0] == ";VALUE=DATE"
        assert day(event.one("DTEND")) == day(event.one("DTSTART")) + dt.timedelta(days=1)
        for alarm in event.parts:
            assert alarm.name == "VALARM"
            assert alarm.one("ACTION") == "DISPLAY"
            assert alarm.one("DESCRIPTION")
            assert re.fullmatch(r"-?P(\d+D)?(T(\d+H)?(\d+M)?)?", alarm.one("TRIGGER"))


def day(text: str) -> dt.date:
    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def plain(text: str) -> str:
    """A TEXT value as it was before it was escaped."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text), text
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)
