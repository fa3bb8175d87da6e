"""The query's words marked in a title, and the passage of a text that fits best. Makes parts, never HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from khien.search.rules.shapes import Part
from khien.search.rules.words import Placed, Word, flattened

PASSAGE = 220  # characters
_LEAD = 40  # characters before the first marked word


def marked(text: str, wanted: Collection[str], pairs: Collection[str] = ()) -> tuple[Part, ...]:
    """`text` in pieces; a run of wanted (folded) words with only spaces between is one piece."""
    return _parts(text, _hits(text, wanted, pairs))


def passage(text: str, wanted: Collection[str], pairs: Collection[str]) -> tuple[Part, ...]:
    """The piece of `text` with most of the wanted words, neighbours (`pairs`) counting more; its start without any."""
    if not text:
        return ()
    hits = _hits(text, wanted, pairs)
    start, end = _window(text, _best_start(hits, pairs))
    inside = [
        Placed(p.word, p.start - start, p.end - start) for p in hits if start <= p.start and p.end <= end
    ]
    parts = _parts(text[start:end], inside)
    before = (Part("… ", False),) if start else ()
    after = (Part(" …", False),) if end < len(text) else ()
    return (*before, *parts, *after)


def _hits(text: str, wanted: Collection[str], pairs: Collection[str]) -> list[Placed]:
    """Words that are wanted, and both of a wanted pair of neighbours."""
    words = set(wanted).union(*(pair.split() for pair in pairs))
    if not words:
        return []
    flat = flattened(text)
    pattern = r"(?<![^\W_])(?:" + "|".join(map(re.escape, sorted(words))) + r")(?![^\W_])"
    found = [Placed(Word(m.group(), ""), m.start(), m.end()) for m in re.finditer(pattern, flat)]
    kept = {at for at, one in enumerate(found) if one.word.folded in wanted}
    for at, (a, b) in enumerate(pairwise(found)):
        if b.start - a.end <= 2 and f"{a.word.folded} {b.word.folded}" in pairs:
            kept |= {at, at + 1}
    return [found[at] for at in sorted(kept)]


def _best_start(hits: Sequence[Placed], pairs: Collection[str]) -> int:
    best, best_worth, first = 0, 0, 0
    worths: list[int] = []
    seen: dict[str, int] = {}
    total = 0
    for at, hit in enumerate(hits):
        pair = at > 0 and f"{hits[at - 1].word.folded} {hit.word.folded}" in pairs
        near = pair and hit.start - hits[at - 1].end <= 2
        worths.append(3 if near else 1)
        seen[hit.word.folded] = seen.get(hit.word.folded, 0) + 1
        total += worths[-1]
        while hits[first].start < hit.end - PASSAGE + _LEAD:
            total -= worths[first]
            seen[hits[first].word.folded] -= 1
            first += 1
        worth = total + 4 * sum(count > 0 for count in seen.values())
        if worth > best_worth:
            best, best_worth = hits[first].start, worth
    return best


def _window(text: str, at: int) -> tuple[int, int]:
    start = max(0, at - _LEAD)
    if start:
        stop = text.rfind(". ", start, at)
        start = stop + 2 if stop >= 0 else text.find(" ", start) + 1
    end = min(len(text), start + PASSAGE)
    if end < len(text):
        end = max(text.rfind(" ", start, end), at + 1)
    return start, end


def _parts(text: str, hits: Sequence[Placed]) -> tuple[Part, ...]:
    runs: list[list[int]] = []
    for hit in hits:
        if runs and not text[runs[-1][1] : hit.start].strip():
            runs[-1][1] = hit.end
        else:
            runs.append([hit.start, hit.end])
    parts: list[Part] = []
    at = 0
    for start, end in runs:
        if start > at:
            parts.append(Part(text[at:start], False))
        parts.append(Part(text[start:end], True))
        at = end
    if at < len(text):
        parts.append(Part(text[at:], False))
    return tuple(parts)
