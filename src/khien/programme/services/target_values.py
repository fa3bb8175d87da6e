"""Targets of a programme with their values, as other apps and pages take them.

Refuses nothing; where a value is missing, the words say why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from khien.programme.models import Programme, Target
from khien.programme.rules.target_outlook import Why, met
from khien.programme.rules.targets import Direction, Light, Method, Remark
from khien.programme.selectors.targets import Measured, measured, targets_with_definitions
from khien.programme.services.target_defining import ensure_definitions
from khien.programme.wording import target_counting, targets


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValue:
    """A target as it stands on a day.

    `value` in `unit_of_measure` ("%" = per cent); `numerator` of `denominator` where it is a share; `low`, `high`:
    bounds of people and of estimates. `needed`: what the value should be today. `trend`: (day, value), the ends of
    reporting months and the day itself. `forecast`: at `deadline_on`, None when nobody can tell. Texts are in the
    reader's language: `basis` "41 of 45 units", `how_counted`, `why` (behind the light), `forecast_words`.
    `guessed`: nobody has confirmed how it is counted. `computed_at` None: counted just now.
    """

    target_id: int
    uuid: str
    text: str
    path: str
    comparator: str
    threshold: Decimal
    unit_of_measure: str
    asked: str
    method: Method
    direction: Direction
    value: Decimal | None
    shown: str
    numerator: Decimal | None
    denominator: Decimal | None
    low: Decimal | None
    high: Decimal | None
    remark: Remark
    basis: str
    how_counted: str
    light: Light
    light_words: str
    reason: Why
    why: str
    needed: Decimal | None
    met: bool
    baseline: Decimal | None
    trend: tuple[tuple[dt.date, Decimal], ...]
    forecast: Decimal | None
    forecast_words: str
    deadline_on: dt.date | None
    guessed: bool
    computed_at: dt.datetime | None


def target_values(
    programme_id: int, on: dt.date, *, fresh: bool = False, brief: bool = False
) -> list[TargetValue]:
    """In the plan's order. Reads snapshots (six queries); `fresh` counts from the ledger now, as a report must;
    `brief`: what would take long to count is left uncounted and says so, as a page must.

    A day before the newest snapshot that has none of its own is counted anew as well.
    """
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None:
        return []
    ensure_definitions(programme, on=on)
    definitions = targets_with_definitions(Target.objects.filter(programme_id=programme_id))
    return [value_of(found) for found in measured(definitions, on=on, fresh=fresh, brief=brief)]


def value_of(found: Measured) -> TargetValue:
    target, figure = found.target, found.figure
    return TargetValue(
        target_id=target.pk,
        uuid=str(target.uuid),
        text=target.text,
        path=target.path,
        comparator=target.comparator,
        threshold=target.value,
        unit_of_measure=target.unit_of_measure,
        asked=targets.asked_text(found),
        method=found.method,
        direction=found.course.direction,
        value=figure.value,
        shown=targets.amount(figure.value, target.unit_of_measure),
        numerator=figure.numerator,
        denominator=figure.denominator,
        low=figure.low,
        high=figure.high,
        remark=figure.remark,
        basis=targets.basis_text(found),
        how_counted=target_counting.how_counted(found.definition),
        light=found.light,
        light_words=str(targets.LIGHT_WORDS[found.light]),
        reason=found.judgement.why,
        why=targets.why_text(found),
        needed=found.judgement.needed,
        met=figure.value is not None and met(figure.value, found.course),
        baseline=found.course.baseline,
        trend=found.trend,
        forecast=found.forecast,
        forecast_words=targets.forecast_text(found),
        deadline_on=found.course.deadline_on,
        guessed=found.definition.is_guess,
        computed_at=found.computed_at,
    )
