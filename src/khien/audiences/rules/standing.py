"""Whether somebody may be written to on a channel, and how that changes. Knows no database.

Refuses a way back from NEVER: who said "never again" is asked by nobody, only by herself.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Channel(StrEnum):
    """Channels that reach a person at an address of hers. Pages, radio and posters need no address."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    PUSH = "push"


class Standing(IntEnum):
    """Of one address. Only AGREED and BY_LAW are written to."""

    ASKED = 0  # told us, has not yet confirmed
    AGREED = 1
    BY_LAW = 2  # the office names the provision; for warnings only
    LEFT = 3  # unsubscribed; may come back by herself
    DEAD = 4  # the network said three times, or once for good, that it does not exist


REACHED = (Standing.AGREED, Standing.BY_LAW)
GONE = (Standing.LEFT, Standing.DEAD)  # no officer brings these back
YOUNG = frozenset({"children", "pupils"})  # of programme.Audience: a parent or guardian agrees for them


class ConsentStep(StrEnum):
    """What the trail says of an address."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    RECORDED = "recorded"  # typed or imported by an officer, with proof
    BY_LAW = "by_law"
    LEFT = "left"
    NEVER = "never"  # put on the list of those not to contact
    RETURNED = "returned"
    DEAD = "dead"
    ERASED = "erased"
