"""The door of audiences: choose, count, open at the moment of sending, tell what failed. Ids and frozen values only.

Refuses to give lists of people: `chosen` is a question to stand on, `open_addresses` opens what is about to be sent.
"""

from __future__ import annotations

from khien.audiences.rules.segment import SegmentRule, rule_from
from khien.audiences.rules.standing import Channel
from khien.audiences.selectors.choosing import Chosen, chosen, count
from khien.audiences.selectors.opening import OpenAddress, open_addresses
from khien.audiences.selectors.spans import address_span
from khien.audiences.services.failures import note_failures, note_success

__all__ = [
    "Channel",
    "Chosen",
    "OpenAddress",
    "SegmentRule",
    "address_span",
    "chosen",
    "count",
    "note_failures",
    "note_success",
    "open_addresses",
    "rule_from",
]
