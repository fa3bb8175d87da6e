"""Totals of short links and of placements' codes: one number a day, nothing about who."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from khien.base.errors import Missing
from khien.channels.models import DayTotal, ShortLink


def follow(code: str, *, on: dt.date, counts: bool = True) -> str:
    """Where the link leads, counted once. Raises Missing."""
    link = ShortLink.objects.filter(code=code[:10].lower()).first()
    if link is None:
        raise Missing
    if counts:
        count_up(link.message_id, "link", 1, on=on)
    return link.target


def count_up(message_id: int, what: str, number: int, *, on: dt.date) -> None:
    with transaction.atomic():
        row, _made = DayTotal.objects.get_or_create(message_id=message_id, on=on, what=what)
        DayTotal.objects.filter(pk=row.pk).update(count=F("count") + number)
