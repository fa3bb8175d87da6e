"""What the office's pages show: sets of synonyms, and what people looked for in vain."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum

from khien.search.models import EmptySearch, SynonymSet

MOST_REMOVED = 20
MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class EmptyLine:
    """A folded text, how often it was looked for, on how many days, and the last of them."""

    text: str
    times: int
    days: int
    last: dt.date


def sets_in_use() -> QuerySet[SynonymSet]:
    return SynonymSet.objects.filter(removed_at=None)


def sets_removed() -> list[SynonymSet]:
    """The last ones taken out of use."""
    return list(SynonymSet.objects.exclude(removed_at=None).order_by("-removed_at")[:MOST_REMOVED])


def empty_lines(*, since: dt.date) -> list[EmptyLine]:
    """The most wanted first."""
    rows = (
        EmptySearch.objects.filter(on__gte=since)
        .values_list("text")
        .annotate(total=Sum("times"), days=Count("pk"), last=Max("on"))
        .order_by("-total", "text")
    )
    return [EmptyLine(*row) for row in rows[:MOST_LINES]]
