"""Hours, days and the order in which a station plays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.channels.rules.radio import (
    BadTimes,
    Play,
    Priority,
    file_name,
    order_of_day,
    slug,
    times_from,
    times_left,
)

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("5h30, 17:00", ("05:30", "17:00")),
        ("17h 5.30; 17:00", ("05:30", "17:00")),
        ("6", ("06:00",)),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, hours: tuple[str, ...]) -> None:
    assert times_from(typed) == hours


@pytest.mark.parametrize(
    "typed", ["", "25:00", "5:70", "sáng", "05:30 tối", ",;", " ".join(f"{h}:00" for h in range(13))]
)
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(BadTimes):
        times_from(typed)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_hours(typed: str) -> None:
    try:
        found = times_from(typed)
    except BadTimes:
        return
    assert found == times_from(", ".join(found))


def test_an_emergency_is_played_before_everything_and_the_urgent_before_the_rest() -> None:
    plays = [
        Play("05:30", Priority.NORMAL, "Tin thường", "a"),
        Play("05:30", Priority.PRIORITY, "Tin ưu tiên", "b"),
        Play("", Priority.EMERGENCY, "Tin khẩn", "c"),
        Play("05:00", Priority.NORMAL, "Sớm", "d"),
    ]
    assert [play.key for play in order_of_day(plays)] == ["c", "d", "b", "a"]
    names = [file_name(play, play.title.lower(), number=n) for n, play in enumerate(order_of_day(plays), 1)]
    assert names == sorted(names)
    assert names[0].startswith("0000_01_KHAN_")


def test_an_hour_gone_by_is_not_asked_for() -> None:
    hours = ("05:30", "17:00")
    assert times_left(hours, TODAY, today=TODAY, clock="09:00") == 1
    assert times_left(hours, TODAY + dt.timedelta(days=1), today=TODAY, clock="09:00") == 2


@given(st.text(max_size=300))
def test_a_name_of_a_file_is_always_plain(title: str) -> None:
    made = slug(title, title)
    assert 0 < len(made) <= 60
    assert made.isascii()
    assert not set(made) & set("/.")
