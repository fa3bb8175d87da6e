"""The index as one moment saw it: counts, postings and facets that were read are kept until something changes.

Every question reads the index's stamp first; another stamp, and all of it is forgotten. Bounded in size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from khien.search.models import Facet, IndexState, Posting, SynonymSet
from khien.search.models.index import BLOCK
from khien.search.rules.postings import Listed, listed, set_of, unpacked
from khien.search.rules.synonyms import SynonymBook, book_of

MOST_POSTINGS = 3_000_000  # places kept in one process: some 12 MB
MOST_COUNTS = 50_000
PIECE = 900  # SQLite once took 999 values in a question
Blocks = dict[int, Listed]


@dataclass
class Snapshot:
    stamp: str
    counts: dict[str, int] = field(default_factory=dict)
    postings: dict[str, Blocks] = field(default_factory=dict)
    kept: int = 0
    facets: dict[tuple[str, str], dict[int, int]] | None = None
    book: SynonymBook | None = None

    def counts_of(self, terms: Iterable[str]) -> dict[str, int]:
        """How many entries hold each term; 0 for one the index does not know."""
        wanted = list(dict.fromkeys(terms))
        missing = [term for term in wanted if term not in self.counts]
        if len(self.counts) + len(missing) > MOST_COUNTS:
            self.counts, missing = {}, wanted
        for at in range(0, len(missing), PIECE):
            piece = missing[at : at + PIECE]
            rows = (
                Posting.objects.filter(term__in=piece).values_list("term").annotate(Sum("count")).order_by()
            )
            self.counts |= dict.fromkeys(piece, 0) | dict(rows)
        return {term: self.counts[term] for term in wanted}

    def postings_of(self, terms: Iterable[str]) -> dict[str, Blocks]:
        """Term → block → places and weights; a term that the index does not know is left out."""
        wanted = list(dict.fromkeys(terms))
        missing = [term for term in wanted if term not in self.postings]
        if self.kept > MOST_POSTINGS:
            self.postings, self.kept, missing = {}, 0, wanted
        read: dict[str, Blocks] = {term: {} for term in missing}
        for at in range(0, len(missing), PIECE):
            rows = Posting.objects.filter(term__in=missing[at : at + PIECE])
            for term, block, places, weights in rows.values_list("term", "block", "places", "weights"):
                read[term][block] = one = listed(unpacked(places), unpacked(weights), BLOCK)
                self.kept += len(one.places)
        self.postings |= read
        return {term: blocks for term in wanted if (blocks := self.postings[term])}

    def members(self) -> dict[tuple[str, str], dict[int, int]]:
        """(facet, value) → block → set of places."""
        if self.facets is None:
            found: dict[tuple[str, str], dict[int, int]] = {}
            for name, value, block, members in Facet.objects.values_list("name", "value", "block", "members"):
                found.setdefault((name, value), {})[block] = set_of(members)
            self.facets = found
        return self.facets

    def synonyms(self) -> SynonymBook:
        if self.book is None:
            rows = SynonymSet.objects.filter(removed_at=None).order_by("pk").values_list("words", flat=True)
            self.book = book_of(rows)
        return self.book


class _Latest:
    """The newest snapshot of this process."""

    snapshot = Snapshot("")


def current() -> Snapshot:
    """The snapshot of the index as it is now; one short question to the database."""
    stamp = IndexState.objects.values_list("stamp", flat=True).first() or ""
    if not stamp or _Latest.snapshot.stamp != stamp:
        _Latest.snapshot = Snapshot(stamp)
    return _Latest.snapshot
