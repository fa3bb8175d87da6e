"""The door of audiences: choose, count, open at the moment of sending, tell what failed; groups to choose from, links
to leave by, who carries the question "is this you?". Ids and frozen values only.

Refuses to give lists of people: `chosen` is a question to stand on, `open_addresses` opens what is about to be sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khien.audiences.access import place_of, segments_seen_by
from khien.audiences.models import Segment
from khien.audiences.rules.numbers import BadAddress, mail, masked, mobile
from khien.audiences.rules.segment import SegmentRule, rule_from
from khien.audiences.rules.standing import Channel
from khien.audiences.selectors.choosing import Chosen, chosen, count, counts
from khien.audiences.selectors.known import known_keys
from khien.audiences.selectors.opening import OpenAddress, open_addresses
from khien.audiences.selectors.spans import address_span
from khien.audiences.selectors.tokens import leave_address
from khien.audiences.services import subscriptions
from khien.audiences.services.confirmers import Confirmation, ConfirmerDown, register_confirmer
from khien.audiences.services.deeds import note_deeds
from khien.audiences.services.failures import note_failures, note_success
from khien.audiences.services.leaving import leave_by_key
from khien.audiences.services.subscriptions import add_follower, add_push, remove_push
from khien.audiences.services.subscriptions import left as follower_left
from khien.audiences.wording import describe
from khien.base.access import Actor

__all__ = [
    "BadAddress",
    "Channel",
    "Chosen",
    "Confirmation",
    "ConfirmerDown",
    "OpenAddress",
    "SegmentCard",
    "SegmentRule",
    "add_follower",
    "add_push",
    "address_span",
    "chosen",
    "count",
    "counts",
    "describe",
    "follower_left",
    "known_keys",
    "leave_address",
    "leave_by_key",
    "mail",
    "masked",
    "mobile",
    "note_deeds",
    "note_failures",
    "note_success",
    "open_addresses",
    "place_of",
    "register_confirmer",
    "remove_push",
    "rule_from",
    "segment_rules",
    "segments_for",
    "subscriptions",
]


@dataclass(frozen=True, slots=True)
class SegmentCard:
    """A group that may be chosen. `unit_id` None: the standing office's."""

    uuid: str
    title: str
    rule: SegmentRule
    unit_id: int | None


def segments_for(actor: Actor, *, on: dt.date) -> list[SegmentCard]:
    """The groups she may write to: the office all, officers their units'."""
    return [
        SegmentCard(str(row.uuid), row.title, rule_from(row.rule), row.unit_id)
        for row in segments_seen_by(actor, on=on)
    ]


def segment_rules(uuids: Iterable[str]) -> tuple[SegmentRule, ...]:
    """Rules by outside id, in their order, dropped ones left out. Whether they may be used the caller has asked
    `segments_for`."""
    wanted = list(uuids)
    rows = {
        str(uuid): rule
        for uuid, rule in Segment.objects.filter(uuid__in=wanted, dropped_at__isnull=True)
        .order_by()
        .values_list("uuid", "rule")
    }
    return tuple(rule_from(rows[uuid]) for uuid in wanted if uuid in rows)
