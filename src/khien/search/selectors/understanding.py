"""From a typed text to a question: short forms written out, slips mended where the index does not know the word,
synonyms laid beside. Guesses only where the index says that nothing stands under what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from khien.search.rules.habits import is_fill, long_form, without_keyboard_marks
from khien.search.rules.question import Asked, Group, Question, Way
from khien.search.rules.shapes import LONGEST_QUERY
from khien.search.rules.slips import one_letter_off, parted, pieces_of
from khien.search.rules.weights import EXACT
from khien.search.rules.words import Word, joined_words, word_of, words_of
from khien.search.selectors.snapshot import Snapshot

MOST_WORDS = 24
MOST_GUESSES = 8  # known words that are weighed by their neighbours
MOST_MENDED = 4  # words of one question; more is no Vietnamese
RARE, RUN, COMMONER = 5, 6, 4  # entries, letters, times
SYNONYM = 75  # percent of what the typed words would weigh
SHORT_FORM = 60
LINK, FILL_LINK = 100, 30


def understood(text: str, index: Snapshot) -> Question:
    """Never fails; a text without words is a question without groups."""
    text = text[:LONGEST_QUERY]
    typed = words_of(text)[:MOST_WORDS]
    _read_ahead(typed, index)
    typed = _joined(typed, index)
    asked = _written_out(typed, index)
    asked, corrected = _mended(asked, index)
    if all(one.fill for one in asked):
        asked = [replace(one, fill=False) for one in asked]
    numbers = [Asked(word_of(number)) for number in joined_words(text)]
    return Question(
        groups=(*_groups(asked, index), *(Group((number,)) for number in numbers)),
        links=_links(asked),
        corrected=corrected,
        asked=(*asked, *numbers),
    )


def _read_ahead(words: list[Word], index: Snapshot) -> None:
    """Count everything that is asked below for an ordinary text, in one question to the database."""
    long = [word for typed in words for word in words_of(long_form(typed.sounded))]
    sequence = [*words, *long]
    pairs = [pair for run in (words, long) for pair in pairwise(run)]
    index.counts_of(
        [
            *(word.folded for word in sequence),
            *(EXACT + word.sounded for word in words if word.marked),
            *(f"{a.folded} {b.folded}" for a, b in pairs),
            *(a.folded + b.folded for a, b in pairwise(words)),
        ]
    )


def _joined(words: list[Word], index: Snapshot) -> list[Word]:
    """ "face book" as "facebook", where the index knows the one and not the pair."""
    pairs = [(f"{a.folded} {b.folded}", a.folded + b.folded) for a, b in pairwise(words)]
    counts = index.counts_of(term for pair in pairs for term in pair)
    found: list[Word] = []
    at = 0
    while at < len(words):
        apart, joined = pairs[at] if at < len(pairs) else ("", "")
        if joined and len(joined) > 3 and counts[joined] and not counts[apart]:
            found.append(word_of(joined))
            at += 2
        else:
            found.append(words[at])
            at += 1
    return found


def _written_out(words: list[Word], index: Snapshot) -> list[Asked]:
    """Short forms as what they stand for, unless the index knows the pair as it was typed ("ca độ") or the office's
    synonyms hold a phrase with it ("mất nick")."""
    spans = [range(start, end) for start, end, _ in index.synonyms().found_in(words) if end - start > 1]
    kept = {at for span in spans for at in span}
    pairs = [f"{a.folded} {b.folded}" for a, b in pairwise(words)]
    counts = index.counts_of(pairs)
    found: list[Asked] = []
    at = 0
    while at < len(words):
        two = long_form(f"{words[at].sounded} {words[at + 1].sounded}") if at + 1 < len(words) else ""
        one = "" if at in kept else long_form(words[at].sounded)
        near = [pair for pair in (at - 1, at) if 0 <= pair < len(pairs)]
        if two:
            found += [_asked(word) for word in words_of(two)]
        elif one and not any(counts[pairs[pair]] for pair in near):
            long = words_of(one)
            found += [_asked(word, typed=words[at].folded) for word in long]
        else:
            found.append(_asked(words[at]))
        at += 2 if two else 1
    return found


def _asked(word: Word, *, typed: str = "") -> Asked:
    return Asked(word, fill=is_fill(word), typed="" if typed == word.folded else typed)


def _mended(asked: list[Asked], index: Snapshot) -> tuple[list[Asked], bool]:
    counts = index.counts_of(one.folded for one in asked)
    words = [
        at for at, one in enumerate(asked) if one.folded.isascii() and one.folded.isalnum() and not one.fill
    ]
    mended: dict[int, Sequence[str]] = {}
    unknown = [at for at in words if not counts[asked[at].folded] and not asked[at].folded.isdigit()]
    _read_near(unknown[:MOST_MENDED], asked, index)
    for at in words:
        word = asked[at].folded
        if at in unknown and len(mended) < MOST_MENDED:
            mended[at] = _guess(word, *_beside(at, asked), index)
        elif counts[word] <= RARE and len(word) >= RUN:
            mended[at] = _run_together(word, counts[word], index)
    found = [
        other
        for at, one in enumerate(asked)
        for other in ([_asked(word_of(word)) for word in mended[at]] if mended.get(at) else [one])
    ]
    return found, any(mended.values())


def _beside(at: int, asked: Sequence[Asked]) -> tuple[str, str]:
    """The words before and after; "" where there is none."""
    return asked[at - 1].folded if at else "", asked[at + 1].folded if at + 1 < len(asked) else ""


def _read_near(places: Sequence[int], asked: Sequence[Asked], index: Snapshot) -> None:
    """Count what `_guess` asks for, of all unknown words together: few questions to the database, however many slips."""
    near = {
        at: [*without_keyboard_marks(word), *one_letter_off(word)] for at, word in _words_at(places, asked)
    }
    pieces = [piece for _, word in _words_at(places, asked) for piece in pieces_of(word)]
    counts = index.counts_of([*(w for ways in near.values() for w in ways), *pieces])
    pairs: list[str] = []
    for at, word in _words_at(places, asked):
        before, after = _beside(at, asked)
        known = [w for w in near[at] if counts[w]]
        pairs += [f"{before} {w}" for w in known] + [f"{w} {after}" for w in known]
        pairs += _pairs_in(word, counts)
    index.counts_of(pairs)


def _words_at(places: Sequence[int], asked: Sequence[Asked]) -> list[tuple[int, str]]:
    return [(at, asked[at].folded) for at in places]


def _run_together(word: str, count: int, index: Snapshot) -> Sequence[str]:
    """A known but rare word ("congan", out of an address) whose parts stand together far more often."""
    apart = _apart(word, index)
    pairs = index.counts_of(f"{a} {b}" for a, b in pairwise(apart))
    return apart if pairs and min(pairs.values()) > COMMONER * count else ()


def _guess(word: str, before: str, after: str, index: Snapshot) -> Sequence[str]:
    """The known word (or words) that was likeliest meant; () when nothing is near."""
    keyboard = without_keyboard_marks(word)
    near = one_letter_off(word)
    counts = index.counts_of([*keyboard, *near])
    known = [w for w in keyboard if counts[w]]
    known += sorted((w for w in near if counts[w] and w not in known), key=lambda w: (-counts[w], w))
    apart = _apart(word, index)
    guesses = known[:MOST_GUESSES]
    if apart and (not guesses or len(word) > 7):
        return apart
    if not guesses:
        return ()
    pairs = index.counts_of([f"{before} {w}" for w in guesses] + [f"{w} {after}" for w in guesses])
    likely = {w: pairs[f"{before} {w}"] + pairs[f"{w} {after}"] for w in guesses}
    return (max(guesses, key=lambda w: (likely[w] > 0, w in keyboard, likely[w], counts[w], w)),)


def _apart(word: str, index: Snapshot) -> Sequence[str]:
    pieces = pieces_of(word)
    counts = index.counts_of(pieces)
    together = index.counts_of(_pairs_in(word, counts))
    return parted(word, lambda p: counts.get(p, 0), lambda a, b: together.get(f"{a} {b}", 0))


def _pairs_in(word: str, counts: Mapping[str, int]) -> list[str]:
    """Neighbours that a run-together word may be: its known pieces, where one ends and the next begins."""
    known = [piece for piece in pieces_of(word) if counts.get(piece)]
    ends = {(start, start + len(p)) for p in known for start in range(len(word)) if word.startswith(p, start)}
    return [f"{word[a:b]} {word[b:d]}" for a, b in ends for c, d in ends if b == c]


def _groups(asked: Sequence[Asked], index: Snapshot) -> list[Group]:
    spans = {
        start: (end, others) for start, end, others in index.synonyms().found_in([a.word for a in asked])
    }
    groups, at = [], 0
    while at < len(asked):
        end, others = spans.get(at) or (_end_of_short_form(asked, at), ())
        words = tuple(asked[at:end])
        if all(one.fill for one in words):
            others = ()
        ways = [Way(_phrase_terms(other), SYNONYM) for other in others]
        ways += [Way((typed,), SHORT_FORM) for typed in dict.fromkeys(one.typed for one in words) if typed]
        groups.append(Group(words, tuple(ways)))
        at = end
    return groups


def _end_of_short_form(asked: Sequence[Asked], at: int) -> int:
    """Behind the words that one short form stands for."""
    end = at + 1
    while asked[at].typed and end < len(asked) and asked[end].typed == asked[at].typed:
        end += 1
    return end


def _phrase_terms(words: Sequence[Word]) -> tuple[str, ...]:
    """Neighbours; a single word with its marks, for bare it may be three others."""
    if len(words) == 1:
        return (EXACT + words[0].sounded if words[0].marked else words[0].folded,)
    return tuple(f"{a.folded} {b.folded}" for a, b in pairwise(words))


def _links(asked: Sequence[Asked]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for a, b in pairwise(asked):
        found.setdefault(f"{a.folded} {b.folded}", FILL_LINK if a.fill and b.fill else LINK)
    return tuple(found.items())
