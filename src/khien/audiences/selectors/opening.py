"""Opens addresses at the moment of sending, and only those that may still be written to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khien.audiences.models import Address, NeverContact
from khien.audiences.rules.standing import REACHED, Standing
from khien.base.sealing import CannotOpen, unseal


@dataclass(frozen=True, slots=True)
class OpenAddress:
    """An address in plain. Must not be stored or logged by who receives it."""

    id: int
    address: str
    key: str
    contact_uuid: str
    name: str
    language: str


def open_addresses(ids: Iterable[int], channel: str, *, warning: bool = False) -> dict[int, OpenAddress]:
    """By id; who left, is dead, was erased or must never be contacted is not in it. Two queries."""
    standings = REACHED if warning else (Standing.AGREED,)
    rows = list(
        Address.objects.filter(pk__in=list(ids), channel=channel, standing__in=standings)
        .order_by()
        .values_list("id", "sealed", "key", "contact__uuid", "contact__name", "language")
    )
    never = set(
        NeverContact.objects.filter(channel=channel, key__in=[row[2] for row in rows]).values_list(
            "key", flat=True
        )
    )
    found: dict[int, OpenAddress] = {}
    for pk, sealed, key, uuid, name, language in rows:
        if key in never:
            continue
        try:
            found[pk] = OpenAddress(pk, unseal(sealed), key, str(uuid), name, language)
        except CannotOpen:
            continue  # restored without its key: the delivery says so, nobody is written to
    return found
