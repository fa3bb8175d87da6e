"""Writes what changed in one block of the index: postings by term, members by facet."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from django.db import connection

from khien.search.models import Facet, Posting
from khien.search.models.index import BLOCK
from khien.search.rules.postings import bytes_of, changed, packed, set_of, unpacked

PIECE = 400  # terms of one question to the database
WHOLE = 4000  # from so many changed terms on, the block is read whole
ROWS = 2000  # written at once
FacetKey = tuple[str, str]
Kept: TypeAlias = "bytes | memoryview[int]"  # as the database gives them
# By hand, for a fresh index has some hundred thousand rows a block and Django's own way takes five times as long.
WRITE = (
    "INSERT INTO search_posting (term, block, count, places, weights) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (term, block) DO UPDATE SET count = excluded.count, places = excluded.places, "
    "weights = excluded.weights"
)


class BlockChanges:
    """What to write, gathered over many entries. A weight of 0 takes out."""

    def __init__(self) -> None:
        self.terms: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        self.facets: dict[int, dict[FacetKey, dict[int, bool]]] = defaultdict(lambda: defaultdict(dict))

    def take_out(self, number: int, terms: Iterable[str], facets: Iterable[FacetKey]) -> None:
        block, place = divmod(number, BLOCK)
        for term in terms:
            self.terms[block][term][place] = 0
        for key in facets:
            self.facets[block][key][place] = False

    def put_in(self, number: int, terms: Mapping[str, int], facets: Iterable[FacetKey]) -> None:
        block, place = divmod(number, BLOCK)
        into = self.terms[block]
        for term, weight in terms.items():
            into[term][place] = weight
        for key in facets:
            self.facets[block][key][place] = True

    def blocks(self) -> list[int]:
        return sorted(self.terms.keys() | self.facets.keys())


def write_block(
    block: int, terms: dict[str, dict[int, int]], facets: dict[FacetKey, dict[int, bool]]
) -> None:
    """Read the rows that change, change them, write them back; rows that became empty go."""
    _write_postings(block, terms)
    _write_facets(block, facets)


def _write_postings(block: int, terms: dict[str, dict[int, int]]) -> None:
    written: list[tuple[str, int, int, bytes, bytes]] = []
    gone: list[str] = []
    known = {term: (places, weights) for term, places, weights in _known(block, terms)}
    for term, changes in terms.items():
        before = known.get(term)
        places, weights = (unpacked(before[0]), unpacked(before[1])) if before else (array("H"), array("H"))
        places, weights = changed(places, weights, changes)
        if places:
            written.append((term, block, len(places), packed(places), packed(weights)))
        elif before:
            gone.append(term)
    with connection.cursor() as cursor:
        for at in range(0, len(written), ROWS):
            cursor.executemany(WRITE, written[at : at + ROWS])
    for at in range(0, len(gone), PIECE):
        Posting.objects.filter(block=block, term__in=gone[at : at + PIECE]).delete()


def _known(block: int, terms: Mapping[str, object]) -> Iterator[tuple[str, Kept, Kept]]:
    rows = Posting.objects.filter(block=block).values_list("term", "places", "weights")
    if len(terms) > WHOLE:
        yield from rows.iterator(chunk_size=ROWS)
        return
    wanted = list(terms)
    for at in range(0, len(wanted), PIECE):
        yield from rows.filter(term__in=wanted[at : at + PIECE])


def _write_facets(block: int, facets: dict[FacetKey, dict[int, bool]]) -> None:
    known = {(row.name, row.value): row for row in Facet.objects.filter(block=block)}
    for (name, value), changes in facets.items():
        row = known.get((name, value)) or Facet(name=name, value=value, block=block, members=b"")
        members = set_of(row.members)
        for place, inside in changes.items():
            members = members | (1 << place) if inside else members & ~(1 << place)
        row.members = bytes_of(members)
        if members:
            row.save()
        elif row.pk:
            row.delete()
