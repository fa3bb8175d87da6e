"""What filters and forms offer: topics, units that own materials, instruments."""

from __future__ import annotations

from django.db.models import QuerySet

from khien.library.models import Instrument, Material, Topic
from khien.orgs import api as orgs

MOST_UNITS = 60


def topic_choices() -> list[tuple[str, str]]:
    return [(topic.code, str(topic)) for topic in Topic.objects.all()]


def units_with_materials(rows: QuerySet[Material]) -> list[tuple[str, str]]:
    """Units that own one of these; at most sixty, else the list would be longer than a search."""
    ids = rows.order_by().values_list("unit_id", flat=True).distinct()[:MOST_UNITS]
    names = orgs.unit_names(ids)
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda pair: pair[1])


def topics() -> list[Topic]:
    return list(Topic.objects.all())


def topic(code: str) -> Topic | None:
    return Topic.objects.filter(code=code).first()


def instruments() -> list[Instrument]:
    return list(Instrument.objects.select_related("replaced_by").order_by("ended_on", "number"))


def instrument(pk: int) -> Instrument | None:
    return Instrument.objects.select_related("replaced_by").filter(pk=pk).first()


def citing_counts() -> dict[str, int]:
    """Number of an instrument → published materials that cite it. One query."""
    counts: dict[str, int] = {}
    rows = Material.objects.filter(live=True, deleted_at__isnull=True).exclude(sources__number="")
    for number in rows.values_list("sources__number", flat=True):
        counts[number] = counts.get(number, 0) + 1
    return counts
