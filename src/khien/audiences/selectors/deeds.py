"""What people took part in, as choices of a group."""

from __future__ import annotations

from khien.audiences.models import ContactDeed

MOST = 60


def known_deeds() -> list[str]:
    """Each deed once, found by stepping through the index: there are few, with very many people each."""
    found: list[str] = []
    last = ""
    while len(found) < MOST:
        after = (
            ContactDeed.objects.filter(deed__gt=last).order_by("deed").values_list("deed", flat=True).first()
        )
        if after is None:
            break
        found.append(after)
        last = after
    return found
