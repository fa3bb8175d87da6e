"""The second look at the best hundred: does the title, or a key word, say just what was asked?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khien.search.rules.question import Question
from khien.search.rules.words import words_of

# Percent added when: all of the question's words stand in the title; they fill the title; they stand there in one run;
# a key word is just the question.
IN_TITLE, FILLS_TITLE, RUN_IN_TITLE, IS_KEYWORD, IN_KEYWORDS = 30, 15, 20, 30, 10


@dataclass(frozen=True, slots=True)
class Looked:
    title: str
    keywords: tuple[str, ...]
    boost: int


def second_look(score: int, looked: Looked, question: Question) -> int:
    """The score after it."""
    asked = question.content
    if not asked:
        return score * looked.boost // 100
    title = [word.folded for word in words_of(looked.title)]
    keywords = [[word.folded for word in words_of(word)] for word in looked.keywords]
    percent = 100
    percent += IN_TITLE * _share(asked, title) // 100
    percent += FILLS_TITLE * _share(title, asked) // 100
    percent += RUN_IN_TITLE * _longest_run(asked, title) // len(asked)
    percent += IN_KEYWORDS * max((_share(asked, words) for words in keywords), default=0) // 100
    if any(tuple(words) == asked for words in keywords):
        percent += IS_KEYWORD
    return score * percent * looked.boost // 10_000


def _share(some: Sequence[str], all_: Sequence[str]) -> int:
    """Percent of `some` that stand among `all_`."""
    there = frozenset(all_)
    return 100 * sum(word in there for word in some) // len(some) if some else 0


def _longest_run(asked: Sequence[str], text: Sequence[str]) -> int:
    """How many of the asked words stand side by side in the text, in their order; one alone is none."""
    best = 0
    for start in range(len(text)):
        for begin in range(len(asked)):
            length = 0
            while (
                start + length < len(text)
                and begin + length < len(asked)
                and text[start + length] == asked[begin + length]
            ):
                length += 1
            best = max(best, length)
    return best if best > 1 or len(asked) == 1 else 0
