"""What stands in the address of a view, and where bars and days fall."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.work.rules.board_filter import NAMES, Wanted, due_between, due_window, group_code, wanted_of
from khien.work.rules.month import month_of, weeks_of
from khien.work.rules.timeline import Stretch, bar_of, days_in

ON = dt.date(2026, 11, 24)


def stretch(first: dt.date | None, last: dt.date | None, **more: int) -> Stretch:
    values = {"items": 1, "finished": 0, "overdue": 0, "closed": 0, "done": 0, "asked": 3} | more
    return Stretch("", first, last, **values)


@given(st.dictionaries(st.sampled_from([*NAMES.values()]), st.text(max_size=40)))
def test_what_is_read_from_an_address_reads_the_same_again(query: dict[str, str]) -> None:
    wanted = wanted_of(query)
    assert wanted_of(dict(wanted.pairs())) == wanted


def test_days_are_read_as_people_write_them() -> None:
    wanted = wanted_of({"tu": "1/4/2026", "den": "2026-04-30"})
    assert (wanted.first, wanted.last) == (dt.date(2026, 4, 1), dt.date(2026, 4, 30))


def test_windows_hold_whole_weeks_and_months() -> None:
    assert due_window("tuan-nay", ON) == (dt.date(2026, 11, 23), dt.date(2026, 11, 29))
    assert due_window("thang-nay", dt.date(2028, 2, 5)) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert due_window("quy-nay", ON) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))


def test_a_window_and_days_hold_both() -> None:
    wanted = Wanted(window="thang-nay", first=dt.date(2026, 11, 20), last=dt.date(2027, 1, 1))
    assert due_between(wanted, ON) == (dt.date(2026, 11, 20), dt.date(2026, 11, 30))


def test_the_same_group_in_a_newer_version_keeps_its_code() -> None:
    assert group_code("Tập  huấn") == group_code("tập huấn") != group_code("Tuyên truyền")


@pytest.mark.parametrize(
    ("first", "last", "x", "width", "due"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 12, 31), 0, 365, 365),
        (dt.date(2025, 6, 1), dt.date(2026, 1, 31), 0, 31, 31),
        (dt.date(2026, 12, 1), dt.date(2027, 3, 1), 334, 31, None),
        (dt.date(2026, 3, 1), None, 59, 306, None),
        (None, dt.date(2026, 12, 31), 363, 2, 365),
    ],
)
def test_a_bar_lies_in_its_year(
    first: dt.date | None, last: dt.date | None, x: int, width: int, due: int | None
) -> None:
    bar = bar_of(stretch(first, last), 2026, ON)
    assert bar is not None
    assert (bar.x, bar.width, bar.due) == (x, width, due)


def test_what_lies_outside_the_year_has_no_bar() -> None:
    assert bar_of(stretch(None, None), 2026, ON) is None
    assert bar_of(stretch(dt.date(2027, 1, 1), None), 2026, ON) is None
    assert bar_of(stretch(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), 2026, ON) is None


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 900), st.integers(2020, 2032))
def test_no_bar_leaves_its_year(first: dt.date, length: int, year: int) -> None:
    bar = bar_of(stretch(first, first + dt.timedelta(days=length), done=2), year, ON)
    if bar is not None:
        assert bar.x >= 0
        assert bar.x + bar.width <= days_in(year)
        assert 0 <= bar.filled <= bar.width


def test_the_fill_is_of_products_for_one_item_and_of_items_for_many() -> None:
    assert stretch(ON, ON, done=1, asked=4).share == 0.25
    assert stretch(ON, ON, items=4, finished=3, done=100, asked=4).share == 0.75
    assert stretch(ON, ON, done=9, asked=3).share == 1.0


def test_overdue_is_told_before_everything_else() -> None:
    early, late = dt.date(2026, 1, 1), dt.date(2026, 12, 1)
    tones = [
        bar_of(part, 2026, ON)
        for part in (
            stretch(early, late, overdue=1, items=9),
            stretch(early, late, items=2, finished=1, closed=2),
            stretch(early, late, items=1, closed=1),
            stretch(early, late, items=2, finished=1, closed=1),
            stretch(late, late),
        )
    ]
    assert [bar.tone for bar in tones if bar] == ["danger", "done", "idle", "info", "idle"]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)))
def test_a_month_is_shown_in_whole_weeks_from_monday(day: dt.date) -> None:
    weeks = weeks_of(day.replace(day=1))
    days = [one for week in weeks for one in week]
    assert days == [days[0] + dt.timedelta(days=n) for n in range(len(days))]
    assert days[0].weekday() == 0
    assert day in days
    assert all(any(one.month == day.month for one in week) for week in weeks)


def test_a_strange_month_is_this_month() -> None:
    assert month_of("2026-13", ON) == month_of("", ON) == dt.date(2026, 11, 1)
    assert month_of("2027-02", ON) == dt.date(2027, 2, 1)
