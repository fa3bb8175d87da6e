"""Which ledger entries a target counts, and their rows in the order of days. A fixed number of queries each.

A target counts entries of its tasks (all tasks of the programme when none is chosen), of what these tasks were
called in earlier versions, and entries that name the target itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khien.programme.models import (
    Activity,
    ActivityProduct,
    ActivityReach,
    ActivityTarget,
    ActivityTask,
    Target,
    TargetDefinition,
    Task,
)
from khien.programme.rules.target_counting import is_product, product_words

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a count needs it: how many it adds."""

    activity_id: int
    ends_on: dt.date
    unit_id: int
    amount: int


def task_ids_of(definition: TargetDefinition) -> frozenset[int]:
    """The tasks whose entries count, those of earlier versions included. One query a version."""
    chosen = set(definition.tasks.values_list("pk", flat=True))
    if not chosen:
        programme = definition.target.programme_id
        chosen = set(Task.objects.filter(programme=programme).values_list("pk", flat=True))
    return _with_earlier(chosen, Task.objects.all())


def target_ids_of(target: Target) -> frozenset[int]:
    """The target, and what it was in earlier versions of the plan."""
    return _with_earlier({target.pk}, Target.objects.all()) if target.continues_id else frozenset({target.pk})


def _with_earlier(ids: set[int], rows: QuerySet[Task] | QuerySet[Target]) -> frozenset[int]:
    found, front = set(ids), set(ids)
    while front:
        earlier = rows.filter(pk__in=front, continues__isnull=False).values_list("continues_id", flat=True)
        front = set(earlier) - found
        found |= front
    return frozenset(found)


def entries_of(definition: TargetDefinition, *, first: dt.date | None, last: dt.date) -> QuerySet[Activity]:
    """Entries in force that the target counts, by the day they ended on."""
    tasks = ActivityTask.objects.filter(task_id__in=task_ids_of(definition))
    counts = Q(pk__in=tasks.values("activity_id"))
    named = ActivityTarget.objects.filter(target_id__in=target_ids_of(definition.target))
    if named.exists():  # rarely: asking for both takes the database far longer
        counts |= Q(pk__in=named.values("activity_id"))
    found = Activity.objects.in_force().filter(counts)
    found = found.filter(ends_on__lte=last)
    return found if first is None else found.filter(ends_on__gte=first)


def reach_rows(
    definition: TargetDefinition, entries: QuerySet[Activity]
) -> Iterator[tuple[dt.date, int, str, str, int]]:
    """(day, unit, audience, kind, people), by day."""
    rows = ActivityReach.objects.filter(activity__in=entries.order_by().values("pk"))
    if definition.audiences:
        rows = rows.filter(audience__in=definition.audiences)
    fields = ("activity__ends_on", "activity__unit_id", "audience", "activity__kind", "people")
    return rows.order_by("activity__ends_on", "id").values_list(*fields).iterator(BATCH)


def fitting(definition: TargetDefinition, entries: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those with the named product or of a counted kind; all of them when neither is named."""
    if not definition.product_name and not definition.kinds:
        return entries
    yielding = ActivityProduct.objects.filter(name__in=_fitting_names(definition, entries))
    return entries.filter(Q(pk__in=yielding.values("activity_id")) | Q(kind__in=definition.kinds))


def _fitting_names(definition: TargetDefinition, entries: QuerySet[Activity]) -> list[str]:
    words = product_words(definition.product_name)
    rows = ActivityProduct.objects.filter(activity__in=entries.order_by().values("pk"))
    names = rows.order_by().values_list("name", flat=True).distinct() if words else ()
    return [name for name in names if is_product(name, words)]


def product_amounts(definition: TargetDefinition, entries: QuerySet[Activity]) -> dict[int, int]:
    """Entry → how many of the named product it yielded; {} when no product is named."""
    names = _fitting_names(definition, entries)
    if not names:
        return {}
    rows = ActivityProduct.objects.filter(activity__in=entries.order_by().values("pk"), name__in=names)
    amounts: dict[int, int] = {}
    for activity_id, quantity in rows.values_list("activity_id", "quantity"):
        amounts[activity_id] = amounts.get(activity_id, 0) + quantity
    return amounts


def counted_entries(definition: TargetDefinition, entries: QuerySet[Activity]) -> list[Entry]:
    """Entries that add to a COUNT, by day: with the named product as many as it yielded, else one when it is of a
    counted kind; with neither product nor kinds named, one each."""
    amounts = product_amounts(definition, entries)
    kinds, everything = set(definition.kinds), not definition.kinds and not definition.product_name
    return [
        Entry(pk, day, unit_id, amounts.get(pk, 1))
        for pk, day, unit_id, kind in _days(entries)
        if everything or pk in amounts or kind in kinds
    ]


def units_with_entries(
    definition: TargetDefinition, entries: QuerySet[Activity]
) -> list[tuple[dt.date, int]]:
    """(day, unit), by day: entries of any kind."""
    pairs: Iterable[tuple[dt.date, int]] = (
        entries.order_by("ends_on").values_list("ends_on", "unit_id").distinct()
    )
    return list(pairs)


def units_with_product(
    definition: TargetDefinition, entries: QuerySet[Activity]
) -> list[tuple[dt.date, int]]:
    """(day, unit), by day: entries that yielded the named product."""
    amounts = product_amounts(definition, entries)
    return [(day, unit_id) for pk, day, unit_id, _ in _days(entries) if pk in amounts]


def _days(entries: QuerySet[Activity]) -> Iterator[tuple[int, dt.date, int, str]]:
    rows = entries.order_by("ends_on", "id")
    return rows.values_list("pk", "ends_on", "unit_id", "kind").iterator(BATCH)
