"""Addresses of materials: once given, for ever."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction

from khien.library.models import Material
from khien.library.rules.life import slug_of

MOST_TRIES = 500
MOST_AT_ONCE = 5  # people with one title in the same instant


def free_slug(title: str) -> str:
    """The title's address, with a number when it is taken. The database refuses the second of two at once."""
    base = slug_of(title)
    taken = set(Material.objects.filter(web_slug__startswith=base).values_list("web_slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, MOST_TRIES) if f"{base}-{n}" not in taken)


def under_free_slug(title: str, make: Callable[[str], Material]) -> Material:
    """What `make` makes at the title's address; who comes second in the same instant gets the next free one."""
    for _ in range(MOST_AT_ONCE):
        try:
            with transaction.atomic():
                return make(free_slug(title))
        except IntegrityError:  # taken since it was looked up: look again
            continue
    return make(free_slug(title))
