"""Money, counts and reporting periods, as people here write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.base import numbers
from khien.base.money import parse_vnd, vnd
from khien.base.periods import Kind, Period, half, month, period_at, quarter, year


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1538620000, "1.538.620.000 đồng"),
        (0, "0 đồng"),
        (-5000, "-5.000 đồng"),
        (Decimal("2.5"), "3 đồng"),
        (None, ""),
    ],
)
def test_money_is_written_with_dots(amount: int | Decimal | None, text: str) -> None:
    assert vnd(amount) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.538.620.000 đồng", 1538620000),
        ("742 triệu", 742_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("17.310 nghìn đồng", 17_310_000),
        ("17310000", 17310000),
        (" 7 tr ", 7_000_000),
        ("-2 đ", -2),
        ("1.5 triệu", 1_500_000),
        ("1.500 triệu", 1_500_000_000),
        ("1,500,000 VNĐ", 1_500_000),
        ("1 500 000", 1_500_000),
        ("2 trie\u0323\u0302u", 2_000_000),
    ],
)
def test_money_is_read_in_its_usual_forms(text: str, amount: int) -> None:
    assert parse_vnd(text) == amount


@pytest.mark.parametrize(
    "text", ["", "mười triệu", "1,5 đồng", "12 USD", "1,2,3 tỷ", "triệu", "1.5", "1.50.000", "15.0000"]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_vnd(text)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_written_money_reads_back(amount: int) -> None:
    assert parse_vnd(vnd(amount)) == amount


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", None),
        (" 200 ", 200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1,200", 1200),
        ("200 người", 200),
        ("0", 0),
    ],
)
def test_a_count_is_read_as_people_type_it(text: str, count: int | None) -> None:
    assert numbers.parse_count(text) == count


@pytest.mark.parametrize("text", ["1.5", "12,5", "khoảng 200", "-5", "1.20", "²", "1234567890123", "200 con"])
def test_a_count_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError):
        numbers.parse_count(text)


def test_counts_percentages_and_sizes() -> None:
    assert numbers.count(3321) == "3.321"
    assert [numbers.percent(value) for value in (45.69, 80, Decimal("0.5"), 100)] == [
        "45,69 %", "80 %", "0,5 %", "100 %",
    ]  # fmt: skip
    assert [numbers.file_size(n) for n in (312, 48 * 1024, 2_516_582)] == ["312 B", "48 KB", "2,4 MB"]


@pytest.mark.parametrize(
    ("period", "first", "last", "code"),
    [
        (month(2026, 1), (2025, 12, 15), (2026, 1, 14), "2026-01"),
        (month(2026, 6), (2026, 5, 15), (2026, 6, 14), "2026-06"),
        (quarter(2026, 1), (2025, 12, 15), (2026, 3, 14), "2026-Q1"),
        (quarter(2026, 3), (2026, 6, 15), (2026, 9, 14), "2026-Q3"),
        (half(2026, 1), (2025, 12, 15), (2026, 6, 14), "2026-H1"),
        (half(2026, 2), (2026, 6, 15), (2026, 12, 14), "2026-H2"),
        (year(2026), (2025, 12, 15), (2026, 12, 14), "2026"),
    ],
)
def test_periods_close_on_the_days_of_decree_09_2019(
    period: Period, first: tuple[int, int, int], last: tuple[int, int, int], code: str
) -> None:
    assert (period.first, period.last, period.code) == (dt.date(*first), dt.date(*last), code)


def test_mid_december_belongs_to_the_next_year() -> None:
    assert period_at(dt.date(2026, 12, 14), Kind.YEAR) == year(2026)
    assert period_at(dt.date(2026, 12, 15), Kind.YEAR) == year(2027)
    assert period_at(dt.date(2026, 6, 15), Kind.HALF) == half(2026, 2)


@given(st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1)), st.sampled_from(Kind))
def test_every_day_lies_in_one_period_and_periods_follow_without_a_gap(day: dt.date, kind: Kind) -> None:
    period = period_at(day, kind)
    assert day in period
    assert period.next().first == period.last + dt.timedelta(days=1)
    assert day not in period.next()


def test_a_year_has_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="no quarter"):
        quarter(2026, 5)
