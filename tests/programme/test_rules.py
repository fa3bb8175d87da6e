"""Dates of tasks and duties, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.programme.rules import Timing, first_day, last_day, next_due, timing

D = dt.date


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2021", D(2021, 1, 1), D(2021, 12, 31)),
        ("2021-07", D(2021, 7, 1), D(2021, 7, 31)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2025-12-31", D(2025, 12, 31), D(2025, 12, 31)),
        ("", None, None),
    ],
)
def test_a_date_as_precise_as_stated_has_a_first_and_a_last_day(
    iso: str, first: dt.date | None, last: dt.date | None
) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)


@pytest.mark.parametrize("wrong", ["2021-13", "năm 2021", "2021-02-30"])
def test_a_date_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        last_day(wrong)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (D(2027, 1, 1), D(2027, 12, 31), Timing.AHEAD),
        (D(2026, 1, 1), D(2026, 11, 24), Timing.RUNNING),
        (None, D(2026, 11, 23), Timing.PAST),
        (D(2026, 1, 1), None, Timing.OPEN),
        (None, None, Timing.OPEN),
    ],
)
def test_a_day_stands_before_in_or_after_a_period(
    start: dt.date | None, end: dt.date | None, expected: Timing
) -> None:
    assert timing(start, end, D(2026, 11, 24)) == expected


@pytest.mark.parametrize(
    ("frequency", "due", "expected"),
    [
        ("annual", "12-15", D(2026, 12, 15)),
        ("semiannual", "06-10", D(2027, 6, 10)),
        ("annual", "11-24", D(2026, 11, 24)),
        ("monthly", "18", D(2026, 12, 18)),
        ("monthly", "30", D(2026, 11, 30)),
        ("annual", "02-30", D(2027, 2, 28)),
        ("adhoc", "12-15", None),
        ("annual", "", None),
    ],
)
def test_the_next_due_day_of_a_duty(frequency: str, due: str, expected: dt.date | None) -> None:
    assert next_due(frequency, due, after=D(2026, 11, 24), until=None) == expected


def test_a_day_that_the_month_does_not_have_falls_on_its_last_day() -> None:
    assert next_due("monthly", "31", after=D(2027, 2, 5), until=None) == D(2027, 2, 28)
    assert next_due("monthly", "5", after=D(2026, 12, 6), until=None) == D(2027, 1, 5)


def test_nothing_falls_due_after_the_programme_ends() -> None:
    assert next_due("annual", "06-10", after=D(2026, 11, 24), until=D(2026, 12, 31)) is None
