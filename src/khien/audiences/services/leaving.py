"""She does not want to be written to any more: at once, for ever, by herself, without signing in.

Asked again it changes nothing. Refuses to ask why.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.audiences.models import Address
from khien.audiences.rules.standing import ConsentStep, Standing
from khien.audiences.services.trail import note


def leave(address_id: int, *, how: str, at: dt.datetime) -> bool:
    """Whether something changed. `how` is kept as proof: "one-click", "page", "reply" …"""
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(pk=address_id).first()
        if address is None or address.standing == Standing.LEFT:
            return False
        address.standing = Standing.LEFT
        address.save(update_fields=["standing"])
        note(address.channel, address.key, ConsentStep.LEFT, at=at, proof=how)
    return True


def leave_by_key(channel: str, key: str, *, how: str, at: dt.datetime) -> bool:
    """For replies ("TC") and services that tell us somebody left."""
    found = Address.objects.filter(channel=channel, key=key).values_list("pk", flat=True).first()
    return found is not None and leave(found, how=how, at=at)
