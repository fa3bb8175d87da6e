"""What goes into search and comes out of it, as frozen values. Codes are the upper apps' own; no words of theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LONGEST_QUERY = 300  # characters; the rest of a longer text is not looked at
LONGEST_BODY = 60_000  # characters of a body that are indexed
PAGE_SIZE = 20
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One thing that can be found.

    `key`: the source's own lasting name of it (a uuid, a slug). `address`: path of its page. `kind`, `topics`,
    `audiences`: codes, counted as facets. `keywords`: what people type for it; they weigh nearly as much as the title.
    `boost`: 100 = as any other, 50 to 200. `public` False: only for people who are signed in. `unit_id`: whose own it
    is; None = shared by all.
    """

    key: str
    title: str
    address: str
    changed_at: dt.datetime
    kind: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    body: str = ""
    language: str = "vi"
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    boost: int = 100
    public: bool = False
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked. Empty `text`: everything that passes the filters, the newest first.

    Several values of one filter mean "any of them". `unit_id`: that unit's own and what all share; None = everything.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    public_only: bool = True
    unit_id: int | None = None
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; `marked`: the query's words."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found thing. `title_parts` and `parts` (the passage that fits best) joined are plain text: escape them."""

    source: str
    key: str
    title: str
    address: str
    kind: str
    score: int
    summary: str
    title_parts: tuple[Part, ...]
    parts: tuple[Part, ...]
    language: str
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FacetValue:
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`facets`: "kind", "topic", "audience", "language", "source" → values, the commonest first; each counted under
    all filters but its own. `did_you_mean`: the text as it was understood when a word was not in the index, else "".
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    pages: int
    facets: dict[str, tuple[FacetValue, ...]]
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How a text could go on. `address`: the page itself when the suggestion is a title, else ""."""

    text: str
    address: str = ""
    kind: str = ""
