"""Duties that come back on days of the year though no interval is named; tasks that come back each year."""

from __future__ import annotations

import pytest

from vanban._head import kind_line
from vanban._language.dates import years_covered
from vanban._language.quantity import find_figures, population_after, population_before
from vanban._language.rhythms import rhythms
from vanban._language.schedules import schedule_in_prose


def test_two_days_that_come_back_are_a_half_yearly_duty() -> None:
    found = rhythms("định kỳ trước ngày 10/6 và 10/12 gửi báo cáo về UBND huyện")
    assert [(r.frequency, r.due) for r in found] == [("semiannual", "06-10"), ("semiannual", "12-10")]


def test_two_days_without_a_word_of_return_name_no_interval() -> None:
    assert {r.frequency for r in rhythms("gửi báo cáo trước ngày 10/6 và 10/12")} == {None}


def test_once_a_year_is_annual_in_a_sentence() -> None:
    assert schedule_in_prose("Kiểm tra định kỳ 01 năm 01 lần đối với chung cư.").recurrence == "annual"


def test_a_year_before_its_period_begins_the_plan() -> None:
    assert years_covered("trên địa bàn năm 2025 và giai đoạn 2026 - 2027") == (2025, 2027)
    assert years_covered("giai đoạn 2026 - 2027") == (2026, 2027)


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Giảm tỷ lệ nạn nhân lừa đảo trực tuyến xuống dưới 2%.", "nạn nhân lừa đảo trực tuyến"),
        ("Doanh số bán lẻ trực tuyến tăng trên 20% so với năm 2024.", "Doanh số bán lẻ trực tuyến"),
    ],
)
def test_what_rises_or_falls_is_what_is_counted(sentence: str, counted: str) -> None:
    figure = find_figures(sentence)[0]
    assert (
        population_before(sentence, figure.begin_at) or population_after(sentence, figure.end_at)
    ) == counted


def test_each_month_before_a_day_is_due_on_that_day() -> None:
    found = rhythms("hằng tháng báo cáo Chủ tịch UBND phường tiến độ thực hiện trước ngày 20.")
    assert [(r.frequency, r.due) for r in found] == [("monthly", "20")]


def test_a_bare_day_of_no_month_is_not_due() -> None:
    assert [r.due for r in rhythms("hằng năm gửi báo cáo trước ngày 20.")] == [None]


@pytest.mark.parametrize("ward", ["PHƯỜNG AN KHÁNH", "PHƯỜNG AN"])
def test_a_ward_called_an_is_not_a_kind_of_document(ward: str) -> None:
    assert kind_line(ward) is None
    assert kind_line("PHƯƠNG ÁN") == ("Phương án", "")
