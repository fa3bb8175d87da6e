"""Rows that stay in the database until a page shows them: for tables of a hundred thousand rows.

    rows = Paged(WorkItem.objects.filter(…), lines)          # lines(ids) → frozen dataclasses, in the order of ids
    respond(request, "work/boards/table.html", TABLE, rows)

Counted, ordered and cut by the database; only the ids of one page come out of it, and `lines` makes rows of them.
An export takes them in pieces. Refuses to sort in Python, and to load what nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar, overload

from django.db.models import Count, F, QuerySet
from django.db.models.expressions import OrderBy

Row = TypeVar("Row")
PIECE = 500  # rows of an export that are made at once


@dataclass(frozen=True, slots=True)
class ByRank:
    """Order by what a column points at, where the database cannot know the order or would sort everything by it.

    `field` has few different values (units, tasks, states) and is never empty. `ranked` puts those that occur into order. Rows are
    counted per value, so that a page asks only for the values it shows.
    """

    field: str
    ranked: Callable[[Sequence[Any]], Sequence[Any]]


Order = str | ByRank


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """`rows` narrows and orders itself; `lines` gets ids and returns the rows of the table in that order.

    `then`: field names that decide between rows of the same rank, missing values last.
    """

    rows: QuerySet[Any]
    lines: Callable[[Sequence[int]], Sequence[Row]]
    then: Sequence[str] = ()
    order: Order = ""
    falling: bool = False
    _known: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def narrowed(self, rows: QuerySet[Any]) -> Paged[Row]:
        return replace(self, rows=rows, _known={})

    def ordered(self, order: Order, *, falling: bool) -> Paged[Row]:
        """By a field (missing values last either way) or by rank."""
        return replace(self, order=order, falling=falling)

    # ---- what a paginator and an export ask ------------------------------------------------------------------
    def count(self) -> int:
        if "count" not in self._known:
            by_rank = isinstance(self.order, ByRank)
            self._known["count"] = sum(self._sizes.values()) if by_rank else self.rows.order_by().count()
        return self._known["count"]

    def __len__(self) -> int:
        return self.count()

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Row]: ...
    def __getitem__(self, key: int | slice) -> Row | Sequence[Row]:
        if isinstance(key, int):
            return self[key : key + 1][0]
        start, stop, _step = key.indices(self.count())
        return self.lines(self._ids(start, stop)) if stop > start else []

    def __iter__(self) -> Iterator[Row]:
        waiting = self._all_ids()
        while ids := list(islice(waiting, PIECE)):
            yield from self.lines(ids)

    # ---- ids ---------------------------------------------------------------------------------------------------
    @cached_property
    def _sizes(self) -> dict[Any, int]:
        """Value → how many rows, in the order of the table."""
        assert isinstance(self.order, ByRank)
        counted = self.rows.order_by().values_list(self.order.field).annotate(n=Count("pk"))
        sizes: dict[Any, int] = dict(counted)
        ranked = list(self.order.ranked(list(sizes)))
        return {value: sizes[value] for value in (reversed(ranked) if self.falling else ranked)}

    def _within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(*(_missing_last(name) for name in self.then), "pk").values_list("pk", flat=True)

    def _plain(self) -> QuerySet[Any]:
        first = [_missing_last(str(self.order), self.falling)] if self.order else []
        rest = [_missing_last(name) for name in self.then if name != self.order]
        return self.rows.order_by(*first, *rest, "pk").values_list("pk", flat=True)

    def _ids(self, start: int, stop: int) -> list[int]:
        if not isinstance(self.order, ByRank):
            return list(self._plain()[start:stop])
        ids: list[int] = []
        whole: list[Any] = []
        for value, first, last, size in _windows(self._sizes, start, stop):
            if (first, last) == (0, size):
                whole.append(value)
                continue
            ids += self._of_whole(whole)
            whole = []
            ids += self._within(self.rows.filter(**{self.order.field: value}))[first:last]
        return ids + self._of_whole(whole)

    def _of_whole(self, values: list[Any]) -> list[int]:
        """Every row of these values, value by value: one question for all of them."""
        if not values:
            return []
        assert isinstance(self.order, ByRank)
        found: dict[Any, list[int]] = {value: [] for value in values}
        named = self.rows.filter(**{f"{self.order.field}__in": values})
        for value, pk in self._within(named).values_list(self.order.field, "pk"):
            found[value].append(pk)
        return [pk for pks in found.values() for pk in pks]

    def _all_ids(self) -> Iterator[int]:
        if not isinstance(self.order, ByRank):
            yield from self._plain().iterator(chunk_size=PIECE)
            return
        values = iter(self._sizes)
        while some := list(islice(values, 50)):
            yield from self._of_whole(some)


def _windows(sizes: dict[Any, int], start: int, stop: int) -> Iterator[tuple[Any, int, int, int]]:
    """(value, first, last, size): which rows of each value lie between `start` and `stop`."""
    before = 0
    for value, size in sizes.items():
        first, last = max(start - before, 0), min(stop - before, size)
        if first < last:
            yield value, first, last, size
        before += size
        if before >= stop:
            return


def _missing_last(name: str, falling: bool = False) -> OrderBy:
    return F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)
