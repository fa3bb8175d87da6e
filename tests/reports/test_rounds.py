"""Rounds open by themselves from the plan's duties; Hoa of the standing office opens, changes and closes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from khien.base.access import Actor
from khien.programme.models import Programme
from khien.programme.services import adopt
from khien.reports.errors import NotAllowedNow, WrongRound
from khien.reports.models import ReportRound
from khien.reports.services import rounds as services
from khien.reports.services.rounds import RoundDays, open_due_rounds
from tests.people import Cast
from tests.plans.conftest import read, uploaded
from tests.programme.conftest import settle
from tests.reports.conftest import MAY, NOVEMBER, moment, plan_of_the_year


def test_twenty_days_before_the_due_day_the_round_is_there_with_every_unit_that_reports(
    programme: Programme, cast: Cast
) -> None:
    assert open_due_rounds(on=dt.date(2026, 5, 20), at=moment(MAY)) == []
    [half] = open_due_rounds(on=dt.date(2026, 5, 21), at=moment(MAY))
    assert (half.code, half.title) == ("12-KH-UBND-2026-H1", "Báo cáo 6 tháng đầu năm 2026")
    assert (half.first, half.cut_off, half.due_on) == (
        dt.date(2025, 12, 15),
        dt.date(2026, 6, 5),  # five days to count, sign and send
        dt.date(2026, 6, 10),
    )
    asked = set(half.expected.values_list("unit_id", flat=True))
    assert asked == {cast.units.department, cast.units.commune, cast.units.other_commune}


def test_the_job_run_again_opens_nothing_twice(half: ReportRound) -> None:
    assert open_due_rounds(on=MAY, at=moment(MAY)) == []
    assert open_due_rounds(on=dt.date(2026, 6, 30), at=moment(MAY)) == []


def test_a_worker_that_was_away_makes_up_for_a_round_but_not_for_long_past_ones(
    programme: Programme,
) -> None:
    late = open_due_rounds(on=dt.date(2026, 12, 1), at=moment(NOVEMBER))
    assert [row.code for row in late] == ["12-KH-UBND-2026"]


def test_the_next_year_begins_the_day_after_this_one_closed(year: ReportRound, programme: Programme) -> None:
    programme.period_to = 2030
    programme.save()
    day = dt.date(2027, 11, 1)
    [next_year] = open_due_rounds(on=day, at=moment(day))
    assert (year.cut_off, next_year.first) == (dt.date(2026, 11, 5), dt.date(2026, 11, 6))


def special(**changes: object) -> RoundDays:
    values: dict[str, object] = {
        "title": "Báo cáo đột xuất về tin nhắn giả mạo",
        "first": dt.date(2026, 10, 1),
        "cut_off": dt.date(2026, 10, 31),
        "opens_on": dt.date(2026, 11, 2),
        "due_on": dt.date(2026, 11, 6),
    }
    return RoundDays(**{**values, **changes})  # type: ignore[arg-type]


def test_hoa_asks_two_communes_for_a_special_report_once_though_she_presses_twice(
    programme: Programme, hoa: Actor, cast: Cast
) -> None:
    units = [cast.units.commune, cast.units.other_commune]
    made = [
        services.open_special(hoa, programme.pk, special(), unit_ids=units, key="form-1", at=moment(NOVEMBER))
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    assert made[0].code == "12-KH-UBND-2026-DX1106"
    assert made[0].expected.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"cut_off": dt.date(2026, 9, 1)}, "cut_off"),
        ({"due_on": dt.date(2026, 11, 1)}, "due_on"),
        ({"cut_off": dt.date(2030, 1, 1)}, "cut_off"),
    ],
)
def test_days_that_cannot_be_are_named(
    programme: Programme, hoa: Actor, cast: Cast, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(WrongRound) as refused:
        services.open_special(
            hoa,
            programme.pk,
            special(**changes),
            unit_ids=[cast.units.commune],
            key="",
            at=moment(NOVEMBER),
        )
    assert list(refused.value.fields) == [field]


def test_a_closed_round_takes_no_more_units_until_it_is_opened_again(
    half: ReportRound, hoa: Actor, cast: Cast
) -> None:
    at = moment(MAY)
    services.close_round(hoa, half.pk, at=at)
    with pytest.raises(NotAllowedNow):
        services.excuse_unit(hoa, half.pk, cast.units.commune, reason="Bão lũ", at=at)
    services.reopen_round(hoa, half.pk, at=at)
    services.excuse_unit(hoa, half.pk, cast.units.commune, reason="Bão lũ", at=at)
    assert half.expected.get(unit_id=cast.units.commune).excused == "Bão lũ"
    assert services.expect_units(hoa, half.pk, [cast.units.commune, cast.units.province], at=at) == 2


def test_two_officers_who_change_a_round_at_once_do_not_overwrite_each_other(
    half: ReportRound, hoa: Actor
) -> None:
    days = special(first=half.first, cut_off=half.cut_off, opens_on=half.opens_on, due_on=half.due_on)
    services.change_round(hoa, half.pk, days, revision=1, at=moment(MAY))
    with pytest.raises(NotAllowedNow):
        services.change_round(hoa, half.pk, days, revision=1, at=moment(MAY))


def test_a_plan_adopted_shortly_before_a_due_day_has_its_round_at_once(
    hoa: Actor, cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    plan = settle(hoa, read(uploaded(hoa), plan_of_the_year()))  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        adopt(hoa, str(plan.uuid), at=moment(MAY))
    assert ReportRound.objects.get().code == "12-KH-UBND-2026-H1"
