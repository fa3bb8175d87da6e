"""What the form of an activity offers: tasks of the unit, targets, names of money and products. Few queries each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from khien.orgs import api as orgs
from khien.programme.models import (
    AssignedUnit,
    BudgetLine,
    LedgerTally,
    ProgrammeQuerySet,
    Target,
    Task,
)
from khien.programme.rules import Role

SHORT_TEXT = 80  # letters of a task on its chip
MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task as a chip. `mine`: one of the unit's; `leads`: it answers for it."""

    id: int
    uuid: str
    path: str
    text: str
    programme: str
    products: tuple[str, ...]
    mine: bool
    leads: bool

    @property
    def short(self) -> str:
        return self.text if len(self.text) <= SHORT_TEXT else f"{self.text[: SHORT_TEXT - 1].rstrip()}…"

    @property
    def label(self) -> str:
        return f"{self.path} · {self.short}" if self.path else self.short


@dataclass(frozen=True, slots=True)
class TargetChoice:
    id: int
    uuid: str
    path: str
    text: str

    @property
    def label(self) -> str:
        return f"{self.path} · {self.text}" if self.path else self.text


@dataclass(frozen=True, slots=True)
class Offer:
    """All a form offers. `tasks`: the unit's own first, those recorded most of late before the others."""

    tasks: tuple[TaskChoice, ...]
    targets: tuple[TargetChoice, ...]
    money_sources: tuple[str, ...]
    products: tuple[str, ...]

    @property
    def mine(self) -> tuple[TaskChoice, ...]:
        return tuple(task for task in self.tasks if task.mine)

    @property
    def others(self) -> tuple[TaskChoice, ...]:
        return tuple(task for task in self.tasks if not task.mine)


def offer(
    programmes: ProgrammeQuerySet, *, unit_ids: Iterable[int], also: Iterable[int] = (), on: dt.date
) -> Offer:
    """Of the programmes in force on the day. `also`: ids of tasks of older programmes that an entry names already."""
    running = list(programmes.running(on).select_related("plan"))
    own = frozenset(unit_ids)
    own |= orgs.units_before(own)
    labels = {programme.pk: str(programme) for programme in running}
    tasks = list(Task.objects.filter(programme__in=running))
    known = {task.pk for task in tasks}
    tasks += list(Task.objects.filter(pk__in=set(also) - known))
    roles = _roles(own, [task.pk for task in tasks])
    chips = [_chip(task, labels.get(task.programme_id, ""), roles.get(task.pk, set())) for task in tasks]
    used = _used(own, on)
    chips.sort(key=lambda chip: (not chip.mine, -used.get(chip.id, 0)))  # stable: the plan's order within
    targets = Target.objects.filter(programme__in=running)
    return Offer(
        tasks=tuple(chips),
        targets=tuple(TargetChoice(row.pk, str(row.uuid), row.path, row.text) for row in targets),
        money_sources=_names(
            BudgetLine.objects.filter(programme__in=running).values_list("source", flat=True)
        ),
        products=_names(product for chip in chips for product in chip.products),
    )


def _roles(unit_ids: frozenset[int], task_ids: Sequence[int]) -> dict[int, set[str]]:
    rows = AssignedUnit.objects.filter(unit_id__in=unit_ids, assignment__task_id__in=task_ids)
    found: dict[int, set[str]] = {}
    for task_id, role in rows.values_list("assignment__task_id", "assignment__role"):
        found.setdefault(task_id, set()).add(role)
    return found


def _used(unit_ids: frozenset[int], on: dt.date) -> dict[int, int]:
    """How often each task was recorded in the last half-year: the usual ones come first."""
    since = on - dt.timedelta(days=185)
    rows = LedgerTally.objects.filter(unit_id__in=unit_ids, task__isnull=False, month__gte=since)
    sums = rows.order_by().values("task_id").annotate(n=Sum("activities"))
    return {row["task_id"]: row["n"] for row in sums}


def _chip(task: Task, programme: str, roles: set[str]) -> TaskChoice:
    return TaskChoice(
        id=task.pk,
        uuid=str(task.uuid),
        path=task.path,
        text=task.text,
        programme=programme,
        products=tuple(task.products),
        mine=bool(roles),
        leads=Role.LEAD in roles,
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_NAMES]
