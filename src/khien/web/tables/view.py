"""A table as one request wants to see it: rows filtered, sorted, cut into pages, cells formatted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from khien.base import money
from khien.web import figures
from khien.web.tables.address import SORT, Address, address_of
from khien.web.tables.body import body_of
from khien.web.tables.declare import Column, Filter, Rows, Table
from khien.web.tables.source import Paged

NUMERIC = frozenset({"number", "money", "percent"})


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column[Any]
    content: object
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head. `direction` "" = not sorted by it; `url` sorts by it or turns the order round."""

    column: Column[Any]
    direction: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    filter: Filter
    value: str
    options: Sequence[tuple[str, object]]


class TableView:
    """Reads nothing before a template or an export asks for it."""

    def __init__(self, table: Table[Any], address: Address, rows: Rows) -> None:
        self.table = table
        self.address = address
        self._given = rows

    # ---- rows -----------------------------------------------------------------------------------------------
    @cached_property
    def rows(self) -> Rows:
        """Every row that passes filters and search, in order."""
        given = self._given
        rows: Any = given.rows if isinstance(given, Paged) else given
        for choice in self.choices:
            if choice.value:
                rows = choice.filter.apply(rows, choice.value)
        if self.table.search and self.address.search:
            rows = self.table.search(rows, self.address.search)
        return self._sorted(given.narrowed(rows) if isinstance(given, Paged) else rows)

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.rows, self.table.page_size).get_page(self.address.page)

    @property
    def sort(self) -> str:
        return self.address.sort or self.table.sort

    def _sorted(self, rows: Rows) -> Rows:
        column = next((c for c in self.table.columns if c.code == self.sort.removeprefix("-")), None)
        if column is None:
            return rows
        falling = self.sort.startswith("-")
        if isinstance(rows, Paged):
            return rows.ordered(column.sort, falling=falling)  # type: ignore[arg-type]
        if isinstance(rows, QuerySet):
            return rows.order_by(f"{'-' if falling else ''}{column.sort}", "pk")
        key = column.sort if callable(column.sort) else column.value
        given = [row for row in rows if key(row) is not None]
        missing = [row for row in rows if key(row) is None]  # what has no value stands last either way
        return sorted(given, key=key, reverse=falling) + missing  # type: ignore[arg-type]

    # ---- what the template draws ------------------------------------------------------------------------------
    @property
    def id(self) -> str:
        return f"bang-{self.table.code}"

    @property
    def chosen(self) -> list[Column[Any]]:
        """The columns on screen: those asked for, else the table's own choice; fixed ones always."""
        asked = self.address.columns
        return [c for c in self.table.columns if c.fixed or c.head or (c.code in asked if asked else c.shown)]

    @property
    def optional(self) -> list[tuple[Column[Any], bool]]:
        """Columns that can be hidden, each with whether it shows now."""
        shown = {c.code for c in self.chosen}
        return [(c, c.code in shown) for c in self.table.columns if not (c.fixed or c.head)]

    @cached_property
    def choices(self) -> list[Choice]:
        """The filters, each with its value if that is one of the options."""
        found = []
        for part in self.table.filters:
            options, value = list(part.options()), self.address.filters.get(part.code, "")
            found.append(Choice(part, value if value in {code for code, _ in options} else "", options))
        return found

    @property
    def searchable(self) -> bool:
        return self.table.search is not None

    @property
    def narrowed(self) -> bool:
        return bool(self.address.search and self.table.search) or any(choice.value for choice in self.choices)

    def heads(self) -> Iterator[Head]:
        current, falling = self.sort.removeprefix("-"), self.sort.startswith("-")
        for column in self.chosen:
            direction = ("descending" if falling else "ascending") if column.code == current else ""
            target = f"-{column.code}" if direction == "ascending" else column.code
            yield Head(column, direction, self.address.url(sort=target) if column.sort else "")

    def sorts(self) -> list[tuple[str, object, bool]]:
        """For the choice of order on a phone, where the heads are hidden."""
        pairs = [(code, c) for c in self.table.columns if c.sort for code in (c.code, f"-{c.code}")]
        return [(code, column.label, code == self.sort) for code, column in pairs]

    def lines(self) -> Iterator[list[Cell]]:
        columns = self.chosen
        for row in self.page:
            yield [_cell(column, row) for column in columns]

    def body(self) -> SafeString:
        return body_of(self)

    def pages(self) -> Iterator[tuple[object, str, bool]]:
        """(number or "…", address or "", whether it is this one)."""
        for number in self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1):
            here = number == self.page.number
            yield number, self.address.url(page=number) if isinstance(number, int) else "", here

    @property
    def here(self) -> str:
        """Where to come back to as it is now."""
        return self.address.url(page=self.page.number)

    @property
    def cleared(self) -> str:
        return self.address.url(filters={}, search="")

    @property
    def xlsx(self) -> str:
        return self.address.url(export="xlsx")

    @property
    def csv(self) -> str:
        return self.address.url(export="csv")

    @property
    def hidden_for_filters(self) -> list[tuple[str, str]]:
        return self.address.hidden(SORT, "tim", *(part.code for part in self.table.filters))

    @property
    def hidden_for_columns(self) -> list[tuple[str, str]]:
        return self.address.hidden("cot")

    def render(self, context: Mapping[str, object]) -> str:
        """The whole part as HTML; `context` is the page's."""
        needed = {key: context.get(key) for key in ("appearance", "appearance_choices", "here")}
        return render_to_string("web/components/table.html", needed | {"view": self})


def view_of(table: Table[Any], request: HttpRequest, rows: Rows) -> TableView:
    """The table as this request wants to see it; for pages with several tables (else `respond` does it all)."""
    address = address_of(
        request.GET,
        path=request.path,
        sortable=table.sortable(),
        columns=[column.code for column in table.columns],
        filters=[part.code for part in table.filters],
    )
    return TableView(table, address, rows)


def _cell(column: Column[Any], row: Any) -> Cell:
    content: object = column.html(row) if column.html else shown(column.value(row), column.kind)
    return Cell(column, content, (column.link(row) or "") if column.link else "")


def shown(value: object, kind: str) -> object:
    """A value as people read it. SafeString stays what it is; None is an empty cell."""
    if value is None or value == "":
        return ""
    if kind == "money" and isinstance(value, int | Decimal):
        return money.vnd(value)
    if kind == "percent" and isinstance(value, int | float | Decimal):
        return figures.percent(value)
    if kind == "number" and isinstance(value, int | float | Decimal):
        return figures.count(value)
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(local, "SHORT_DATE_FORMAT" if kind == "date" else "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return value if isinstance(value, SafeString) else str(value)
