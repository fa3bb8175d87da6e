"""Tables of search: what can be found, the index over it, synonyms, searches that found nothing."""

from khien.search.models.index import Entry, Facet, IndexState, Opening, Posting
from khien.search.models.words import EmptySearch, SynonymSet

__all__ = ["EmptySearch", "Entry", "Facet", "IndexState", "Opening", "Posting", "SynonymSet"]
