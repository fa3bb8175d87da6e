"""The leader's page counts reports as the rounds' own page does, without a row for every unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from khien.programme.models import Programme
from khien.reports import api
from khien.reports.models import ExpectedUnit, ReportRound, Submission
from khien.reports.rules import RoundState
from tests.people import Cast
from tests.reports.conftest import ON, moment

pytestmark = pytest.mark.django_db


def handed_in(
    cast: Cast, found: ReportRound, unit: str, day: dt.date, state: str = "submitted"
) -> Submission:
    at = moment(day)
    return Submission.objects.create(
        round=found, unit_id=cast.units.id(unit), state=state, first_submitted_at=at, submitted_at=at
    )


@pytest.fixture
def three_ways(cast: Cast, half: ReportRound) -> ReportRound:
    """The department in time, one commune five days late, the other not at all."""
    handed_in(cast, half, "department", dt.date(2026, 6, 10), "accepted")
    handed_in(cast, half, "commune", dt.date(2026, 6, 15), "returned")
    return half


def test_the_counts_are_those_of_the_rounds_page(programme: Programme, three_ways: ReportRound) -> None:
    found = api.timely(programme.pk, on=ON)
    rates = api.programme_rates(programme.pk, on=ON)
    assert (found.expected, found.submitted, found.on_time, found.missing) == (
        rates.expected,
        rates.submitted,
        rates.on_time,
        rates.missing,
    )
    assert found.on_time == 1


def test_the_latest_come_first_with_their_days(
    cast: Cast, programme: Programme, three_ways: ReportRound
) -> None:
    [line] = api.latest(programme.pk, on=ON, most=10)
    assert (line.unit_id, line.days_late) == (cast.units.other_commune, (ON - dt.date(2026, 6, 10)).days)
    assert [late.unit_id for late in api.late_units(programme.pk, on=ON)] == [line.unit_id]


def test_more_time_an_excuse_and_a_closed_round_are_not_late(
    cast: Cast, programme: Programme, three_ways: ReportRound
) -> None:
    expected = ExpectedUnit.objects.get(round=three_ways, unit_id=cast.units.other_commune)
    expected.due_on = ON
    expected.save()
    assert api.latest(programme.pk, on=ON, most=10) == []
    expected.due_on, expected.excused = None, "Đơn vị mới thành lập"
    expected.save()
    assert api.latest(programme.pk, on=ON, most=10) == []
    assert api.timely(programme.pk, on=ON).missing == 0
    expected.excused = ""
    expected.save()
    ReportRound.objects.filter(pk=three_ways.pk).update(state=RoundState.CLOSED)
    assert api.latest(programme.pk, on=ON, most=10) == []


def test_an_evening_in_vietnam_is_still_the_due_day(
    cast: Cast, programme: Programme, half: ReportRound, did: Callable[..., int]
) -> None:
    at = dt.datetime(2026, 6, 10, 16, 30, tzinfo=dt.UTC)  # 23:30 in Hà Nội
    Submission.objects.create(
        round=half, unit_id=cast.units.commune, state="submitted", first_submitted_at=at, submitted_at=at
    )
    assert api.timely(programme.pk, on=ON).on_time == 1
