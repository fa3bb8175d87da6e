"""The figures of one programme on a day, asked of the apps that own them. Refuses to count anything by itself."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, F, When

from khien.base.errors import Missing
from khien.budget import api as budget
from khien.insight.models import DayFigures
from khien.insight.rules.figures import Figures, LateUnit, TargetFigure, from_data
from khien.plans import api as plans
from khien.programme import api as programmes
from khien.programme.api import ProgrammeCard, TargetValue
from khien.reports import api as reports
from khien.work import api as work

MOST_LATE = 10
LONG_AGO = dt.date(2000, 1, 1)
APART = dt.timedelta(days=7)  # figures of yesterday tell a leader little


def gather(programme: ProgrammeCard, *, on: dt.date) -> Figures:
    """Counted now: some seconds with thousands of units, so pages read what was kept."""
    values = tuple(programmes.target_values(programme.id, on))
    states = work.state_counts(programme.id)
    handed = reports.timely(programme.id, on=on)
    money = budget.totals(programme.id, on=on)
    versions = programmes.version_ids(programme.id)  # what was done under an older version goes on counting
    days = programmes.activity_days(unit_ids=None, programme_ids=versions, first=LONG_AGO, last=on)
    expected, with_plan = _plans(programme, on)
    due = {card.due_on for card in reports.rounds(programme.id)}
    return Figures(
        on=on.isoformat(),
        targets=tuple(target_figure(value) for value in values),
        tasks_on_time=states.get(work.State.DONE, 0),
        tasks_late=states.get(work.State.LATE, 0),
        tasks_overdue=states.get(work.State.OVERDUE, 0),
        tasks_open=states.get(work.State.UNDER_WAY, 0) + states.get(work.State.NOT_STARTED, 0),
        reports_expected=handed.expected,
        reports_submitted=handed.submitted,
        reports_on_time=handed.on_time,
        reports_missing=handed.missing,
        money_planned=money.planned,
        money_allocated=money.allocated,
        money_spent=money.spent,
        activities=sum(days.values()),
        units_expected=expected,
        units_with_plan=with_plan,
        late=tuple(
            LateUnit(line.unit, line.round_code, line.round_title, line.days_late)
            for line in reports.latest(programme.id, on=on, most=MOST_LATE)
        ),
        days=tuple((day.isoformat(), n) for day, n in sorted(days.items()) if _same_month(day, on)),
        due=tuple(day.isoformat() for day in sorted(due) if _same_month(day, on)),
    )


def _same_month(day: dt.date, on: dt.date) -> bool:
    return (day.year, day.month) == (on.year, on.month)


def _plans(programme: ProgrammeCard, on: dt.date) -> tuple[int, int]:
    try:
        found = plans.cascade_summary(programme.plan_uuid, on)
    except Missing:
        return 0, 0
    return found.expected, found.with_plan


def target_figure(value: TargetValue) -> TargetFigure:
    return TargetFigure(
        uuid=value.uuid,
        text=value.text,
        path=value.path,
        asked=value.asked,
        shown=value.shown,
        basis=value.basis,
        light=value.light.value,
        light_words=value.light_words,
        met=value.met,
    )


def earlier(programme_id: int, *, on: dt.date) -> Figures | None:
    """The newest kept figures of at least a week ago; failing that, the oldest there are. One query."""
    far = Case(When(on__lte=on - APART, then=F("on")), default=None)
    kept = DayFigures.objects.filter(programme_id=programme_id, on__lt=on)
    row = kept.order_by(far.desc(nulls_last=True), "on").first()
    return from_data(row.figures) if row else None


def newest(programme_id: int) -> DayFigures | None:
    return DayFigures.objects.filter(programme_id=programme_id).order_by("-on").first()


def kept_since(programme_id: int, *, on: dt.date, since: dt.datetime) -> DayFigures | None:
    """Today's figures, when they were counted no earlier than that."""
    return DayFigures.objects.filter(programme_id=programme_id, on=on, counted_at__gte=since).first()
