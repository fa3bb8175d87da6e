"""Words typed into the filter bar: every one must stand in the task or in the unit's name, marks or no marks.

Refuses to ask the database word by word for hundreds of thousands of items: tasks are grouped by the words they lack,
and those words name the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from khien.orgs import api as orgs
from khien.programme import api as programme

MOST_WORDS = 8


def with_words(text: str) -> Q:
    """The condition on items, of at least one word; a sub-task's own title counts too. A question for each word and for each set of words that tasks lack."""
    words = list(dict.fromkeys(text.split()))[:MOST_WORDS]
    tasks = {word: programme.task_ids_with(word) for word in words}
    # Only parts have a title of their own: asked that way, an index finds them and the others are not read.
    parts = [reduce(and_, [Q(title__icontains=word) for word in words], Q(parent__isnull=False))]
    for lacking, ids in _by_lacking(words, tasks).items():
        if not lacking:
            parts.append(Q(task_id__in=ids))
            continue
        named = _named(lacking)
        if named:
            parts.append(Q(task_id__in=ids, unit_id__in=named))
    everywhere = _named(words)
    if everywhere:
        parts.append(Q(unit_id__in=everywhere))
    return reduce(or_, parts)


def _by_lacking(words: Sequence[str], tasks: dict[str, frozenset[int]]) -> dict[tuple[str, ...], list[int]]:
    """Words a task does not hold → the tasks; those that hold none are left out."""
    found: dict[tuple[str, ...], list[int]] = {}
    for task_id in sorted(frozenset().union(*tasks.values())):
        lacking = tuple(word for word in words if task_id not in tasks[word])
        found.setdefault(lacking, []).append(task_id)
    return found


def _named(words: Iterable[str]) -> list[int]:
    """Units whose names hold all of the words."""
    return sorted(orgs.unit_ids_named(" ".join(words)))
