"""Addresses of materials: once given, for ever."""

from __future__ import annotations

from khien.library.models import Material
from khien.library.rules.life import slug_of

MOST_TRIES = 500


def free_slug(title: str) -> str:
    """The title's address, with a number when it is taken. The database refuses the second of two at once."""
    base = slug_of(title)
    taken = set(Material.objects.filter(web_slug__startswith=base).values_list("web_slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, MOST_TRIES) if f"{base}-{n}" not in taken)
