"""The little that lists of many thousand rows need of tasks and of the ledger: one query each.

Refuses agencies and units: those of a whole programme are `task_lines`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count

from khien.programme.models import Activity, Task
from vanban import fold


@dataclass(frozen=True, slots=True)
class TaskHead:
    """A task without its agencies. `search_text`: folded words of text, group and units."""

    id: int
    uuid: str
    programme_id: int
    position: int
    path: str
    group: str
    text: str
    amount_vnd: int | None
    search_text: str


def task_heads(
    *,
    programme_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
    task_uuids: Iterable[str] | None = None,
) -> list[TaskHead]:
    """In the order of programmes (the newest first) and of the plan."""
    rows = Task.objects.order_by("-programme_id", "position")
    if programme_ids is not None:
        rows = rows.filter(programme_id__in=set(programme_ids))
    if task_ids is not None:
        rows = rows.filter(pk__in=set(task_ids))
    if task_uuids is not None:
        rows = rows.filter(uuid__in=set(task_uuids))
    named = rows.values_list(
        "id", "uuid", "programme_id", "position", "path", "group", "text", "amount_vnd", "search_text"
    )
    return [
        TaskHead(pk, str(uuid), programme, position, path, group, text, amount, found)
        for pk, uuid, programme, position, path, group, text, amount, found in named
    ]


def activity_days(
    *,
    unit_ids: Iterable[int] | None,
    first: dt.date,
    last: dt.date,
    programme_ids: Iterable[int] | None = None,
) -> dict[dt.date, int]:
    """How many entries in force ended on each day; `unit_ids` None = of every unit. With programmes, those whose
    main task is theirs."""
    rows = Activity.objects.in_force().between(first, last)
    if programme_ids is not None:
        wanted = set(programme_ids)
        rows = rows.filter(task_links__main=True, task_links__task__programme_id__in=wanted)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=set(unit_ids))
    counted = rows.order_by().values_list("ends_on").annotate(n=Count("pk"))
    return dict(counted)


def task_ids_with(word: str) -> frozenset[int]:
    """Tasks of every programme whose text, group or clause hold the word, marks or no marks. One query: it narrows
    by the folded words beside the task, in which the names of its units stand too, and looks closer here."""
    wanted = _folded(word)
    near = Task.objects.filter(search_text__contains=wanted).order_by()
    named = near.values_list("id", "path", "group", "text")
    return frozenset(pk for pk, *texts in named if wanted in _folded(" ".join(texts)))


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return " ".join(fold(text).split())
