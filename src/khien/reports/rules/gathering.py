"""What units wrote, gathered: the same or nearly the same thing once, with every unit that said it.

Refuses to judge, shorten or rewrite: the words are those of the first unit in the official order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from khien.reports.rules.consolidated import Opinion
from vanban import fold

ALIKE = 0.8  # words in common of all words (Jaccard)
MOST_LINES = 40  # of one unit in one section
LONGEST_LINE = 1500
_BULLET = re.compile(r"^\s*(?:[-–—+•*·]+|\(?\d{1,2}[.)]|[a-zđ][.)])\s+")
_WORD = re.compile(r"\w+")
_NOTHING = frozenset(
    {"", "khong", "khong co", "khong co y kien", "nothing", "khong phat sinh", "khong co gi", "n a"}
)


def gathered(said: Iterable[tuple[int, str]]) -> tuple[Opinion, ...]:
    """`said`: (unit, what it wrote) in the official order. Most units first, then the order of first mention."""
    texts: dict[frozenset[str], str] = {}
    units: dict[frozenset[str], dict[int, None]] = defaultdict(dict)
    for unit_id, text in said:
        for line in lines_of(text):
            words = frozenset(_WORD.findall(fold(line)))
            texts.setdefault(words, line)
            units[words][unit_id] = None
    merged = _merged(list(texts))
    opinions = [
        Opinion(texts[head], tuple(dict.fromkeys(u for words in alike for u in units[words])))
        for head, alike in merged.items()
    ]
    return tuple(sorted(opinions, key=lambda opinion: -len(opinion.unit_ids)))


def lines_of(text: str) -> list[str]:
    """A narrative as single points: one a line, without bullets; "Không có." is no point."""
    points = []
    for raw in text.replace("\r", "\n").split("\n"):
        line = _BULLET.sub("", raw).strip().rstrip(";,")
        if line and " ".join(_WORD.findall(fold(line))) not in _NOTHING:
            points.append(line[:LONGEST_LINE])
    return points[:MOST_LINES]


def _merged(sets: list[frozenset[str]]) -> dict[frozenset[str], list[frozenset[str]]]:
    """First of its like → all like it. Candidates come from words that two alike sets must share: of a set of n words,
    the n - ⌈0.8 n⌉ + 1 rarest (prefix filter), so thousands of lines are compared with few."""
    seen_in = Counter(word for words in sets for word in words)
    heads: dict[frozenset[str], list[frozenset[str]]] = {}
    index: dict[str, list[frozenset[str]]] = defaultdict(list)
    for words in sets:
        rare = sorted(words, key=lambda word: (seen_in[word], word))
        prefix = rare[: len(rare) - _ceiling(ALIKE * len(rare)) + 1]
        candidates = dict.fromkeys(head for word in prefix for head in index[word])
        head = next((h for h in candidates if _alike(h, words)), None)
        if head is not None:
            heads[head].append(words)
            continue
        heads[words] = [words]
        for word in prefix:
            index[word].append(words)
    return heads


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Numbers must be the same: "3 lớp" is not "5 lớp"."""
    digits = {word for word in one ^ other if any(c.isdigit() for c in word)}
    return not digits and len(one & other) >= ALIKE * len(one | other)


def _ceiling(value: float) -> int:
    return -int(-value // 1)
