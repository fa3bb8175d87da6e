"""How like two names are, in numbers from 0 to 1. Pure arithmetic; refuses to decide: that is `choice`.

Made for office names: the first word says what the office is and must be the same (Sở is not Bộ), numbers must be
the same, short words must be the same; a longer word may carry one typing error, and no more than half of the words may.
"""

from __future__ import annotations

from khien.orgs.rules.text import sounded

SAME = 1.0  # the same words with the same marks
SAME_FOLDED = 0.97  # the same but for marks: "Phát thành" for "Phát thanh"
SAME_UNSPACED = 0.96  # the same letters, spaces lost
ONE_ERROR = 0.94
TWO_ERRORS = 0.86
WORDS_MISSING = 0.80  # all words of the shorter stand in the longer, in order


def distance(a: str, b: str, limit: int = 3) -> int:
    """Edits (insert, drop, change, swap of neighbours) that turn `a` into `b`; `limit` + 1 when more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return min(row[-1], limit + 1)


def word_errors(a: str, b: str) -> int | None:
    """Typing errors between two folded words; None when they are different words."""
    if a == b:
        return 0
    longest = max(len(a), len(b))
    if longest < 4 or a.isdigit() or b.isdigit():
        return None
    errors = distance(a, b, 2)
    return errors if errors <= (1 if longest < 7 else 2) else None


def likeness(asked: str, known: str) -> float:
    """Of two keys (folded words). 0 when they are different offices."""
    if asked == known:
        return SAME_FOLDED
    if asked.replace(" ", "") == known.replace(" ", ""):
        return SAME_UNSPACED
    ours, theirs = asked.split(), known.split()
    if not ours or not theirs or ours[0] != theirs[0]:
        return 0.0
    if len(ours) == len(theirs):
        return _by_errors(ours, theirs)
    return WORDS_MISSING if _runs_inside(ours, theirs) else 0.0


def _by_errors(ours: list[str], theirs: list[str]) -> float:
    total = wrong = 0
    for a, b in zip(ours, theirs, strict=True):
        errors = word_errors(a, b)
        if errors is None:
            return 0.0
        total += errors
        wrong += errors > 0
    if wrong * 2 > len(ours):
        return 0.0
    return ONE_ERROR if total == 1 else TWO_ERRORS if total == 2 else WORDS_MISSING


def _runs_inside(ours: list[str], theirs: list[str]) -> bool:
    """Whether the shorter is the longer with at most a third of its words left out (never the numbers)."""
    short, long = sorted((ours, theirs), key=len)
    if len(short) < 3 or (len(long) - len(short)) * 3 > len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short) and not any(word.isdigit() for word in set(long) - set(short))


def with_marks(score: float, asked: str, known: str) -> float:
    """Raise equal names to certainty when their marks agree as well (hoà = hòa)."""
    return SAME if score == SAME_FOLDED and sounded(asked) == sounded(known) else score
