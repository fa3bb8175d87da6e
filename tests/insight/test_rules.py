"""Percent, weeks and changes, without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from khien.insight.charts import spark
from khien.insight.rules.changes import changes
from khien.insight.rules.figures import Figures, LateUnit, TargetFigure, from_data, percent, to_data
from khien.insight.rules.month import month_of


def target(uuid: str, *, met: bool) -> TargetFigure:
    return TargetFigure(uuid, f"Chỉ tiêu {uuid}", "II.1", "100 %", "50 %", "", "amber", "Chậm", met)


def test_nothing_to_take_a_part_of_is_no_percent() -> None:
    assert percent(0, 0) is None
    assert percent(1, 4) == 25.0
    assert Figures(on="2026-11-24").tasks_percent is None


def test_money_is_taken_of_what_was_allocated_else_of_the_plan() -> None:
    assert Figures(on="2026-11-24", money_planned=200, money_spent=50).money_percent == 25.0
    assert (
        Figures(on="2026-11-24", money_planned=200, money_allocated=100, money_spent=50).money_percent == 50.0
    )


def test_figures_come_back_as_they_were_kept() -> None:
    figures = Figures(
        on="2026-11-24", targets=(target("a", met=True),), late=(LateUnit("Xã", "K", "Kỳ", 3),), activities=4
    )
    assert from_data(to_data(figures)) == figures


def test_figures_kept_by_another_version_are_read() -> None:
    assert from_data({"on": "2026-11-24", "gone": 1}).activities == 0


def test_changes_name_the_targets_that_turned() -> None:
    before = Figures(
        on="2026-11-01", targets=(target("a", met=False), target("b", met=True)), tasks_overdue=5
    )
    now = Figures(
        on="2026-11-24",
        targets=(target("a", met=True), target("b", met=False), target("c", met=True)),
        tasks_overdue=3,
        activities=7,
    )
    found = changes(before, now)
    assert found.newly_met == ("Chỉ tiêu a",)  # c was not there before: nothing turned
    assert found.no_longer_met == ("Chỉ tiêu b",)
    assert (found.since, found.overdue, found.activities) == ("2026-11-01", -2, 7)
    assert changes(None, now).since == ""


def test_a_month_is_weeks_from_monday_with_its_days() -> None:
    weeks = month_of(
        dt.date(2026, 11, 24), {dt.date(2026, 11, 4): 6, dt.date(2026, 11, 5): 1}, [dt.date(2026, 11, 10)]
    )
    assert len(weeks) == 6
    assert [day.on.weekday() for day in weeks[0]] == list(range(7))
    days = {day.on.day: day for week in weeks for day in week if day.inside}
    assert len(days) == 30
    assert (days[4].shade, days[5].shade, days[6].shade) == (3, 1, 0)
    assert [n for n, day in days.items() if day.due] == [10]
    assert [n for n, day in days.items() if day.today] == [24]


def test_a_trend_needs_two_points_and_stays_inside_its_box() -> None:
    day = dt.date(2026, 1, 14)
    assert spark([(day, Decimal(5))], words="5") == ""
    drawn = spark([(day, Decimal(0)), (day + dt.timedelta(31), Decimal(80))], words="80 %")
    assert 'points="3.0,17.0 69.0,3.0"' in drawn
    assert "80 %" in drawn
    assert "style=" not in drawn
