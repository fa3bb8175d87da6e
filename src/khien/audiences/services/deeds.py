"""That somebody took part in something of this programme, told by the app that holds it: by her address, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from khien.audiences.models import Address, ContactDeed


def note_deeds(channel: str, keys: Iterable[str], deed: str, *, on: dt.date) -> int:
    """Keyed hashes of addresses; those nobody keeps are passed over. How many people it was noted for."""
    contacts = set(
        Address.objects.filter(channel=channel, key__in=list(keys)).values_list("contact_id", flat=True)
    )
    ContactDeed.objects.bulk_create(
        (ContactDeed(contact_id=contact_id, deed=deed[:60], on=on) for contact_id in contacts),
        ignore_conflicts=True,
    )
    return len(contacts)
