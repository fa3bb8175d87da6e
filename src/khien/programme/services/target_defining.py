"""How a target is counted: guessed once, then said by people; every change is kept.

Refuses to overwrite what somebody else saved meanwhile, and to change the target itself: its words come from the
plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.plans import api as plans
from khien.programme.errors import DefinitionChanged
from khien.programme.models import (
    Programme,
    ProgrammeQuerySet,
    Target,
    TargetDefinition,
    TargetDefinitionChange,
    TargetMilestone,
    Task,
)
from khien.programme.rules.target_guess import Guess, guess, phrases_of
from khien.programme.rules.targets import Direction, Method, direction_of

COPIED = (
    *("method", "numerator_text", "denominator_text", "denominator_value", "denominator_year"),
    *("denominator_source", "condition", "product_name", "kinds", "audiences", "per_year", "turns", "cause"),
    *("set_phrase", "baseline_value", "baseline_on", "baseline_source", "direction", "set_by", "set_at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDefinition:
    """Everything a person says of how a target is counted. `task_ids` empty = every task; `milestones`: year →
    value. The set's units are resolved from `set_phrase`, `unit_ids` are those resolved before it is saved."""

    method: Method
    direction: Direction = Direction.UP
    numerator_text: str = ""
    denominator_text: str = ""
    denominator_value: Decimal | None = None
    denominator_year: int | None = None
    denominator_source: str = ""
    condition: str = ""
    product_name: str = ""
    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    per_year: bool = False
    turns: bool = False
    cause: str = ""
    set_phrase: str = ""
    unit_ids: tuple[int, ...] = ()
    task_ids: tuple[int, ...] = ()
    baseline_value: Decimal | None = None
    baseline_on: dt.date | None = None
    baseline_source: str = ""
    milestones: Mapping[int, Decimal] = field(default_factory=dict)


def ensure_definitions(programme: Programme, *, on: dt.date) -> None:
    """A definition for every target that has none: that of the earlier version it continues, else a guess.
    Run twice, or by two at once, it is one."""
    missing = list(
        Target.objects.filter(programme=programme, definition__isnull=True).select_related(
            "continues__definition"
        )
    )
    if not missing:
        return
    guesses = {target.pk: _guess_of(target) for target in missing if _earlier(target) is None}
    units = _resolved(programme, [g.set_phrase for g in guesses.values() if g.set_phrase], on)
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)
        have = set(
            TargetDefinition.objects.filter(target__programme=programme).values_list("target_id", flat=True)
        )
        for target in missing:
            if target.pk in have:
                continue
            earlier = _earlier(target)
            if earlier is not None:
                _continue(target, earlier)
            else:
                found = guesses[target.pk]
                _write_guess(target, found, units.get(found.set_phrase, ()))


def ensure_running(programmes: ProgrammeQuerySet, *, on: dt.date) -> None:
    """The same for several programmes: one query when nothing is missing."""
    for programme in programmes.filter(targets__definition__isnull=True, targets__isnull=False).distinct():
        ensure_definitions(programme, on=on)


def unsaved(target: Target, new: NewDefinition) -> TargetDefinition:
    """The definition as it would be, to be told in words."""
    definition = TargetDefinition(target=target)
    for name in COPIED:
        if hasattr(new, name):
            value = getattr(new, name)
            setattr(definition, name, list(value) if isinstance(value, tuple) else value)
    return definition


def _earlier(target: Target) -> TargetDefinition | None:
    return getattr(target.continues, "definition", None) if target.continues_id else None


def _guess_of(target: Target) -> Guess:
    return guess(
        target.text,
        comparator=target.comparator,
        unit=target.unit_of_measure,
        population=target.population,
    )


def _write_guess(target: Target, found: Guess, unit_ids: tuple[int, ...]) -> None:
    definition = TargetDefinition.objects.create(
        target=target,
        method=found.method,
        direction=direction_of(target.comparator, found.direction),
        condition=found.condition or "",
        product_name=found.product_name[:200],
        kinds=[kind.value for kind in found.kinds],
        audiences=[audience.value for audience in found.audiences],
        per_year=found.per_year,
        turns=found.turns,
        cause=found.cause[:300],
        set_phrase=found.set_phrase[:500],
        denominator_text=target.population[:500] if found.method is not Method.UNITS else "",
    )
    definition.units.set(unit_ids)


def _continue(target: Target, earlier: TargetDefinition) -> None:
    """The same words are the same target: what people agreed on goes on."""
    definition = TargetDefinition.objects.create(
        target=target, **{name: getattr(earlier, name) for name in COPIED}
    )
    definition.units.set(earlier.units.all())
    definition.tasks.set(
        Task.objects.filter(programme=target.programme, continues__in=earlier.tasks.order_by().values("pk"))
    )
    TargetMilestone.objects.bulk_create(
        TargetMilestone(target=target, year=row.year, value=row.value)
        for row in TargetMilestone.objects.filter(target=earlier.target_id)
    )


def units_meant(programme: Programme, phrase: str, *, on: dt.date) -> tuple[int, ...]:
    """The units that a phrase ("các sở, ban, ngành") means on a day in this programme; empty when unknown."""
    return _resolved(programme, [phrase], on)[phrase] if phrase.strip() else ()


def _resolved(programme: Programme, phrases: list[str], on: dt.date) -> dict[str, tuple[int, ...]]:
    if not phrases:
        return {}
    within, day = plans.home_of(programme.plan_id)
    ways = {phrase: phrases_of(phrase) for phrase in phrases}
    asked = [way for found in ways.values() for way in found]
    meant = orgs.resolve_all(asked, at=day, now=on, within=within)
    sure = (orgs.NameOutcome.UNIT, orgs.NameOutcome.SET)
    return {
        phrase: next((meant[way].today for way in found if meant[way].kind in sure and meant[way].today), ())
        for phrase, found in ways.items()
    }


def define_target(
    actor: Actor,
    target: Target,
    new: NewDefinition,
    *,
    revision: int,
    reason: str,
    words: Mapping[str, tuple[str, str]],
    at: dt.datetime,
) -> TargetDefinition:
    """Say how the target is counted. `revision`: what the person saw; `words`: field → before and after as people
    read them. Raises DefinitionChanged."""
    with transaction.atomic():
        definition = TargetDefinition.objects.select_for_update().get(target=target)
        if definition.revision != revision:
            raise DefinitionChanged
        for name in COPIED:
            if hasattr(new, name):
                value = getattr(new, name)
                setattr(definition, name, list(value) if isinstance(value, tuple) else value)
        definition.revision += 1
        definition.set_by, definition.set_at = actor.label, at
        definition.save()
        definition.units.set(new.unit_ids)
        definition.tasks.set(new.task_ids)
        TargetMilestone.objects.filter(target=target).delete()
        TargetMilestone.objects.bulk_create(
            TargetMilestone(target=target, year=year, value=value)
            for year, value in sorted(new.milestones.items())
        )
        TargetDefinitionChange.objects.create(
            target=target,
            revision=definition.revision,
            fields={label: list(pair) for label, pair in words.items()},
            reason=reason,
            set_by=actor.label,
            set_at=at,
        )
        _audit(actor, target, {"revision": definition.revision, "method": new.method.value}, at)
    return definition


def _audit(actor: Actor, target: Target, new: dict[str, Any], at: dt.datetime) -> None:
    subject = audit.Subject("target", str(target.uuid), str(target))
    audit.record(actor=actor, action="targets.defined", subject=subject, new=new, at=at)
