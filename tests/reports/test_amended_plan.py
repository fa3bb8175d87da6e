"""A plan replaced in mid-year: one round a period, and what was done for the older version's tasks still counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from khien.base.access import Actor
from khien.programme.models import Programme
from khien.programme.services import adopt
from khien.reports.models import ReportRound, Submission
from khien.reports.rules import figures_from_data
from khien.reports.services.rounds import open_due_rounds
from tests.plans.conftest import read, uploaded
from tests.programme.conftest import settle
from tests.reports.conftest import NOVEMBER, moment, plan_of_the_year

SEPTEMBER = dt.datetime(2026, 9, 1, 3, 0, tzinfo=dt.UTC)


def amended(hoa: Actor, programme: Programme, at: dt.datetime) -> Programme:
    """The same plan, issued again."""
    plan = read(uploaded(hoa, b"Ke hoach thay the"), plan_of_the_year())  # type: ignore[arg-type]
    plan.replaces = programme.plan
    plan.save(update_fields=["replaces"])
    return adopt(hoa, str(settle(hoa, plan).uuid), at=at)


def test_the_year_counts_what_was_done_for_both_versions(
    programme: Programme, hoa: Actor, did: Callable[..., int], hand_in: Callable[..., Submission]
) -> None:
    did("commune", "IV.2", dt.date(2026, 3, 1), people=100)
    newer = amended(hoa, programme, SEPTEMBER)
    [year] = open_due_rounds(on=NOVEMBER, at=moment(NOVEMBER))
    assert year.programme_id == newer.pk
    figures = figures_from_data(hand_in(year, "commune", on=NOVEMBER).figures)
    assert (figures.activities, figures.people) == (1, 100)
    assert [(task.path, task.activities) for task in figures.tasks] == [("IV.2", 1)]
    assert newer.tasks.filter(pk=figures.tasks[0].task_id).exists()


def test_a_round_that_is_open_when_the_plan_is_replaced_is_not_opened_twice(
    year: ReportRound, programme: Programme, hoa: Actor
) -> None:
    amended(hoa, programme, moment(dt.date(2026, 11, 6)))
    day = dt.date(2026, 11, 7)
    assert open_due_rounds(on=day, at=moment(day)) == []
