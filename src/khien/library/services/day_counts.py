"""How often something happened with a material on a day. Totals only; refuses to know who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, When

from khien.library.models import DayCount, Material

WHATS = ("seen", "useful", "useless", "heard", "printed", "scanned")


def count_up(material_id: int, what: str, *, on: dt.date, by: int = 1) -> None:
    """One more of `what` (one of WHATS) on that day. Raises ValueError for anything else."""
    if what not in WHATS:
        raise ValueError(what)
    with transaction.atomic():
        row, _made = DayCount.objects.get_or_create(material_id=material_id, on=on, what=what)
        DayCount.objects.filter(pk=row.pk).update(count=F("count") + by)


def count_pages(by_address: Mapping[str, int], what: str, *, on: dt.date) -> None:
    """Many at once, by materials' addresses; what has no material of ours counts nowhere. Four queries.

    Raises ValueError as `count_up`.
    """
    if what not in WHATS:
        raise ValueError(what)
    ids = dict(Material.objects.filter(web_slug__in=list(by_address)).values_list("pk", "web_slug"))
    if not ids:
        return
    added = Case(*(When(material_id=pk, then=by_address[slug]) for pk, slug in ids.items()))
    with transaction.atomic():
        DayCount.objects.bulk_create(
            (DayCount(material_id=pk, on=on, what=what) for pk in ids), ignore_conflicts=True
        )
        DayCount.objects.filter(material_id__in=list(ids), on=on, what=what).update(count=F("count") + added)
