"""How often something happened with a material on a day. Totals only; refuses to know who."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from khien.library.models import DayCount

WHATS = ("seen", "useful", "useless", "heard", "printed", "scanned")


def count_up(material_id: int, what: str, *, on: dt.date, by: int = 1) -> None:
    """One more of `what` (one of WHATS) on that day. Raises ValueError for anything else."""
    if what not in WHATS:
        raise ValueError(what)
    with transaction.atomic():
        row, _made = DayCount.objects.get_or_create(material_id=material_id, on=on, what=what)
        DayCount.objects.filter(pk=row.pk).update(count=F("count") + by)
