"""The words a table is declared in. No request here and no HTML, but what a column brings along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from khien.web.tables.address import RESERVED
from khien.web.tables.source import ByRank, Paged

Row = TypeVar("Row")
Rows = QuerySet[Any] | Paged[Any] | Sequence[Any]
Kind = Literal["text", "number", "money", "percent", "date", "datetime"]
Choices = Sequence[tuple[str, object]]


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """`value` gives what is exported and, formatted by `kind`, what is shown; `html` shows something else.

    `sort`: a field path for a QuerySet ("unit__name"), that or a ByRank for Paged rows, a key function for a list,
    True = sort a list by `value`.
    `head`: names the row. `fixed`: cannot be hidden. `shown` False: only when chosen. `css`: "tight" or "wide".
    """

    code: str
    label: object
    value: Callable[[Row], object]
    kind: Kind = "text"
    sort: str | ByRank | Callable[[Row], Any] | bool = False
    link: Callable[[Row], str | None] | None = None
    html: Callable[[Row], SafeString | str] | None = None
    shown: bool = True
    fixed: bool = False
    head: bool = False
    css: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice above the table. `apply` gets the rows and a value out of `choices`, never anything else."""

    code: str
    label: object
    choices: Choices | Callable[[], Choices]
    apply: Callable[[Any, str], Rows]

    def options(self) -> Choices:
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, kw_only=True)
class Empty:
    """What an empty table says: one sentence, one button."""

    title: object
    text: object = ""
    href: str = ""
    action: object = ""


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """`code` is a slug: the id on the page and the name of the exported file. `sort`: column code, minus = falling."""

    code: str
    caption: object
    columns: Sequence[Column[Row]]
    empty: Empty
    filters: Sequence[Filter] = ()
    search: Callable[[Any, str], Rows] | None = None
    search_label: object = ""
    sort: str = ""
    page_size: int = 50

    def __post_init__(self) -> None:
        columns = {column.code for column in self.columns}
        filters = {part.code for part in self.filters}
        if len(columns) < len(self.columns) or RESERVED & filters:
            raise ValueError(
                f"table {self.code!r}: a column code twice, or a filter called one of {sorted(RESERVED)}"
            )
        if self.sort and self.sort.removeprefix("-") not in self.sortable():
            raise ValueError(f"table {self.code!r} cannot be sorted by {self.sort!r}")

    def sortable(self) -> list[str]:
        return [column.code for column in self.columns if column.sort]
