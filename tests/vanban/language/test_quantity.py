"""Figures that set an aim: how much, of whom, and compared how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.quantity import describes_present, find_figures, population_after, population_before
from vanban._language.text import collapse


def read(sentence: str) -> list[tuple[str, float, str, str | None]]:
    text = collapse(sentence)
    return [
        (
            f.comparator,
            f.value,
            f.unit,
            population_before(text, f.begin_at) or population_after(text, f.end_at),
        )
        for f in find_figures(text)
    ]


@pytest.mark.parametrize(
    ("sentence", "aims"),
    [
        (
            "Trên 80% người sử dụng nói chung và 100% sinh viên được tuyên truyền.",
            [(">", 80, "%", "người sử dụng nói chung"), ("=", 100, "%", "sinh viên")],
        ),
        ("Dưới 40% các sự cố xảy ra do nhận thức.", [("<", 40, "%", "các sự cố")]),
        (
            "Có ≥ 30% DNNVV, HTX trên địa bàn Tỉnh ứng dụng công nghệ số.",
            [(">=", 30, "%", "DNNVV, HTX trên địa bàn Tỉnh")],
        ),
        ("Tỷ lệ người dân được tuyên truyền đạt trên 80%.", [(">", 80, "%", "người dân được tuyên truyền")]),
        (
            "80% cơ quan, tổ chức trên địa bàn tỉnh được tuyên truyền.",
            [("=", 80, "%", "cơ quan, tổ chức trên địa bàn tỉnh")],
        ),
        (
            "70% người dân sử dụng Internet có khả năng tự bảo vệ.",
            [("=", 70, "%", "người dân sử dụng Internet")],
        ),
        (
            "90% doanh nghiệp tham gia cung cấp dịch vụ được tập huấn.",
            [("=", 90, "%", "doanh nghiệp tham gia cung cấp dịch vụ")],
        ),
        (
            "Mỗi xã, phường có ít nhất 02 tuyên truyền viên.",
            [(">=", 2, "tuyên truyền viên", "Mỗi xã, phường")],
        ),
        (
            "60% doanh nghiệp có xử lý dữ liệu cá nhân được hướng dẫn.",
            [("=", 60, "%", "doanh nghiệp có xử lý dữ liệu cá nhân")],
        ),
        ("Không quá 5% hệ thống.", [("<=", 5, "%", "hệ thống")]),
        ("Có từ 80% trở lên người dân sử dụng dịch vụ.", [(">=", 80, "%", "người dân")]),
        ("Tối thiểu 99,5% hộ gia đình.", [(">=", 99.5, "%", "hộ gia đình")]),
        ("Tổ chức ít nhất 02 chiến dịch.", [(">=", 2, "chiến dịch", None)]),
        ("Trên 02 triệu lượt tiếp cận.", [(">", 2_000_000, "lượt", "tiếp cận")]),
        ("tối thiểu 5.000 lượt người được tiếp cận", [(">=", 5000, "lượt người", None)]),
    ],
)
def test_a_sentence_with_figures(sentence, aims):
    assert read(sentence) == aims


@pytest.mark.parametrize(
    "sentence",
    [
        "Chỉ thị 28-CT/TW, trong 24 giờ, 05 năm, Điều 5, dịch vụ mức độ 4, công nghiệp 4.0, mô hình 4 lớp.",
        "giai đoạn 2021 - 2025",
    ],
)
def test_other_numbers_are_no_aims(sentence):
    assert read(sentence) == []


def test_figures_of_the_present_are_told_by_their_words():
    assert describes_present("Hiện nay, 60% hộ gia đình có Internet.")
    assert not describes_present("Đến năm 2025, 80% hộ gia đình có Internet.")


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    clean = collapse(text)
    for figure in find_figures(clean):
        assert 0 <= figure.begin_at < figure.end_at <= len(clean)
        population_before(clean, figure.begin_at)
        population_after(clean, figure.end_at)


@given(st.sampled_from(["Trên ", "Dưới ", "", "ít nhất "]), st.integers(min_value=0, max_value=100))
def test_every_percentage_comes_back(word, value):
    assert [f.value for f in find_figures(f"{word}{value}% sinh viên được học")] == [value]


@pytest.mark.parametrize("seed", ["100% ", "trên 80% người sử dụng, ", "Tỷ lệ ", "5 "])
def test_a_very_long_text_is_read_in_one_pass(seed):
    assert len(find_figures((seed * 4_000).strip())) >= 0
