"""The second look at the best hundred: does the title, or a key word, say just what was asked?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khien.search.rules.question import Question

# Percent added when: all of the question's words stand in the title; they fill the title; they stand there in one run;
# a key word is just the question.
IN_TITLE, FILLS_TITLE, RUN_IN_TITLE, IS_KEYWORD, IN_KEYWORDS = 30, 15, 20, 30, 10


@dataclass(frozen=True, slots=True)
class Looked:
    """`said`: the title and each key word, folded."""

    said: tuple[str, ...]
    boost: int


def second_look(score: int, looked: Looked, question: Question) -> int:
    """The score after it."""
    asked = question.content
    if not asked:
        return score * looked.boost // 100
    there = frozenset(asked)
    whole = " ".join(asked)
    title, *keywords = (line.split() for line in looked.said)
    percent = 100
    percent += IN_TITLE * len(there.intersection(title)) // len(there)
    percent += FILLS_TITLE * sum(word in there for word in title) // max(len(title), 1)
    percent += RUN_IN_TITLE * _longest_run(asked, looked.said[0]) // len(asked)
    percent += (
        IN_KEYWORDS * max((len(there.intersection(words)) for words in keywords), default=0) // len(there)
    )
    percent += IS_KEYWORD * (whole in looked.said[1:])
    return score * percent * looked.boost // 10_000


def _longest_run(asked: Sequence[str], text: str) -> int:
    """How many of the asked words stand side by side in the text, in their order; one of several is no run."""
    spaced = f" {text} "
    for length in range(len(asked), 0, -1):
        if length == 1 and len(asked) > 1:
            return 0
        if any(f" {' '.join(asked[at : at + length])} " in spaced for at in range(len(asked) - length + 1)):
            return length
    return 0
