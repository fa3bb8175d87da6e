"""What of a table stands in the address. Unknown values count as not given: an old link still opens.

sap-xep=-han  sort (minus = falling) · trang=2  page · tim=…  search · cot=a&cot=b  columns · xuat=xlsx  export
and one parameter per filter, named by its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

SORT, PAGE, SEARCH, COLUMNS, EXPORT = "sap-xep", "trang", "tim", "cot", "xuat"
RESERVED = frozenset({SORT, PAGE, SEARCH, COLUMNS, EXPORT})
EXPORTS = ("xlsx", "csv")
LONGEST_SEARCH = 200  # characters; more is no name of anything


@dataclass(frozen=True, slots=True)
class Address:
    """`sort` is "code" or "-code" or ""; `columns` empty = the table's own choice; `others` stay untouched."""

    path: str
    sort: str = ""
    page: int = 1
    search: str = ""
    columns: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    export: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def url(self, **changes: object) -> str:
        """The address with `sort`, `page`, `columns`, `export` or `filters` changed; back to page 1 unless it is `page`."""
        pairs: list[tuple[str, str]] = list(self.others)
        given = {
            "sort": self.sort,
            "page": 1,
            "columns": self.columns,
            "export": "",
            "filters": self.filters,
        } | changes
        pairs += [(SEARCH, self.search)] if self.search and "search" not in changes else []
        pairs += [(code, value) for code, value in dict(_mapping(given["filters"])).items() if value]
        pairs += [(SORT, str(given["sort"]))] if given["sort"] else []
        pairs += [(COLUMNS, str(code)) for code in _many(given["columns"])]
        pairs += [(PAGE, str(given["page"]))] if given["page"] != 1 else []
        pairs += [(EXPORT, str(given["export"]))] if given["export"] else []
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """Pairs for hidden inputs of a form that sets the parameters `without` itself; paging starts anew."""
        pairs = [*self.others, *self.filters.items(), (SORT, self.sort), (SEARCH, self.search)]
        pairs += [(COLUMNS, code) for code in self.columns]
        return [(name, value) for name, value in pairs if value and name not in without]


def address_of(
    query: QueryDict, *, path: str, sortable: Iterable[str], columns: Iterable[str], filters: Iterable[str]
) -> Address:
    """Reads the query. A sort, column or filter that the table does not have is dropped."""
    known_filters, known_columns = frozenset(filters), frozenset(columns)
    sort = query.get(SORT, "")
    page = query.get(PAGE, "1")
    own = RESERVED | known_filters
    return Address(
        path=path,
        sort=sort if sort.removeprefix("-") in frozenset(sortable) else "",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        search=query.get(SEARCH, "").strip()[:LONGEST_SEARCH],
        columns=tuple(code for code in query.getlist(COLUMNS) if code in known_columns),
        filters={code: query.get(code, "") for code in sorted(known_filters) if query.get(code)},
        export=query.get(EXPORT, "") if query.get(EXPORT) in EXPORTS else "",
        others=tuple((name, value) for name, values in query.lists() if name not in own for value in values),
    )


def _many(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


def _mapping(value: object) -> Mapping[str, str]:
    return value if isinstance(value, Mapping) else {}
