"""Finds: every block is scored, filters are laid over it as sets, the best hundred are looked at once more by title and
key words, the page asked for is read. The same hits in the same order on every database.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from khien.search.models import Entry
from khien.search.models.index import BLOCK
from khien.search.rules.question import Question
from khien.search.rules.scoring import (
    COVER,
    SCORE,
    Lists,
    Weighing,
    rarity_of,
    scores_of,
    unmarked,
    with_marks,
)
from khien.search.rules.second_look import Looked, second_look
from khien.search.rules.shapes import LARGEST_PAGE, Page, Query
from khien.search.rules.weights import EXACT
from khien.search.selectors.facets import Filters, counted, filters_of
from khien.search.selectors.showing import hits_of, shown_text
from khien.search.selectors.snapshot import Blocks, Snapshot, current
from khien.search.selectors.understanding import understood

LOOKED_AT = 120  # entries that are looked at a second time
REACHABLE = 200  # hits that pages lead to; who turns further asks another question
ENOUGH = 5  # hits that answer half the question; with fewer, a third of it will do
HALF, THIRD = 50, 34  # percent of a question's words
MOST_PLACES = 120_000  # of one question's postings; more belong to words that are everywhere


@dataclass(frozen=True, slots=True)
class Found:
    """`best`: (score, number), the best first; `members`: block → set of every place that answers the question."""

    best: list[tuple[int, int]]
    members: dict[int, int]


def find(query: Query) -> Page:
    """A page of hits. Never fails; what cannot be found is a page without hits."""
    index = current()
    question = understood(query.text, index)
    filters = filters_of(query, index)
    size = min(max(query.size, 1), LARGEST_PAGE)
    if not question.groups:
        return _newest(query, filters, size)
    found = _found(question, filters, index)
    ordered = _looked_again(found, question)
    total = sum(members.bit_count() for members in filters.chosen(found.members).values())
    pages = -(-min(total, REACHABLE) // size)
    page = min(max(query.page, 1), max(pages, 1))
    hits = hits_of(ordered[(page - 1) * size : page * size], question)
    meant = shown_text(question, hits) if question.corrected and hits else ""
    return Page(
        query=query,
        hits=hits,
        total=total,
        pages=pages,
        facets=counted(found.members, filters),
        did_you_mean=meant,
    )


def _newest(query: Query, filters: Filters, size: int) -> Page:
    """Without words: everything that passes, the newest first."""
    everything = filters.visible
    members = filters.chosen(everything)
    total = sum(inside.bit_count() for inside in members.values())
    pages = -(-min(total, REACHABLE) // size) if query.text.strip() == "" else 0
    if not pages:
        return Page(query=query, hits=(), total=0, pages=0, facets={})
    page = min(max(query.page, 1), pages)
    numbers = Entry.objects.order_by("-changed_at", "source", "key").values_list("number", flat=True)
    wanted: list[tuple[int, int]] = []
    for number in numbers.iterator(chunk_size=2000):
        if members.get(number // BLOCK, 0) >> number % BLOCK & 1:
            wanted.append((0, number))
            if len(wanted) == page * size:
                break
    hits = hits_of(wanted[(page - 1) * size :], Question(()))
    return Page(query=query, hits=hits, total=total, pages=pages, facets=counted(everything, filters))


def _found(question: Question, filters: Filters, index: Snapshot) -> Found:
    entries = sum(members.bit_count() for members in filters.everything.values())
    exact = _exact_terms(question, index)
    terms = _affordable([*question.terms(), *exact.values()], question, index)
    counts = index.counts_of(terms)
    weighing = Weighing(question, {t: rarity_of(counts[t], entries) for t in terms}, exact)
    postings = index.postings_of(terms)
    third, half = _need(question, THIRD), _need(question, HALF)
    sets: dict[int, tuple[int, int]] = {}
    best = _Best(), _Best()  # of those that answer half of the question, and of the others
    for block in sorted(filters.visible):
        lists = _lists(postings, block)
        cells = scores_of(weighing, lists, BLOCK)
        inside = _places_from(cells, third) & filters.visible[block]
        if inside:
            answering = inside & _places_from(cells, half)
            sets[block] = inside, answering
            chosen = filters.chosen_in(block, inside)
            _take(best[0], weighing, lists, cells, (block, chosen & answering))
            if len(best[0].kept) < ENOUGH:
                _take(best[1], weighing, lists, cells, (block, chosen & ~answering))
    strict = sum(answering.bit_count() for _, answering in sets.values()) >= ENOUGH
    members = {block: answering if strict else inside for block, (inside, answering) in sets.items()}
    top = sorted(best[0].kept if strict else [*best[0].kept, *best[1].kept], reverse=True)
    return Found([(score, -number) for score, number in top[:REACHABLE]], members)


class _Best:
    """The best (score, -number) so far; `least` is what a further one must reach."""

    def __init__(self) -> None:
        self.kept: list[tuple[int, int]] = []
        self.least = 0

    def add(self, found: list[tuple[int, int]]) -> None:
        self.kept = heapq.nlargest(REACHABLE, [*self.kept, *found])
        if len(self.kept) == REACHABLE:
            self.least = self.kept[-1][0]


def _take(best: _Best, weighing: Weighing, lists: Lists, cells: list[int], where: tuple[int, int]) -> None:
    """Add the places of (block, set of places) that reach the best so far, less what they lose for missing marks."""
    block, wanted = where
    if not wanted:
        return
    least = best.least
    places = [place for place, cell in enumerate(cells) if cell & SCORE >= least and wanted >> place & 1]
    missing = unmarked(weighing, lists, places) if weighing.exact else {}
    marked = len(weighing.exact)
    best.add(
        [
            (with_marks(cells[place] & SCORE, missing.get(place, 0), marked), -(block * BLOCK + place))
            for place in places
        ]
    )


def _need(question: Question, percent: int) -> int:
    """The least cell of a place that answers so much of the question."""
    return -(-question.mass * percent // 100) << COVER


def _places_from(cells: list[int], least: int) -> int:
    return int("".join(["1" if cell >= least else "0" for cell in reversed(cells)]), 2)


def _lists(postings: Mapping[str, Blocks], block: int) -> Lists:
    return {term: blocks[block] for term, blocks in postings.items() if block in blocks}


def _exact_terms(question: Question, index: Snapshot) -> dict[str, str]:
    """Folded word → the term with its marks, for words typed with marks that tell entries apart."""
    marked = {a.folded: EXACT + a.word.sounded for a in question.asked if a.word.marked and not a.fill}
    counts = index.counts_of([*marked, *marked.values()])
    return {folded: exact for folded, exact in marked.items() if 0 < counts[exact] < counts[folded]}


def _affordable(terms: list[str], question: Question, index: Snapshot) -> list[str]:
    """The terms, without the commonest that can be spared when there are more places than can be counted: first words
    that say nothing, then other ways to say a thing."""
    counts = index.counts_of(terms)
    total = sum(counts.values())
    fill = {asked.folded for asked in question.asked if asked.fill}
    own = {asked.folded for asked in question.asked} | {pair for pair, _ in question.links}
    ways = {term for group in question.groups for way in group.ways for term in way.terms} - own
    spared: set[str] = set()
    for some in (fill, ways):
        for term in sorted(some, key=lambda t: (-counts[t], t)):
            if total > MOST_PLACES:
                total -= counts[term]
                spared.add(term)
    return [term for term in terms if term not in spared]


def _looked_again(found: Found, question: Question) -> list[tuple[int, int]]:
    """The best, ordered anew by what their titles and key words say; ties by newness, then by source and key."""
    best = {number: score for score, number in found.best[:LOOKED_AT]}
    rows = Entry.objects.filter(number__in=list(best)).values_list(
        "number", "said", "boost", "changed_at", "source", "key"
    )
    looked = []
    for number, said, boost, changed_at, source, key in rows:
        score = second_look(best[number], Looked(tuple(said.split(chr(10))), boost), question)
        looked.append((-score, -changed_at.timestamp(), source, key, number))
    again = [(-score, number) for score, *_, number in sorted(looked)]
    least = again[-1][0] if again else 0
    return again + [(min(score, least), number) for score, number in found.best[LOOKED_AT:]]
