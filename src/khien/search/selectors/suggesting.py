"""How a text that is being typed could go on: titles and key words that begin with it, or hold it from a word on."""

from __future__ import annotations

from khien.base.text import tidy
from khien.search.models import Opening
from khien.search.rules.habits import long_form
from khien.search.rules.openings import LONGEST
from khien.search.rules.shapes import Query, Suggestion
from khien.search.rules.words import words_of
from khien.search.selectors.finding import find

SHORTEST = 2  # letters; less says nothing
LOOKED_AT = 400  # openings that are put into order
LARGEST = 20
LAST = "\U0010ffff"


def suggest(prefix: str, *, limit: int = 8, public_only: bool = True) -> tuple[Suggestion, ...]:
    """At most `limit` (up to 20), the likeliest first; () for less than two letters."""
    limit = min(max(limit, 1), LARGEST)
    typed = tidy(prefix)[:LONGEST]
    folded = " ".join(word.folded for word in words_of(typed))
    if len(folded) < SHORTEST:
        return ()
    found = _that_begin(folded, typed, public_only)
    longer = _written_out(typed)
    if len(found) < limit and longer != folded:
        found += _that_begin(longer, longer, public_only)
    if not found:
        hits = find(Query(text=typed, public_only=public_only, size=limit)).hits
        found = [Suggestion(hit.title, hit.address, hit.kind) for hit in hits]
    return tuple({" ".join(w.folded for w in words_of(one.text)): one for one in reversed(found)}.values())[
        ::-1
    ][:limit]


def _that_begin(folded: str, typed: str, public_only: bool) -> list[Suggestion]:
    rows = Opening.objects.filter(folded__gte=folded, folded__lt=folded + LAST)
    if public_only:
        rows = rows.filter(public=True)
    seen: dict[str, list[tuple[int, bool, str, str]]] = {}
    for text, place, title, address, kind in rows.order_by(
        "folded", "text", "entry__source", "entry__key"
    ).values_list("text", "place", "title", "entry__address", "entry__kind")[:LOOKED_AT]:
        seen.setdefault(text, []).append((place, title, address, kind))
    small = typed.casefold()
    order = sorted(
        seen,
        key=lambda text: (
            small not in text.casefold(),
            min(seen[text])[0] > 0,
            -len(seen[text]),
            len(text),
            text,
        ),
    )
    return [_suggestion(text, seen[text]) for text in order]


def _suggestion(text: str, rows: list[tuple[int, bool, str, str]]) -> Suggestion:
    """A title leads to its page; a key word is a text to search for."""
    titles = [(address, kind) for _, title, address, kind in rows if title]
    return Suggestion(text, *titles[0]) if len(titles) == 1 else Suggestion(text)


def _written_out(typed: str) -> str:
    words = words_of(typed)
    long = [long_form(word.sounded) or word.folded for word in words]
    return " ".join(word.folded for word in words_of(" ".join(long)))
