"""What an issued alert says, as plain values that other storeys keep. Refuses to change: an update is a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertText:
    """One language. In a drill every text begins with "DIỄN TẬP" already."""

    headline: str
    short: str  # one SMS in Vietnamese without marks (≤ 160), or with marks when the sender likes two parts
    long: str
    instruction: str
    radio: str


@dataclass(frozen=True, slots=True)
class IssuedAlert:
    """`kind`: alert | update | cancel. `headline` … `instruction` are the Vietnamese texts. `replaces`: uuids of the
    alerts that this one updates or cancels. `address`: path of its page on the public site. Times are aware."""

    uuid: str
    identifier: str
    kind: str
    drill: bool
    severity: str
    certainty: str
    urgency: str
    scope: str
    event: str
    headline: str
    short: str
    long: str
    instruction: str
    texts: Mapping[str, AlertText]
    unit_ids: tuple[int, ...]
    area_words: str
    audiences: tuple[str, ...]
    sent_at: dt.datetime
    expires_at: dt.datetime
    replaces: tuple[str, ...]
    pattern_slug: str
    address: str
    unit_id: int = 0  # the unit that says it

    def stands(self, at: dt.datetime) -> bool:
        """Whether it warns at that moment, as far as it knows itself: later updates are asked of the api."""
        return self.kind != "cancel" and self.sent_at <= at < self.expires_at
