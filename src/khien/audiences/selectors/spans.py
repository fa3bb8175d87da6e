"""The first and last address of a channel by number, so that callers go through them in slices."""

from __future__ import annotations

from django.db.models import Max, Min

from khien.audiences.models import Address


def address_span(channel: str) -> tuple[int, int]:
    """(lowest, highest) id; (0, -1) when there is none."""
    found = Address.objects.filter(channel=channel).aggregate(low=Min("id"), high=Max("id"))
    return (found["low"], found["high"]) if found["low"] is not None else (0, -1)
