"""What the page of one target and its forms show: definition in force, its history, entered figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khien.programme.models import (
    Programme,
    Target,
    TargetDefinition,
    TargetDefinitionChange,
    TargetReading,
    Task,
)
from khien.programme.selectors.target_scope import target_ids_of
from khien.programme.selectors.targets import milestones_of

MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """An entered figure with what became of it: `replaced` by another entry, whose `reason` says why."""

    row: TargetReading
    replaced: TargetReading | None
    own: bool  # of this version of the plan, so that it may still be corrected here


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition as its page needs it."""

    definition: TargetDefinition
    units: int
    tasks: Sequence[Task]
    milestones: dict[int, Decimal]


def definition_of(target: Target) -> TargetDefinition:
    """With target, programme and plan at hand. Raises DoesNotExist before `ensure_definitions`."""
    return TargetDefinition.objects.select_related("target__programme__plan", "target__programme__unit").get(
        target=target
    )


def defined(definition: TargetDefinition) -> Defined:
    return Defined(
        definition=definition,
        units=definition.units.count(),
        tasks=list(definition.tasks.all()),
        milestones=milestones_of([definition.target_id])[definition.target_id],
    )


def task_choices(programme: Programme) -> list[Task]:
    return list(Task.objects.filter(programme=programme))


def changes_of(target: Target) -> list[TargetDefinitionChange]:
    """The newest first."""
    return list(TargetDefinitionChange.objects.filter(target=target)[:100])


def readings_of(target: Target) -> list[Reading]:
    """Every entry that gave a figure, the newest day first; withdrawals stand behind what they took away."""
    rows = list(
        TargetReading.objects.filter(target_id__in=target_ids_of(target))
        .select_related("stored")
        .order_by("-on", "-id")[:500]
    )
    after = {row.replaces_id: row for row in rows if row.replaces_id is not None}
    return [Reading(row, after.get(row.pk), row.target_id == target.pk) for row in rows if not row.withdrawn]


def milestone_years(target: Target, on: dt.date) -> list[int]:
    """The years that may have a milestone: from the programme's first to the one before its end."""
    programme = target.programme
    first = programme.period_from or programme.begun_on.year
    end = target.deadline_on or dt.date(programme.period_to or on.year + 1, 12, 31)
    last = end.year - 1 if (end.month, end.day) == (12, 31) else end.year  # that day is the target's own
    return list(range(first, last + 1))[-MOST_YEARS:]
