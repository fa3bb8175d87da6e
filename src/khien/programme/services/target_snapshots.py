"""What targets came to, kept for fast pages and trends: the end of every reporting month, and today.

Refuses to be a source: everything here is made anew from ledger and readings whenever asked.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from khien.base import periods
from khien.programme.models import (
    Activity,
    Programme,
    TargetDefinition,
    TargetReading,
    TargetShares,
    TargetSnapshot,
)
from khien.programme.rules.target_outlook import judge
from khien.programme.rules.targets import MEASURED, Method
from khien.programme.selectors.target_contributions import FROM_LEDGER, counted_shares
from khien.programme.selectors.target_figures import figures, readings_in_force
from khien.programme.selectors.target_scope import entries_of
from khien.programme.selectors.targets import course_of, milestones_of
from khien.programme.services.target_defining import ensure_definitions

MOST_MONTHS = 36
MOST_READINGS = 100


def take_snapshots(definition: TargetDefinition, *, at: dt.datetime) -> None:
    """Count the target for the end of every reporting month since it began, and for today. The old ones go."""
    on = timezone.localdate(at)
    days = _days(definition, on)
    found = figures(definition, days)
    milestones = milestones_of([definition.target_id])[definition.target_id]
    rows = [
        TargetSnapshot(
            target_id=definition.target_id,
            on=figure.on,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            low=figure.low,
            high=figure.high,
            light=judge(figure.value, course_of(definition, milestones, figure.on), figure.on).light,
            remark=figure.remark,
            computed_at=at,
        )
        for figure in found
    ]
    counted = counted_shares(definition, on=on) if definition.method in FROM_LEDGER else []
    shares = {"rows": [share.as_row() for share in counted], "on": on, "computed_at": at}
    with transaction.atomic():
        # Two that count at once: one waits for the other here, then writes the same.
        TargetDefinition.objects.select_for_update().get(pk=definition.pk)
        TargetSnapshot.objects.filter(target_id=definition.target_id).delete()
        TargetSnapshot.objects.bulk_create(rows)
        TargetShares.objects.update_or_create(target_id=definition.target_id, defaults=shares)


def refresh_running(*, at: dt.datetime) -> None:
    """Every programme in force of which something changed since its last count of today."""
    for programme_id in Programme.objects.running(timezone.localdate(at)).values_list("pk", flat=True):
        refresh_programme(programme_id, at=at, unless_same=True)


def refresh_programme(programme_id: int, *, at: dt.datetime, unless_same: bool = False) -> int:
    """Snapshots of all its targets; how many targets were counted. `unless_same`: none when nothing was written
    since the last count of today."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None:
        return 0
    ensure_definitions(programme, on=timezone.localdate(at))
    if unless_same and not _changed_since(programme, at):
        return 0
    definitions = list(
        TargetDefinition.objects.filter(target__programme=programme).select_related("target__programme__plan")
    )
    for definition in definitions:
        take_snapshots(definition, at=at)
    return len(definitions)


def _changed_since(programme: Programme, at: dt.datetime) -> bool:
    kept = TargetSnapshot.objects.filter(target__programme=programme, on=timezone.localdate(at))
    state = kept.aggregate(first=Min("computed_at"))["first"]
    wanted = TargetDefinition.objects.filter(target__programme=programme)
    if state is None or kept.count() < wanted.count():
        return True
    newest = (
        Activity.objects.aggregate(n=Max("recorded_at"))["n"],
        TargetReading.objects.filter(target__programme=programme).aggregate(n=Max("recorded_at"))["n"],
        wanted.aggregate(n=Max("set_at"))["n"],
        state
        if Programme.objects.filter(parent=programme, begun_on=timezone.localdate(at)).exists()
        else None,
    )
    return any(moment is not None and moment >= state for moment in newest)


def _days(definition: TargetDefinition, on: dt.date) -> list[dt.date]:
    """Ends of reporting months since the first thing counted (or the programme's first day), or the days of entered
    figures; and today."""
    if definition.method in MEASURED:  # a figure holds for its own day; between two nothing is known
        return sorted({row.on for row in readings_in_force(definition) if row.on <= on} | {on})[
            -MOST_READINGS:
        ]
    first = min(_first_counted(definition, on), definition.target.programme.begun_on)
    month = periods.period_at(max(first, on - dt.timedelta(days=31 * MOST_MONTHS)), periods.Kind.MONTH)
    days = []
    while month.last < on:
        days.append(month.last)
        month = month.next()
    return [*days, on]


def _first_counted(definition: TargetDefinition, on: dt.date) -> dt.date:
    if definition.method == Method.UNDEFINED:
        return on
    entries = entries_of(definition, first=None, last=on)
    found: dt.date | None = entries.aggregate(n=Min("ends_on"))["n"]
    return found or on
