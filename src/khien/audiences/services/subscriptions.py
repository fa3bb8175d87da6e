"""Addresses that prove themselves: a browser's push endpoint, a follower of the Official Account. No question is asked
again; the browser's own "Allow" and the press on "Follow" are the consent, with their wording.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction

from khien.audiences.errors import NeedsGuardian
from khien.audiences.models import Address, Contact, NeverContact
from khien.audiences.rules.standing import YOUNG, ConsentStep, Standing
from khien.audiences.services import trail
from khien.audiences.services.confirming import choose_topics, place_contact
from khien.audiences.services.leaving import leave_by_key
from khien.base.errors import KhienError
from khien.base.sealing import key_of, seal

LONGEST = 3000


def add_push(
    endpoint_json: str,
    unit_id: int,
    audience: str,
    topics: Iterable[str],
    at: dt.datetime,
    *,
    language: str = "vi",
    wording: str = "",
) -> int:
    """A browser's subscription as its own JSON text; the same endpoint again changes what she chose. The address's id.

    Raises KhienError for a text that is no subscription, NeedsGuardian.
    """
    endpoint = _endpoint(endpoint_json)
    return _agreed(
        "push", endpoint, endpoint_json, unit_id=unit_id, audience=audience, topics=topics, language=language,
        proof="browser", wording=wording, at=at,
    )  # fmt: skip


def remove_push(endpoint: str, *, at: dt.datetime) -> bool:
    """She switched it off in the browser, or the service says the endpoint is gone."""
    return leave_by_key("push", key_of("push", endpoint), how="browser", at=at)


def add_follower(
    zalo_user_id: str,
    unit_id: int,
    audience: str = "public",
    topics: Iterable[str] = (),
    *,
    at: dt.datetime,
    language: str = "vi",
) -> int:
    """Somebody follows the Official Account. The address's id."""
    return _agreed(
        "zalo", zalo_user_id, zalo_user_id, unit_id=unit_id, audience=audience, topics=topics, language=language,
        proof="zalo follow", wording="", at=at,
    )  # fmt: skip


def left(zalo_user_id: str, *, at: dt.datetime) -> bool:
    return leave_by_key("zalo", key_of("zalo", zalo_user_id), how="zalo unfollow", at=at)


def _endpoint(text: str) -> str:
    try:
        data = json.loads(text) if len(text) <= LONGEST else None
    except ValueError:
        data = None
    endpoint = data.get("endpoint") if isinstance(data, dict) else None
    if not isinstance(endpoint, str) or not endpoint.startswith("https://"):
        raise KhienError("no push subscription", code="no-subscription")
    return endpoint


def _agreed(
    channel: str,
    same: str,
    plain: str,
    *,
    unit_id: int,
    audience: str,
    topics: Iterable[str],
    language: str,
    proof: str,
    wording: str,
    at: dt.datetime,
) -> int:
    if audience in YOUNG:
        raise NeedsGuardian
    key, chosen = key_of(channel, same), list(topics)
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(channel=channel, key=key).first()
        barred = NeverContact.objects.filter(channel=channel, key=key).delete()[0]
        step = ConsentStep.CONFIRMED
        if address is None:
            contact = Contact.objects.create(
                uuid=uuid4(), unit_id=unit_id, audience=audience, language=language, origin=channel,
                created_at=at, changed_at=at,
            )  # fmt: skip
            address = Address(contact=contact, channel=channel, key=key, created_at=at)
        else:
            contact = address.contact
            place_contact(contact, unit_id=unit_id, audience=audience, language=language, at=at)
        if barred or address.standing in (Standing.LEFT, Standing.DEAD):
            step = ConsentStep.RETURNED
        known = address.standing == Standing.AGREED
        address.sealed, address.standing, address.proof = seal(plain), Standing.AGREED, proof
        address.unit_id, address.audience, address.language = unit_id, audience, language
        address.agreed_at = address.agreed_at if known else at
        address.soft_failures = 0
        address.save()
        choose_topics(contact, chosen)
        if not known:
            trail.note(channel, key, step, at=at, proof=proof, wording=wording)
    return address.pk
