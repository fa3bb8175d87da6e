"""Search inside the editors' admin, blind to marks: "lua dao" finds "Lừa đảo" there too, on both databases.

Wagtail's own backend of the database in use, with texts folded when they go in and when they are asked for. Setting:
`WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "khien.search.wagtail_backend"}}`; after switching, once
`manage.py update_index`. Refuses to rank: that stays what the database does. People outside use `khien.search.api`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from modelsearch.backends.database import SearchBackend as PlainBackend
from modelsearch.backends.database.fallback import DatabaseSearchBackend
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from khien.base.text import fold


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - modelsearch looks for this name
    """The folding backend; without the database's text search, Wagtail's plain one (it looks into the tables)."""
    plain = PlainBackend(params)
    if isinstance(plain, DatabaseSearchBackend):
        return plain
    kind: Any = type(plain)
    index = type("FoldingIndex", (_FoldingIndex, kind.index_class), {})
    return type("FoldingBackend", (_FoldingBackend, kind), {"index_class": index})(params)


class _FoldingIndex:
    def add_items(self, model: Any, items: Iterable[Any]) -> None:
        super().add_items(model, [_Folded(item) for item in items])  # type: ignore[misc]


class _FoldingBackend:
    def _search(self, compiler: Any, query: Any, where: Any, **more: Any) -> Any:
        return super()._search(compiler, folded_query(query), where, **more)  # type: ignore[misc]


class _Folded:
    """A thing to index whose fields give folded texts; all else is the thing's own."""

    def __init__(self, thing: Any) -> None:
        self._thing = thing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._thing, name)

    def get_search_fields(self) -> list[Any]:
        return [_folded_field(field) for field in self._thing.get_search_fields()]


def _folded_field(field: Any) -> Any:
    folding = copy.copy(field)
    if isinstance(field, RelatedFields):
        folding.fields = [_folded_field(inner) for inner in field.fields]
        folding.get_value = lambda thing: field.get_value(_real(thing))
    elif isinstance(field, SearchField | AutocompleteField):
        folding.get_value = lambda thing: folded_value(field.get_value(_real(thing)))
    return folding


def _real(thing: Any) -> Any:
    return thing._thing if isinstance(thing, _Folded) else thing


def folded_value(value: Any) -> Any:
    """Texts folded, also inside lists and mappings."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list | tuple):
        return [folded_value(inner) for inner in value]
    if isinstance(value, dict):
        return {key: folded_value(inner) for key, inner in value.items()}
    return value


def folded_query(query: Any) -> Any:
    """A question, as text or as modelsearch's own words for it, folded."""
    if isinstance(query, str):
        return fold(query)
    folded = copy.copy(query)
    if isinstance(query, PlainText | Phrase | Fuzzy):
        folded.query_string = fold(query.query_string)
    elif isinstance(query, And | Or):
        folded.subqueries = [folded_query(inner) for inner in query.subqueries]
    elif isinstance(query, Not | Boost):
        folded.subquery = folded_query(query.subquery)
    return folded
