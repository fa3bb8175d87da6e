"""Reads of the ledger: entries as frozen values, and sums over them. A fixed number of queries each.

Refuses the running sums (`LedgerTally`) as a source for reports: what is reported is counted from the entries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from khien.orgs import api as orgs
from khien.programme.models import Activity, ActivityTask, Evidence, LedgerLock, LedgerTally
from khien.programme.rules.activity import Product, Reach
from khien.programme.rules.ledger import ActivityKind, Entry


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An entry of the ledger as tables, reports and other apps see it. `chain`: the outside id that stays through
    corrections; `uuid`: of this entry. `task_ids`: the main one first. `evidence`: how many, hidden ones left out."""

    id: int
    uuid: str
    chain: str
    entry: Entry
    unit_id: int
    unit: str
    kind: ActivityKind
    title: str
    starts_on: dt.date
    ends_on: dt.date
    place: str
    task_ids: tuple[int, ...]
    target_ids: tuple[int, ...]
    products: tuple[Product, ...]
    reach: tuple[Reach, ...]
    spent_vnd: int | None
    money_source: str
    note: str
    evidence: int
    source: str
    recorded_by: str
    recorded_at: dt.datetime

    @property
    def people(self) -> int:
        return sum(line.people for line in self.reach)

    @property
    def main_task_id(self) -> int | None:
        return self.task_ids[0] if self.task_ids else None


@dataclass(frozen=True, slots=True)
class TallySum:
    """Running sums of one unit and task (or of all its activities: `task_id` None) over some reporting months."""

    unit_id: int
    task_id: int | None
    activities: int
    products: int
    people: int
    spent_vnd: int


def activities_in_force(
    *,
    unit_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
    programme_id: int | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> QuerySet[Activity]:
    """Entries that stand today, narrowed; each once. `programme_id` keeps those for one of its tasks."""
    found: QuerySet[Activity] = Activity.objects.in_force()
    if unit_ids is not None:
        found = found.filter(unit_id__in=set(unit_ids))
    if task_ids is not None:
        links = ActivityTask.objects.filter(task_id__in=set(task_ids))
        found = found.filter(pk__in=links.values("activity_id"))
    if programme_id is not None:
        links = ActivityTask.objects.filter(task__programme_id=programme_id)
        found = found.filter(pk__in=links.values("activity_id"))
    if first is not None:
        found = found.filter(ends_on__gte=first)
    if last is not None:
        found = found.filter(ends_on__lte=last)
    return found


def activity_lines(activities: QuerySet[Activity]) -> list[ActivityLine]:
    """Five queries however many there are."""
    rows = list(
        activities.prefetch_related(
            Prefetch("task_links", ActivityTask.objects.order_by("-main", "id")),
            "target_links",
            "products",
            "reach",
        )
    )
    names = {
        key: card.short_name or card.name for key, card in orgs.units(row.unit_id for row in rows).items()
    }
    evidence = evidence_counts(row.chain for row in rows)
    return [_line(row, names.get(row.unit_id, ""), evidence.get(row.chain, 0)) for row in rows]


def evidence_counts(chains: Iterable[Any]) -> dict[Any, int]:
    """Chain → how many pieces of evidence are shown."""
    rows = (
        Evidence.objects.filter(activity__chain__in=list(chains), hidden_at__isnull=True)
        .order_by()
        .values("activity__chain")
        .annotate(n=Count("id"))
    )
    return {row["activity__chain"]: row["n"] for row in rows}


def tally_sums(
    *,
    first_month: dt.date | None = None,
    last_month: dt.date | None = None,
    unit_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
) -> list[TallySum]:
    """Running sums by unit and task. Months are first days of reporting months (`tally_month`), both included. One
    query. With `task_ids`, only those tasks; else the whole of each unit (`task_id` None)."""
    rows = LedgerTally.objects.order_by()
    rows = rows.filter(task_id__in=set(task_ids)) if task_ids is not None else rows.filter(task__isnull=True)
    if first_month is not None:
        rows = rows.filter(month__gte=first_month)
    if last_month is not None:
        rows = rows.filter(month__lte=last_month)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=set(unit_ids))
    sums = rows.values("unit_id", "task_id").annotate(
        a=Sum("activities"), p=Sum("products"), n=Sum("people"), v=Sum("spent_vnd")
    )
    return [TallySum(r["unit_id"], r["task_id"], r["a"], r["p"], r["n"], r["v"]) for r in sums]


def locked_days(unit_ids: Iterable[int]) -> dict[int, list[tuple[dt.date, dt.date, str]]]:
    """Unit → its locked days as (first, last, what locked them)."""
    found: dict[int, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    locks = LedgerLock.objects.filter(unit_id__in=set(unit_ids), lifted_at__isnull=True).order_by("first")
    for unit_id, first, last, label in locks.values_list("unit_id", "first", "last", "label"):
        found[unit_id].append((first, last, label))
    return dict(found)


def lock_on(unit_id: int, day: dt.date) -> str:
    """What locked that day of the unit, as people call it; "" when it is open."""
    lock = LedgerLock.objects.filter(unit_id=unit_id, first__lte=day, last__gte=day, lifted_at__isnull=True)
    return lock.values_list("label", flat=True).first() or ""


def newest(entries: QuerySet[Activity]) -> QuerySet[Activity]:
    """The newest entry of each chain."""
    return entries.filter(replaced_by__isnull=True)


def table_lines(ids: Sequence[int]) -> list[Activity]:
    """Entries with what a table shows of them, in the order of `ids`; six queries. `shown_evidence`: pieces."""
    found = {row.pk: row for row in with_shown_evidence(Activity.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]


def with_shown_evidence(entries: QuerySet[Activity]) -> QuerySet[Activity]:
    shown = Evidence.objects.filter(activity__chain=OuterRef("chain"), hidden_at__isnull=True).order_by()
    number = shown.values("activity__chain").annotate(n=Count("id")).values("n")
    links = ActivityTask.objects.select_related("task").order_by("-main", "id")
    return (
        entries.annotate(shown_evidence=Coalesce(Subquery(number), 0))
        .select_related("unit")
        .prefetch_related(Prefetch("task_links", links), "products", "reach")
    )


def history(chain: Any) -> Sequence[Activity]:
    """Every entry of a chain, the first one first."""
    return list(Activity.objects.filter(chain=chain).order_by("id"))


def _line(row: Activity, unit: str, evidence: int) -> ActivityLine:
    return ActivityLine(
        id=row.pk,
        uuid=str(row.uuid),
        chain=str(row.chain),
        entry=Entry(row.entry),
        unit_id=row.unit_id,
        unit=unit,
        kind=row.activity_kind,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        task_ids=tuple(link.task_id for link in row.task_links.all()),
        target_ids=tuple(link.target_id for link in row.target_links.all()),
        products=row.product_values(),
        reach=row.reach_values(),
        spent_vnd=row.spent_vnd,
        money_source=row.money_source,
        note=row.note,
        evidence=evidence,
        source=row.source,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )
