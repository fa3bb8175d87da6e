"""Somebody types an address on the public pages: it is asked once whether it is hers. Nothing else happens until then.

Answers alike whether an address is known, unknown, has left or is asked too often.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from khien.audiences.errors import NeedsGuardian
from khien.audiences.models import Address, ConsentRequest
from khien.audiences.rules.numbers import Written
from khien.audiences.rules.standing import YOUNG, ConsentStep
from khien.audiences.services.limits import address_may_be_asked
from khien.audiences.services.trail import note
from khien.base.sealing import key_of, seal

GOOD_FOR = {"email": dt.timedelta(days=3), "sms": dt.timedelta(minutes=30)}
Ask = Callable[[int], object]  # puts the sending of one question into the queue


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose. Topics are codes of the library."""

    unit_id: int
    audience: str
    language: str = "vi"
    topics: tuple[str, ...] = ()


def ask_to_join(
    addresses: Iterable[tuple[str, Written]],
    choice: Choice,
    *,
    wording: str,
    proof: str,
    ask: Ask,
    at: dt.datetime,
) -> uuid.UUID:
    """(channel, address) pairs of one person. The group under which codes are typed. Raises NeedsGuardian."""
    if choice.audience in YOUNG:
        raise NeedsGuardian
    group = uuid.uuid4()
    with transaction.atomic():
        for channel, written in addresses:
            key = key_of(channel, written.same)
            if not address_may_be_asked(channel, key):
                continue
            row = ConsentRequest.objects.create(
                group=group, purpose="join", channel=channel, key=key, sealed=seal(written.address),
                unit_id=choice.unit_id, audience=choice.audience, language=choice.language,
                topics=list(choice.topics), wording=wording[:500], proof=proof[:300], asked_at=at,
                expires_at=at + GOOD_FOR[channel],
            )  # fmt: skip
            note(channel, key, ConsentStep.ASKED, at=at, wording=wording, proof=proof)
            ask(row.pk)
    return group


def ask_for_mine(channel: str, written: Written, *, language: str, ask: Ask, at: dt.datetime) -> uuid.UUID:
    """She wants to see what is kept of her: a code or link goes to her address, if anything is kept."""
    group, key = uuid.uuid4(), key_of(channel, written.same)
    with transaction.atomic():
        known = Address.objects.filter(channel=channel, key=key).exists()
        if known and address_may_be_asked(channel, key):
            row = ConsentRequest.objects.create(
                group=group, purpose="mine", channel=channel, key=key, sealed=seal(written.address),
                language=language, asked_at=at, expires_at=at + GOOD_FOR["sms"],
            )  # fmt: skip
            ask(row.pk)
    return group
