"""Which addresses we know at all, whatever became of them: a list brought from outside must wake nobody who left."""

from __future__ import annotations

from collections.abc import Iterable

from khien.audiences.models import Address, NeverContact


def known_keys(channel: str, keys: Iterable[str]) -> set[str]:
    """Keyed hashes among `keys` that have an address, in any standing, or must never be contacted. Two queries."""
    wanted = list(keys)
    held = Address.objects.filter(channel=channel, key__in=wanted).values_list("key", flat=True)
    never = NeverContact.objects.filter(channel=channel, key__in=wanted).values_list("key", flat=True)
    return {*held, *never}
