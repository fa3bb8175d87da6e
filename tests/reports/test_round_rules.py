"""Which period a due day asks for, which days count, and how rounds are named."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.reports.rules.rates import Rates, Stand, Standing, rates, standing
from khien.reports.rules.rounds import before, code_of, days_of, period_for, title_of

DAY = dt.date


@pytest.mark.parametrize(
    ("frequency", "due", "elsewhere", "title"),
    [
        ("semiannual", DAY(2026, 6, 10), True, "Báo cáo 6 tháng đầu năm 2026"),
        ("semiannual", DAY(2026, 6, 20), False, "Báo cáo 6 tháng đầu năm 2026"),
        ("semiannual", DAY(2026, 11, 10), False, "Báo cáo năm 2026"),
        ("semiannual", DAY(2026, 12, 10), True, "Báo cáo 6 tháng cuối năm 2026"),
        ("annual", DAY(2026, 11, 10), False, "Báo cáo năm 2026"),
        ("annual", DAY(2026, 10, 30), False, "Báo cáo năm 2026"),
        ("annual", DAY(2026, 12, 15), False, "Báo cáo năm 2026"),
        ("annual", DAY(2027, 1, 10), False, "Báo cáo năm 2026"),
        ("annual", DAY(2026, 6, 10), False, "Báo cáo 6 tháng đầu năm 2026"),
        ("once", DAY(2026, 9, 30), False, "Báo cáo năm 2026"),
        ("", DAY(2026, 12, 1), False, "Báo cáo năm 2026"),
        ("quarterly", DAY(2026, 3, 20), False, "Báo cáo quý I/2026"),
        ("quarterly", DAY(2026, 9, 10), False, "Báo cáo quý III/2026"),
        ("quarterly", DAY(2027, 1, 5), False, "Báo cáo quý IV/2026"),
        ("monthly", DAY(2026, 6, 18), False, "Báo cáo tháng 6/2026"),
        ("monthly", DAY(2026, 6, 30), False, "Báo cáo tháng 6/2026"),
        ("monthly", DAY(2026, 6, 5), False, "Báo cáo tháng 5/2026"),
        ("monthly", DAY(2027, 1, 3), False, "Báo cáo tháng 12/2026"),
    ],
)
def test_a_due_day_names_its_period(frequency: str, due: dt.date, elsewhere: bool, title: str) -> None:
    assert title_of(period_for(frequency, due, yearly_elsewhere=elsewhere)) == title


def test_figures_close_on_the_legal_day_or_on_the_earlier_due_day() -> None:
    year = period_for("annual", DAY(2026, 12, 20), yearly_elsewhere=False)
    assert days_of(year, DAY(2026, 12, 20), closed_before=None) == (DAY(2025, 12, 15), DAY(2026, 12, 14))
    assert days_of(year, DAY(2026, 11, 10), closed_before=None) == (DAY(2025, 12, 15), DAY(2026, 11, 5))


def test_a_round_begins_the_day_after_the_one_before_closed_so_that_no_day_is_lost() -> None:
    year = period_for("annual", DAY(2027, 11, 10), yearly_elsewhere=False)
    first, cut_off = days_of(year, DAY(2027, 11, 10), closed_before=DAY(2026, 11, 10))
    assert (first, cut_off) == (DAY(2026, 11, 11), DAY(2027, 11, 5))
    later, _ = days_of(year, DAY(2027, 11, 10), closed_before=DAY(2026, 12, 20))
    assert later == DAY(2026, 12, 21)
    far, _ = days_of(year, DAY(2027, 11, 10), closed_before=DAY(2026, 6, 10))
    assert far == DAY(2026, 12, 15)


def test_a_half_and_a_year_follow_the_year_before_a_month_the_month_before() -> None:
    assert before(period_for("semiannual", DAY(2026, 6, 10), yearly_elsewhere=True)) == ("2025", "2025-H2")
    assert before(period_for("annual", DAY(2026, 12, 1), yearly_elsewhere=True)) == ("2025", "2025-H2")
    assert before(period_for("monthly", DAY(2026, 1, 20), yearly_elsewhere=True)) == ("2025-12",)
    assert before(period_for("semiannual", DAY(2026, 12, 10), yearly_elsewhere=True)) == ("2026-H1",)


def test_codes_are_plain_and_each_once() -> None:
    assert code_of("Kế hoạch 05/KH-UBND", "2026-H1", ()) == "05-KH-UBND-2026-H1"
    assert code_of("Quyết định 1907/QĐ-TTg", "2026", ()) == "1907-QD-TTG-2026"
    assert code_of("Kế hoạch 05/KH-UBND", "2026", {"05-KH-UBND-2026"}) == "05-KH-UBND-2026-2"
    assert code_of("Kế hoạch tuyên truyền", "2026", ()) == "KE-HOACH-TUYEN-TRUYEN-2026"
    assert code_of("", "2026", ()) == "KH-2026"


ON = DAY(2026, 11, 24)
DUE = DAY(2026, 11, 10)


def test_a_unit_that_has_not_come_is_due_then_late_and_an_excused_one_is_not_asked() -> None:
    def stand(state: str | None = None, *, excused: bool = False, on: dt.date = ON) -> Standing:
        return standing(state=state, excused=excused, due_on=DUE, on=on)

    assert stand(on=DUE) is Standing.DUE
    assert stand() is Standing.LATE
    assert stand("draft") is Standing.LATE
    assert stand(excused=True) is Standing.EXCUSED
    assert stand("returned") is Standing.RETURNED
    assert stand("submitted", excused=True) is Standing.SUBMITTED
    assert stand("accepted") is Standing.ACCEPTED


def test_rates_count_what_came_and_what_came_in_time() -> None:
    rows = [
        Stand(1, DUE, Standing.ACCEPTED, DAY(2026, 11, 9)),
        Stand(2, DUE, Standing.SUBMITTED, DAY(2026, 11, 12)),
        Stand(3, DUE, Standing.RETURNED, DAY(2026, 11, 10)),
        Stand(4, DUE, Standing.LATE),
        Stand(5, DAY(2026, 11, 30), Standing.DUE),
        Stand(6, DUE, Standing.EXCUSED),
    ]
    counted = rates(rows)
    assert counted == Rates(
        expected=5, submitted=3, accepted=1, returned=1, on_time=2, late=1, missing=1, waiting=1, excused=1
    )
    assert (counted.reporting, counted.timely) == (60, 40)
    assert [row.days_late(ON) for row in rows] == [0, 2, 0, 14, 0, 0]
    assert rates([]).reporting is None
