"""Print points: kinds of places, sizes, and what is due. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

SOON = dt.timedelta(days=7)
LONGEST = dt.timedelta(days=366)
USUAL = dt.timedelta(days=60)
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another when typed from a poster
CODE_LENGTH = 6
# Readers that look what a link shows, and browsers that load ahead: led on, not counted.
ROBOT_WORDS = (
    "bot", "spider", "crawl", "slurp", "preview", "facebookexternalhit", "zalo/", "curl", "wget", "python", "headless",
    "monitor", "httpclient", "okhttp", "java/", "go-http",
)  # fmt: skip


class PlaceKind(StrEnum):
    MARKET = "market"
    BANK = "bank"
    BUS = "bus"  # on board, at stops, at the station
    SCHOOL = "school"
    TOURIST = "tourist"
    OFFICE = "office"  # trụ sở, bộ phận một cửa
    APARTMENT = "apartment"
    HALL = "hall"  # nhà văn hóa
    HEALTH = "health"
    SHOP = "shop"
    FACTORY = "factory"
    STREET = "street"  # pa nô, băng rôn
    OTHER = "other"


class PrintSize(StrEnum):
    """The largest that fits there."""

    A5 = "a5"
    A4 = "a4"
    A3 = "a3"
    LARGE = "large"  # roll-up, pa nô, băng rôn
    SCREEN = "screen"


class HangingState(StrEnum):
    TO_HANG = "to_hang"
    NO_PHOTO = "no_photo"
    HANGS = "hangs"
    ENDS_SOON = "ends_soon"
    OVER = "over"  # its time is over and it may still hang
    DOWN = "down"


def state_of(
    *, hung_on: dt.date | None, until_on: dt.date, photo: bool, down_on: dt.date | None, today: dt.date
) -> HangingState:
    if down_on is not None:
        return HangingState.DOWN
    if hung_on is None:
        return HangingState.TO_HANG
    if until_on < today:
        return HangingState.OVER
    if not photo:
        return HangingState.NO_PHOTO
    return HangingState.ENDS_SOON if until_on - today <= SOON else HangingState.HANGS


def is_robot(user_agent: str, *, method: str, purpose: str) -> bool:
    """Whether a request is no person with a telephone: then it is led on and not counted."""
    agent = user_agent.lower()
    ahead = "prefetch" in purpose.lower() or "preview" in purpose.lower()
    return method != "GET" or not agent or ahead or any(word in agent for word in ROBOT_WORDS)
