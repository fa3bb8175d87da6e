"""Commune radio: urgency, states, hours, and in which order a station plays its day. Pure: no database, no clock.

Circular 39/2020/TT-BTTTT names three urgencies: normal, priority, emergency. A higher one is played before a lower
one, and an emergency at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

MOST_TIMES = 12  # a day
MOST_DAYS = 92
USUAL_TIMES = ("05:30", "17:00")
EMERGENCY_TIMES = ("05:30", "07:00", "11:00", "17:00", "19:00")
_TIME = re.compile(r"(\d{1,2})(?:[:.hH](\d{2})?)?")


class Priority(IntEnum):
    NORMAL = 1
    PRIORITY = 2
    EMERGENCY = 3


class BulletinState(StrEnum):
    MAKING = "making"  # being read aloud
    READY = "ready"
    FAILED = "failed"  # no sound; the text can be read by an announcer
    RECALLED = "recalled"


class HandState(StrEnum):
    """Of a bulletin at one station."""

    WAITING = "waiting"  # to be handed to the server
    TAKEN = "taken"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    BY_HAND = "by_hand"  # no connection: an officer fetches it
    RECALLED = "recalled"


class AiringState(StrEnum):
    PLANNED = "planned"
    PLAYED = "played"
    NOT_PLAYED = "not_played"  # somebody said so, with that it is settled
    RECALLED = "recalled"


class BadTimes(ValueError):
    """`word`: what was no hour; empty when there were none or too many."""

    def __init__(self, word: str = "") -> None:
        super().__init__(word)
        self.word = word


def times_from(text: str) -> tuple[str, ...]:
    """ "5h30, 17:00" → ("05:30", "17:00"), sorted, each once. Raises BadTimes."""
    found = set()
    for word in re.split(r"[,;\s]+", text.strip()):
        if not word:
            continue
        match = _TIME.fullmatch(word)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise BadTimes(word)
        found.add(f"{hour:02}:{minute:02}")
    if not 0 < len(found) <= MOST_TIMES:
        raise BadTimes
    return tuple(sorted(found))


def days_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """Both included; at most MOST_DAYS."""
    return [first + dt.timedelta(days=n) for n in range(min((last - first).days + 1, MOST_DAYS))]


def times_left(times: Sequence[str], on: dt.date, *, today: dt.date, clock: str) -> int:
    """How often it can still be played on that day: an hour that has gone by when it was scheduled does not count."""
    return len([time for time in times if on > today or time >= clock])


@dataclass(frozen=True, slots=True)
class Play:
    """One bulletin at one hour of one day. `hour` "" = at once."""

    hour: str
    priority: Priority
    title: str
    key: str  # of the airing


def order_of_day(plays: Iterable[Play]) -> list[Play]:
    """As a station plays them: an emergency at once before everything, then by hour, at one hour the urgent first."""
    return sorted(plays, key=lambda p: (p.hour, -p.priority, p.title, p.key))


def slug(title: str, fold: str) -> str:
    """A part of a file name every player can show: `fold` is the title without marks."""
    return re.sub(r"[^a-z0-9]+", "-", (fold or title).lower()).strip("-")[:60].rstrip("-") or "ban-tin"


def file_name(play: Play, folded: str, *, number: int, ending: str = "mp3") -> str:
    """ "0530_2_canh-bao-…mp3": sorted by name it is the order of play. An emergency comes first as 0000."""
    hour = play.hour.replace(":", "") or "0000"
    urgent = "KHAN_" if play.priority == Priority.EMERGENCY else ""
    return f"{hour}_{number:02}_{urgent}{slug(play.title, folded)}.{ending}"
