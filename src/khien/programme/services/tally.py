"""Running sums beside the ledger (`LedgerTally`): kept with every entry, made anew when asked.

Refuses to be a source of figures: a report counts the ledger itself; pages that must be fast read these.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Sum

from khien.programme.models import Activity, ActivityProduct, ActivityReach, LedgerBook, LedgerTally
from khien.programme.rules.ledger import tally_month

BATCH = 2000


@dataclass(slots=True)
class _Sums:
    activities: int = 0
    products: int = 0
    people: int = 0
    spent_vnd: int = 0


def add_to_tally(activity: Activity, *, sign: int = 1) -> None:
    """Add an entry to the sums (`sign=-1` takes it out). In the caller's transaction, the unit's book taken."""
    products = activity.products.aggregate(n=Sum("quantity"))["n"] or 0
    people = activity.reach.aggregate(n=Sum("people"))["n"] or 0
    month = tally_month(activity.ends_on)
    links: list[tuple[int | None, bool]] = [(None, True)]
    links.extend(activity.task_links.values_list("task_id", "main"))
    for task_id, main in links:
        where: dict[str, Any] = {"unit_id": activity.unit_id, "task_id": task_id, "month": month}
        row, _made = LedgerTally.objects.get_or_create(**where)
        LedgerTally.objects.filter(pk=row.pk).update(
            activities=F("activities") + sign,
            products=F("products") + sign * products,
            people=F("people") + sign * people,
            spent_vnd=F("spent_vnd") + sign * (activity.spent_vnd or 0) * bool(main),
        )


def recount() -> int:
    """Make all sums anew from the ledger; how many rows there are. Nobody writes in the ledger meanwhile."""
    with transaction.atomic():
        _hold_all_books()
        sums = _all_sums()
        LedgerTally.objects.all().delete()
        LedgerTally.objects.bulk_create(
            (
                LedgerTally(
                    unit_id=unit_id,
                    task_id=task_id,
                    month=month,
                    activities=s.activities,
                    products=s.products,
                    people=s.people,
                    spent_vnd=s.spent_vnd,
                )
                for (unit_id, task_id, month), s in sums.items()
            ),
            batch_size=BATCH,
        )
    return len(sums)


def _hold_all_books() -> None:
    """Whoever writes takes a unit's book first (`services.ledger`), also one that is made only now."""
    if connection.vendor == "postgresql":  # SQLite lets one writer in at a time anyway
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{LedgerBook._meta.db_table}" IN EXCLUSIVE MODE')


def _all_sums() -> dict[tuple[int, int | None, dt.date], _Sums]:
    sums: dict[tuple[int, int | None, dt.date], _Sums] = defaultdict(_Sums)
    products = _by_activity(ActivityProduct, "quantity")
    people = _by_activity(ActivityReach, "people")
    for pk, unit_id, ends_on, spent, task_id, main in _entries():
        s = sums[unit_id, task_id, tally_month(ends_on)]
        s.activities += 1
        s.products += products.get(pk, 0)
        s.people += people.get(pk, 0)
        s.spent_vnd += (spent or 0) if main else 0
    return sums


def _entries() -> Iterator[tuple[int, int, dt.date, int | None, int | None, bool]]:
    """Every entry in force once for its unit, and once for each of its tasks."""
    alive = Activity.objects.in_force().order_by("id")
    for pk, unit_id, ends_on, spent in alive.values_list("id", "unit_id", "ends_on", "spent_vnd").iterator(
        BATCH
    ):
        yield pk, unit_id, ends_on, spent, None, True
    linked = alive.filter(task_links__isnull=False)
    fields = ("id", "unit_id", "ends_on", "spent_vnd", "task_links__task_id", "task_links__main")
    yield from linked.values_list(*fields).iterator(BATCH)


def _by_activity(model: type[ActivityProduct] | type[ActivityReach], field: str) -> dict[int, int]:
    rows = model.objects.order_by().values("activity_id").annotate(n=Sum(field))
    return {row["activity_id"]: int(row["n"]) for row in rows}
