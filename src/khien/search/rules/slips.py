"""What a word might be that the index does not know: one letter off, run together with its neighbour, or cut in two.

Makes candidates only; which of them the index knows, and which fits its neighbours, is decided in `selectors`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4  # a shorter word has too many neighbours
LONGEST = 16
LONGEST_RUN = 40  # letters of words run together
LONGEST_SYLLABLE = 7  # "nghieng" is the longest of Vietnamese
NEIGHBOURS = 100  # one entry that holds two pieces side by side says more than so many that hold one
_VOWELS = "aeiouy"


def one_letter_off(word: str) -> list[str]:
    """Every text at one slip from `word`: a letter left out, added, wrong, or two exchanged. Bounded: ~54 a letter."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii():
        return []
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    found += [a + b[1:] for a, b in halves if b]
    found += [a + letter + b[1:] for a, b in halves if b for letter in _LETTERS]
    found += [a + letter + b for a, b in halves for letter in _LETTERS]
    return [other for other in dict.fromkeys(found) if other != word]


def pieces_of(word: str) -> list[str]:
    """Every piece of a run of letters that could be a syllable of it."""
    if not 4 <= len(word) <= LONGEST_RUN:
        return []
    found = {
        word[start:end]
        for start in range(len(word))
        for end in range(start + 1, min(len(word), start + LONGEST_SYLLABLE) + 1)
        if end - start > 1 or word[start] in _VOWELS
    }
    return sorted(found)


def parted(word: str, known: Callable[[str], int], together: Callable[[str, str], int]) -> Sequence[str]:
    """The likeliest way to part `word` into known syllables; () when there is none.

    `known`: how many things hold a syllable; `together`: how many hold two as neighbours. Fewest pieces first, then
    neighbours that occur together, then common ones.
    """
    best: dict[int, tuple[tuple[int, int, int], tuple[str, ...]]] = {0: ((0, 0, 0), ())}
    for end in range(1, len(word) + 1):
        options = []
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            piece = word[start:end]
            if start not in best or not known(piece):
                continue
            (strangers, count, rank), before = best[start]
            side_by_side = together(before[-1], piece) if before else 0
            worth = NEIGHBOURS * side_by_side + known(piece)
            strange = bool(before) and not side_by_side
            options.append(((strangers + strange, count + 1, rank - worth), (*before, piece)))
        if options:
            best[end] = min(options)
    found = best.get(len(word), ((0, 0, 0), ()))[1]
    return found if len(found) > 1 else ()
