"""A few things to find, as an upper app would put them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from khien.search.api import Page, Query, SearchDocument, find, put

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
Put = Callable[..., None]


def document(key: str, title: str, **more: Any) -> SearchDocument:
    given: dict[str, Any] = {"address": f"/tai-lieu/{key}/", "changed_at": AT, "public": True} | more
    return SearchDocument(key=key, title=title, **given)


@pytest.fixture
def titles(db: None) -> Put:
    """`titles("Lừa đảo qua mạng", …)`: each becomes a public thing, its key its place."""

    def one(*texts: str, source: str = "sample", **more: Any) -> None:
        put(source, [document(str(n), text, **more) for n, text in enumerate(texts, 1)])

    return one


def found(text: str, **more: Any) -> list[str]:
    """Titles of the hits."""
    return [hit.title for hit in page(text, **more).hits]


def page(text: str, **more: Any) -> Page:
    return find(Query(text=text, **more))
