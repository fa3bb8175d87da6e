"""The same work told twice: once in the body, once as a row of the annex's table.

A plan names its tasks in section IV and lists them again, with lead, schedule and money, in an annex. As two tasks
they would be counted, assigned and reported twice. The annex's row says more, so it is the one to keep.
Refuses to drop anything: it names pairs, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khien.plans.rules.content import TaskRow
from khien.plans.rules.drafts import fold
from khien.plans.rules.likeness import Words

ALIKE = 0.8  # share of words in common; below it, annex rows are often narrower or wider than the body's item
_NOT_WORDS = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A task as far as twins are concerned. `source` is "body" or "table"."""

    key: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Twin:
    body: str
    table: str


def twins(tasks: Iterable[Told]) -> tuple[Twin, ...]:
    """Pairs of keys, each task in one pair at most, the most alike first paired; in the body's order."""
    listed = list(tasks)
    body = [(task.key, Words.of(_words(task.text))) for task in listed if task.source == "body"]
    table = [(task.key, Words.of(_words(task.text))) for task in listed if task.source == "table"]
    scored = [
        (-score, i, j)
        for i, (_, ours) in enumerate(body)
        for j, (_, theirs) in enumerate(table)
        if (score := ours.likeness(theirs, at_least=ALIKE)) >= ALIKE
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return tuple(Twin(body[i][0], table[pairs[i]][0]) for i in sorted(pairs))


def without_body_twins(tasks: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """The tasks, each told once: what a version says whether or not a person has dropped its twins yet."""
    told = twins(Told(task.row_uuid, task.text, task.source) for task in tasks)
    again = {twin.body for twin in told}
    return tuple(task for task in tasks if task.row_uuid not in again)


def _words(text: str) -> str:
    return _NOT_WORDS.sub(" ", fold(text)).strip()
