"""Targets with their values, for pages and other apps: from snapshots, a fixed number of queries.

Refuses to hide from when a value is: `computed_at` goes with it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from khien.programme.models import (
    Activity,
    AssignedUnit,
    Programme,
    Target,
    TargetDefinition,
    TargetMilestone,
    TargetSnapshot,
)
from khien.programme.rules.target_outlook import Course, Judgement, forecast, judge
from khien.programme.rules.targets import MEASURED, Direction, Light, Method, Remark
from khien.programme.selectors.target_figures import Figure, figures

HUNDRED = Decimal(100)
MOST_NAMED = 1000  # units that tasks name, each as often as it is named
MOST_ENTRIES = 5000  # of the ledger: what a page can count itself


@dataclass(frozen=True, slots=True)
class Measured:
    """A target as it stands on a day. Words are made of it by `wording.targets`."""

    target: Target
    definition: TargetDefinition
    figure: Figure
    judgement: Judgement
    course: Course
    trend: tuple[tuple[dt.date, Decimal], ...]
    forecast: Decimal | None
    computed_at: dt.datetime | None  # None: counted just now

    @property
    def method(self) -> Method:
        return Method(self.definition.method)

    @property
    def light(self) -> Light:
        return self.judgement.light


def targets_with_definitions(targets: QuerySet[Target]) -> list[TargetDefinition]:
    """Definitions of targets, in the plan's order, with target, programme and its unit at hand."""
    rows = TargetDefinition.objects.filter(target__in=targets)
    return list(
        rows.select_related("target__programme__plan", "target__programme__unit").order_by(
            "target__programme_id", "target__position"
        )
    )


def measured(
    definitions: Sequence[TargetDefinition], *, on: dt.date, fresh: bool = False, brief: bool = False
) -> list[Measured]:
    """Each target on a day: from its snapshots (two queries for all); counted now where there is none for the day,
    or always when `fresh`. `brief`, for pages: what would take long to count now stays uncounted and says so."""
    targets = [definition.target_id for definition in definitions]
    milestones = milestones_of(targets)
    snapshots: dict[int, list[TargetSnapshot]] = defaultdict(list)
    for row in TargetSnapshot.objects.filter(target_id__in=targets).order_by("target_id", "on"):
        snapshots[row.target_id].append(row)
    lacking = [d for d in definitions if _kept(snapshots[d.target_id], on) is None]
    left = {d.pk for d in lacking} if brief and too_much(lacking) else set()
    return [
        _measured(
            definition,
            snapshots[definition.target_id],
            milestones[definition.target_id],
            on,
            fresh=fresh,
            left=definition.pk in left,
        )
        for definition in definitions
    ]


def too_much(definitions: Sequence[TargetDefinition]) -> bool:
    """Whether counting these from the ledger takes longer than a page may. Two queries, none for what is entered."""
    counted = [d for d in definitions if d.method not in (*MEASURED, Method.UNDEFINED)]
    if not counted:
        return False
    programmes = {d.target.programme_id for d in counted}
    named = AssignedUnit.objects.filter(assignment__task__programme_id__in=programmes).order_by()
    if named[MOST_NAMED : MOST_NAMED + 1].exists():
        return True
    return Activity.objects.order_by()[MOST_ENTRIES : MOST_ENTRIES + 1].exists()


def milestones_of(target_ids: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """Target → year → value to have at its end."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = TargetMilestone.objects.filter(target_id__in=list(target_ids))
    for target_id, year, value in rows.values_list("target_id", "year", "value"):
        found[target_id][year] = value
    return found


def _measured(
    definition: TargetDefinition,
    snapshots: list[TargetSnapshot],
    milestones: dict[int, Decimal],
    on: dt.date,
    *,
    fresh: bool,
    left: bool,
) -> Measured:
    course = course_of(definition, milestones, on)
    kept = None if fresh else _kept(snapshots, on)
    if kept is not None:
        figure = _figure(kept)
    else:
        figure = Figure(on, remark=Remark.NOT_COUNTED) if left else figures(definition, [on])[0]
    trend = _trend(definition, snapshots, figure, on)
    most = HUNDRED if definition.target.unit_of_measure.strip() == "%" else None
    until = course.deadline_on
    return Measured(
        target=definition.target,
        definition=definition,
        figure=figure,
        judgement=judge(figure.value, course, on),
        course=course,
        trend=trend,
        forecast=forecast(this_year(trend, definition, on), on=on, until=until, most=most),
        computed_at=kept.computed_at if kept else None,
    )


def _trend(
    definition: TargetDefinition, snapshots: list[TargetSnapshot], figure: Figure, on: dt.date
) -> tuple[tuple[dt.date, Decimal], ...]:
    """Ends of months and the day itself; of entered figures their own days only, as none holds on after it."""
    points = {row.on: row.value for row in snapshots if row.on <= on and row.value is not None}
    if figure.value is not None and definition.method not in MEASURED:
        points.setdefault(on, figure.value)
    days = sorted(points)
    if definition.method in MEASURED and len(days) > 1 and points[days[-1]] == points[days[-2]]:
        days.pop()
    return tuple((day, points[day]) for day in days)


def this_year(
    trend: Sequence[tuple[dt.date, Decimal]], definition: TargetDefinition, on: dt.date
) -> list[tuple[dt.date, Decimal]]:
    """What is counted anew each year starts anew each year."""
    return [point for point in trend if not definition.per_year or point[0].year == on.year]


def _kept(snapshots: list[TargetSnapshot], on: dt.date) -> TargetSnapshot | None:
    """The day's own snapshot, or the newest of all when it is not later than the day."""
    exact = next((row for row in snapshots if row.on == on), None)
    newest = snapshots[-1] if snapshots else None
    return exact or (newest if newest is not None and newest.on <= on else None)


def _figure(row: TargetSnapshot) -> Figure:
    return Figure(row.on, row.value, row.numerator, row.denominator, row.low, row.high, Remark(row.remark))


def course_of(definition: TargetDefinition, milestones: dict[int, Decimal], on: dt.date) -> Course:
    """What the target asks for over time. Without a deadline: the end of the plan's period; counted anew each
    year: the end of the year of the day, from its first day."""
    target, programme = definition.target, definition.target.programme
    start = _start(programme)
    deadline = target.deadline_on or _period_end(programme)
    if definition.per_year:
        start, deadline = dt.date(on.year, 1, 1), dt.date(on.year, 12, 31)
        milestones = {}
    return Course(
        comparator=target.comparator,
        threshold=target.value,
        direction=Direction(definition.direction),
        start=start,
        begun_on=programme.begun_on,
        deadline_on=deadline,
        baseline=None if definition.per_year else definition.baseline_value,
        baseline_on=None if definition.per_year else definition.baseline_on,
        milestones=milestones,
    )


def _start(programme: Programme) -> dt.date:
    if programme.period_from is None:
        return programme.begun_on
    return min(dt.date(programme.period_from, 1, 1), programme.begun_on)


def _period_end(programme: Programme) -> dt.date | None:
    return dt.date(programme.period_to, 12, 31) if programme.period_to else None
