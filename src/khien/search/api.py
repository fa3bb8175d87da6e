"""The door of search: put things in, find them, suggest. Frozen values only.

register_source(Source("library", _("Materials"), documents))     # in AppConfig.ready
put("library", [SearchDocument(key=…, title=…, address=…, changed_at=…, public=True)])   # in the caller's transaction
page = find(Query(text="lua dao", topics=("scams",)))             # Page of Hit
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
from khien.search.sources import Source, kind_label, register_source, sources

__all__ = [
    "FacetValue",
    "Hit",
    "Page",
    "Part",
    "Query",
    "SearchDocument",
    "Source",
    "Suggestion",
    "kind_label",
    "register_source",
    "sources",
]
