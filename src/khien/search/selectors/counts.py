"""How much is in the index."""

from __future__ import annotations

from django.db.models import Count

from khien.search.models import Entry


def entry_count() -> int:
    """How many things can be found, public or not."""
    return Entry.objects.count()


def entries_by_source() -> dict[str, int]:
    """Source → how many things it put in."""
    return dict(Entry.objects.values_list("source").annotate(Count("pk")).order_by("source"))
