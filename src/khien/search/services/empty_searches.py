"""Counts searches that found nothing, by day and folded text. Refuses what may point at a person, and to grow without
bound: a day takes in so many texts and no more.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from khien.search.models import EmptySearch
from khien.search.rules.privacy import keepable

KEPT = dt.timedelta(days=90)
MOST_A_DAY = 1000


def note_empty(text: str, *, on: dt.date) -> bool:
    """Count it; False when it is not kept."""
    kept = keepable(text)[:80]
    if not kept:
        return False
    rows = EmptySearch.objects.filter(on=on, text=kept)
    if rows.update(times=F("times") + 1):
        return True
    if EmptySearch.objects.filter(on=on).count() >= MOST_A_DAY:
        return False
    try:
        with transaction.atomic():
            EmptySearch.objects.create(on=on, text=kept)
    except IntegrityError:  # somebody looked for the same at the same moment
        rows.update(times=F("times") + 1)
    return True


def forget_empty(*, on: dt.date) -> int:
    """Remove what is older than 90 days; returns how many rows went."""
    return EmptySearch.objects.filter(on__lt=on - KEPT).delete()[0]
