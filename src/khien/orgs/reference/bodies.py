"""The bodies that every province (or the centre) has, and what happened to them in 2025: data, read from bodies.json.

Used to open a province's usual offices and to understand the name of an office that an installation never had.
Refuses to be history of a real province: what a province enters itself wins.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from khien.orgs.rules.kinds import Kind, Level
from khien.orgs.rules.phrases import name_key


@dataclass(frozen=True, slots=True)
class Body:
    """`name` and `short` hold {title} (tỉnh), {place} (An Bình), {party} (Tỉnh ủy), {youth} (Tỉnh Đoàn)."""

    code: str
    name: str
    short: str
    also: tuple[str, ...]
    kind: Kind
    level: Level
    since: dt.date | None
    until: dt.date | None

    @property
    def keys(self) -> frozenset[str]:
        """Folded names as the name book compares them, places left out."""
        blank = {"title": "", "place": "", "party": "Tỉnh ủy", "youth": "Tỉnh Đoàn"}
        names = (self.name.format(**blank), self.short.format(**blank), *self.also)
        return frozenset(name_key(name) for name in names if name.strip())

    def holds_on(self, on: dt.date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class BodyEvent:
    """`what`: merge (the givers end) or transfer (some duties go, the giver lives on or ends elsewhere)."""

    what: str
    on: dt.date
    givers: tuple[str, ...]
    taker: str
    instrument: str
    note: str


@dataclass(frozen=True, slots=True)
class BodyBook:
    bodies: dict[str, Body]
    events: tuple[BodyEvent, ...]
    by_key: dict[str, tuple[Body, ...]]

    def successor(self, code: str) -> tuple[Body, BodyEvent] | None:
        """The body that a merged one went into, with the event; None when it still lives."""
        for event in self.events:
            if event.what == "merge" and code in event.givers:
                return self.bodies[event.taker], event
        return None

    def transfers(self, code: str) -> tuple[BodyEvent, ...]:
        return tuple(e for e in self.events if e.what == "transfer" and code in e.givers)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def body_book() -> BodyBook:
    raw = json.loads(files(__package__).joinpath("bodies.json").read_text(encoding="utf-8"))
    bodies = {
        b["code"]: Body(
            b["code"],
            b["name"],
            b.get("short", ""),
            tuple(b.get("also", ())),
            Kind(b["kind"]),
            Level(b.get("level", Level.PROVINCE)),
            _day(b.get("from")),
            _day(b.get("to")),
        )
        for b in raw["bodies"]
    }
    events = tuple(
        BodyEvent(
            e["what"],
            dt.date.fromisoformat(e["on"]),
            tuple(e["from"]),
            e["into"],
            e["instrument"],
            e.get("note", ""),
        )
        for e in raw["events"]
    )
    by_key: dict[str, tuple[Body, ...]] = {}
    for body in bodies.values():
        for key in body.keys:
            by_key[key] = (*by_key.get(key, ()), body)
    return BodyBook(bodies, events, by_key)
