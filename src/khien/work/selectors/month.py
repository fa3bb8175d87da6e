"""A month of due days and of activities done. Counted by the database; a few items of each day are named.

Refuses to list what happened: the ledger does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from khien.programme import api as programme
from khien.work.models import WorkItemQuerySet
from khien.work.rules import CLOSED, State
from khien.work.rules.month import weeks_of
from khien.work.selectors.boards import ItemLine, item_lines

NAMED = 2  # items of a day that stand there by name


@dataclass(frozen=True, slots=True)
class Day:
    """`due`: items due on it, `open`: of them not finished, `overdue` likewise; `done`: activities of the ledger."""

    on: dt.date
    inside: bool
    today: bool
    due: int
    open: int
    overdue: int
    done: int
    items: tuple[ItemLine, ...]

    @property
    def more(self) -> int:
        return self.due - len(self.items)

    @property
    def empty(self) -> bool:
        return not self.due and not self.done

    @property
    def tone(self) -> str:
        return "danger" if self.overdue else "need" if self.open else "done"


@dataclass(frozen=True, slots=True)
class Month:
    first: dt.date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def due(self) -> int:
        return sum(day.due for week in self.weeks for day in week if day.inside)

    @property
    def done(self) -> int:
        return sum(day.done for week in self.weeks for day in week if day.inside)


def month(items: WorkItemQuerySet, *, first: dt.date, unit_ids: Iterable[int] | None, on: dt.date) -> Month:
    """Six queries. `unit_ids`: whose activities count; None = everybody's."""
    weeks = weeks_of(first)
    begin, end = weeks[0][0], weeks[-1][-1]
    due = items.filter(due_on__gte=begin, due_on__lte=end)
    counted = {row[0]: row[1:] for row in _counts(due)}
    named = _named(due)
    deeds = programme.activity_days(unit_ids=unit_ids, first=begin, last=end)

    def day(one: dt.date) -> Day:
        n, waiting, overdue = counted.get(one, (0, 0, 0))
        same = one.month == first.month
        return Day(one, same, one == on, n, waiting, overdue, deeds.get(one, 0), tuple(named.get(one, ())))

    return Month(first, tuple(tuple(day(one) for one in week) for week in weeks))


def _counts(due: WorkItemQuerySet) -> Iterable[tuple[dt.date, int, int, int]]:
    closed = [state.value for state in CLOSED]
    return (
        due.order_by()
        .values_list("due_on")
        .annotate(
            n=Count("pk"),
            waiting=Count("pk", filter=~Q(state__in=closed)),
            overdue=Count("pk", filter=Q(state=State.OVERDUE.value)),
        )
    )


def _named(due: WorkItemQuerySet) -> dict[dt.date, list[ItemLine]]:
    """The first items of each day, numbered by the database."""
    place = Window(RowNumber(), partition_by=[F("due_on")], order_by=[F("id").asc()])
    firsts = due.order_by().annotate(place=place).filter(place__lte=NAMED)
    found: dict[dt.date, list[ItemLine]] = {}
    for line in item_lines(list(firsts.values_list("pk", flat=True).order_by("pk"))):
        if line.due_on is not None:
            found.setdefault(line.due_on, []).append(line)
    return found
