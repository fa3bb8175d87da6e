"""The door of search: put things in, find them, suggest. Frozen values only.

    register_source(Source("library", _("Materials"), documents))     # in AppConfig.ready
    put("library", [SearchDocument(key=…, title=…, address=…, changed_at=…, public=True)])   # in the caller's transaction
    page = find(Query(text="lua dao", topics=("scams",)))             # Page of Hit
    if not page.total: note_empty(text, on=today())                   # of a public page without filters

Refuses to answer whether somebody may see a thing: who asks for more than the public says so with `public_only=False`.
"""

from __future__ import annotations

from khien.search.rules.shapes import (
    FacetValue,
    Hit,
    Page,
    Part,
    Query,
    SearchDocument,
    Suggestion,
)
from khien.search.selectors.counts import entry_count
from khien.search.selectors.finding import find
from khien.search.selectors.suggesting import suggest
from khien.search.services.empty_searches import note_empty
from khien.search.services.indexing import put, remove
from khien.search.services.remaking import reindex
from khien.search.sources import Source, kind_label, register_source, sources
from khien.search.writing import WritingPage, register_writing_page

__all__ = [
    "FacetValue",
    "Hit",
    "Page",
    "Part",
    "Query",
    "SearchDocument",
    "Source",
    "Suggestion",
    "WritingPage",
    "entry_count",
    "find",
    "kind_label",
    "note_empty",
    "put",
    "register_source",
    "register_writing_page",
    "reindex",
    "remove",
    "sources",
    "suggest",
]
