"""Hits as they are shown: marked words in the title, the passage that fits best, the text as it was understood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from khien.search.models import Entry
from khien.search.rules.highlights import marked, passage
from khien.search.rules.question import Question
from khien.search.rules.shapes import Hit
from khien.search.rules.words import placed_words

LONGEST_LOOKED_THROUGH = 5_000  # characters of a body in which the passage is looked for


def hits_of(scored: Sequence[tuple[int, int]], question: Question) -> tuple[Hit, ...]:
    """(score, number) pairs as hits, in their order."""
    rows = {row.number: row for row in Entry.objects.filter(number__in=[number for _, number in scored])}
    words, pairs = _wanted(question)
    return tuple(_hit(rows[number], score, words, pairs) for score, number in scored if number in rows)


def _wanted(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """Words that are marked wherever they stand, and pairs that are marked only together."""
    terms = [term for group in question.groups for way in group.ways for term in way.terms]
    words = {*question.content, *(term for term in terms if " " not in term)}
    pairs = {pair for pair, _ in question.links} | {term for term in terms if " " in term}
    return frozenset(words), frozenset(pairs)


def _hit(row: Entry, score: int, words: frozenset[str], pairs: frozenset[str]) -> Hit:
    found = passage(row.summary, words, pairs)
    if not any(part.marked for part in found) or sum(part.marked for part in found) < 2:
        deeper = passage(row.body[:LONGEST_LOOKED_THROUGH].replace("\n", " "), words, pairs)
        if sum(part.marked for part in deeper) > sum(part.marked for part in found) or not row.summary:
            found = deeper
    return Hit(
        source=row.source,
        key=row.key,
        title=row.title,
        address=row.address,
        kind=row.kind,
        score=score,
        summary=row.summary,
        title_parts=marked(row.title, words, pairs),
        parts=found,
        language=row.language,
        topics=tuple(row.topics),
        audiences=tuple(row.audiences),
        changed_at=row.changed_at,
    )


def shown_text(question: Question, hits: Sequence[Hit]) -> str:
    """The question as it was understood, with the marks its words have in what was found."""
    seen: dict[tuple[str, ...], str] = {}
    for hit in hits:
        for text in (hit.title, hit.summary, "".join(part.text for part in hit.parts)):
            placed = [(p.word.folded, text[p.start : p.end].lower()) for p in placed_words(text)]
            for one in placed:
                seen.setdefault((one[0],), one[1])
            for a, b in pairwise(placed):
                seen.setdefault((a[0], b[0]), f"{a[1]} {b[1]}")
    return _put_together([asked.folded for asked in question.asked], seen)


def _put_together(words: Sequence[str], seen: dict[tuple[str, ...], str]) -> str:
    found: list[str] = []
    at = 0
    while at < len(words):
        pair = seen.get(tuple(words[at : at + 2])) if at + 1 < len(words) else None
        found.append(pair or seen.get((words[at],), words[at]))
        at += 2 if pair else 1
    return " ".join(found)
