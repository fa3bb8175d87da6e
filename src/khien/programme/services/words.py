"""Words to search an entry by (`ActivityWords`): written with the entry, made anew for those that lack them."""

from __future__ import annotations

from django.db import transaction

from khien.orgs import api as orgs
from khien.programme.models import Activity, ActivityWords
from vanban import fold

BATCH = 1000
MOST = 4000  # letters


def write_words(activity: Activity) -> None:
    """In the caller's transaction. Twice is once."""
    unit = orgs.unit(activity.unit_id)
    text = _text(activity, f"{unit.name} {unit.short_name}")
    ActivityWords.objects.get_or_create(activity=activity, defaults={"text": text})


def write_missing_words() -> int:
    """For entries written in bulk; how many there were."""
    made = 0
    while batch := list(Activity.objects.filter(words__isnull=True).order_by("id")[:BATCH]):
        names = {
            key: f"{card.name} {card.short_name}"
            for key, card in orgs.units(row.unit_id for row in batch).items()
        }
        with transaction.atomic():
            ActivityWords.objects.bulk_create(
                (ActivityWords(activity=row, text=_text(row, names.get(row.unit_id, ""))) for row in batch),
                ignore_conflicts=True,
            )
        made += len(batch)
    return made


def _text(activity: Activity, unit: str) -> str:
    return fold(f"{activity.title} {activity.place} {activity.note} {unit}")[:MOST]
