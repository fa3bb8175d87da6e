"""Why a message did not arrive: the codes that rows carry. Words for people stand in `wording.py`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    LEFT = "left"  # left, erased or gone since the row was written
    CAP = "cap"  # had enough messages lately
    NO_ADDRESS = "no-address"  # the network knows no such address
    REFUSED = "refused"  # the service refused the text or the receiver
    FULL = "full"  # mailbox or telephone full, off for long
    EXPIRED = "expired"  # not delivered in time
    GAVE_UP = "gave-up"  # tried as often as we try
    KILLED = "killed"  # the worker ended while handing it over
    BROKEN = "broken"  # the line broke while handing it over
    STOPPED = "stopped"  # the office stopped the campaign
    MONEY = "money"  # the month's budget of the account is used up
