"""Times only as precise as they are written, and what they mean for a task or a report."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.dates import due_days, find_times, first_date, years_covered
from vanban._language.rhythms import rhythms
from vanban._language.schedules import read_schedule, schedule_in_prose


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Kon Tum, ngày 08 tháng 10 năm 2021", "2021-10-08"),
        ("Quảng Nam, ngày tháng 6 năm 2024", "2024-06"),
        ("Lào Cai, ngày       tháng      năm 2026", "2026"),
        ("An Bình, ngày … tháng … năm 2025", "2025"),
        ("(kèm theo Kế hoạch ngày 01/12/2025)", "2025-12-01"),
        ("ngày 31/4/2025", None),
        ("không có ngày nào", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, value):
    assert first_date(text) == value


@pytest.mark.parametrize(
    ("cell", "recurrence", "start", "end"),
    [
        ("Quí IV-2025", "once", "2025-10", "2025-12"),
        ("Quý III, IV/2025", "once", "2025-07", "2025-12"),
        ("Xong trong Quý II/2026", "once", None, "2026-06"),
        ("Trong năm 2026", "once", "2026", "2026"),
        ("2016 - 2020", None, "2016", "2020"),
        ("Cuối năm 2016", "once", None, "2016-12"),
        ("Hoàn thành tháng 10/2021", "once", None, "2021-10"),
        ("Hoàn thành xong trước ngày 01/01/2030", "once", None, "2030-01-01"),
        ("Thường xuyên, bắt đầu từ tháng 7/2021 - tháng 12/2025", "continuous", "2021-07", "2025-12"),
        ("Thường xuyên, hằng năm", "continuous", None, None),
        ("Hàng năm", "annual", None, None),
        ("Từ tháng 6 đến tháng 8/2022", "once", "2022-06", "2022-08"),
        ("06 tháng đầu năm 2024", "once", "2024-01", "2024-06"),
        ("Giai đoạn 2022 - 2025, hàng năm", "annual", "2022", "2025"),
        ("Từ năm 2022", None, "2022", None),
        ("Đến hết năm 2025", None, None, "2025"),
        ("Theo hướng dẫn của Bộ", None, None, None),
        ("x", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_schedule_cell(cell, recurrence, start, end):
    schedule = read_schedule(cell)
    assert (schedule.recurrence, schedule.start, schedule.end) == (recurrence, start, end)


def test_products_may_say_how_often_but_never_when():
    assert read_schedule("2016 - 2020", hints=["02 năm/01lần"]).recurrence == "biennial"
    assert read_schedule("", hints=["Mỗi tháng ít nhất 01 bài viết năm 2020"]).recurrence == "monthly"
    assert read_schedule("", hints=["Mỗi tháng ít nhất 01 bài viết năm 2020"]).end is None


def test_the_words_of_the_cell_outweigh_the_hints():
    assert read_schedule("Thường xuyên", hints=["Mỗi năm 01 cuộc thi"]).recurrence == "continuous"


def test_prose_says_how_often_only_of_its_own_work():
    assert schedule_in_prose("Duy trì thường xuyên các chuyên mục.").recurrence == "continuous"
    assert schedule_in_prose("Bố trí kinh phí thường xuyên để thực hiện.").recurrence is None
    assert schedule_in_prose("Xử lý dứt điểm, xong trong quý II năm 2026.").end == "2026-06"
    assert schedule_in_prose("Thực hiện Đề án “X giai đoạn 2021-2025” trên địa bàn.").start is None


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("AN TOÀN THÔNG TIN GIAI ĐOẠN 2021 - 2025", (2021, 2025)),
        ("AN TOÀN THÔNG TIN ĐẾN NĂM 2020", (None, 2020)),
        ("Chuyển đổi số năm 2024", (2024, 2024)),
        ("đến năm 2025, tầm nhìn 2030", (None, 2025)),
        ("Chuyển đổi số cho doanh nghiệp", (None, None)),
    ],
)
def test_the_years_of_a_title(title, years):
    assert years_covered(title) == years


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("hằng năm (trước ngày 15/12)", ["12-15"]),
        ("trước ngày 01/6 và 15/11 hằng năm", ["06-01", "11-15"]),
        ("trước ngày 18 hằng tháng", ["18"]),
        ("ngày 15 tháng 12", ["12-15"]),
        ("trước ngày 30/11/2022", ["11-30"]),
        ("trực 24/7, Nghị định số 15/2020/NĐ-CP", []),
        ("ngày 31/2", []),
    ],
)
def test_days_by_which_something_is_due(text, days):
    assert [due.value for due in due_days(text)] == days


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Định kỳ 06 tháng (trước ngày 10/6), 01 năm (trước ngày 10/11)",
            [("semiannual", "06-10"), ("annual", "11-10")],
        ),
        ("định kỳ trước ngày 01/6 và 15/11 hằng năm", [("semiannual", "06-01"), ("semiannual", "11-15")]),
        ("hàng quý, 6 tháng, năm", [("quarterly", None), ("semiannual", None), ("annual", None)]),
        ("hàng năm (trước ngày 10/12) hoặc đột xuất", [("annual", "12-10"), ("adhoc", None)]),
        ("trước ngày 20 hằng tháng", [("monthly", "20")]),
        ("định kỳ", []),
        ("trước ngày 25/11/2024", [("once", "11-25")]),
        ("trước ngày 25 tháng cuối quý và trước ngày 05/12/2023", [("quarterly", None), ("once", "12-05")]),
        (
            "trước ngày 15/6 (báo cáo 6 tháng) và trước ngày 15/12 (báo cáo năm)",
            [("semiannual", "06-15"), ("annual", "12-15")],
        ),
        (
            "hàng tháng (trước ngày 20), hàng quý (trước ngày 20 tháng cuối quý), 06 tháng (trước ngày 15/6)",
            [("monthly", "20"), ("quarterly", None), ("semiannual", "06-15")],
        ),
    ],
)
def test_intervals_are_paired_with_their_days(text, pairs):
    assert [(rhythm.frequency, rhythm.due) for rhythm in rhythms(text)] == pairs


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_written_out_comes_back(day):
    spelled = f"An Bình, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    assert first_date(spelled) == first_date(f"ngày {day:%d/%m/%Y}") == day.isoformat()
    assert [due.value for due in due_days(f"trước ngày {day.day}/{day.month} hằng năm")] == [f"{day:%m-%d}"]


@given(st.text(max_size=150))
def test_any_text_is_read_without_an_error_and_times_do_not_overlap(text):
    times = find_times(text)
    assert all(before.end_at <= after.begin_at for before, after in pairwise(times))
    read_schedule(text)
    schedule_in_prose(text)
    rhythms(text)


@pytest.mark.parametrize(
    "seed", ["ngày … tháng ", "năm 2025 - ", "12/", "quý I, ", "tháng 1 ", "trước ngày 1/1 "]
)
def test_a_very_long_text_is_read_in_one_pass(seed):
    find_times(seed * 4_000)
    assert read_schedule(seed * 4_000).text
