"""The mark a paragraph begins with."""

from __future__ import annotations

import pytest

from vanban._outline._marks import read_mark, roman_value


@pytest.mark.parametrize(
    ("text", "style", "numeral", "rest"),
    [
        ("IV. TỔ CHỨC THỰC HIỆN", "roman", "IV", "TỔ CHỨC THỰC HIỆN"),
        ("I.MỤC TIÊU", "roman", "I", "MỤC TIÊU"),
        ("II/ NỘI DUNG", "roman", "II", "NỘI DUNG"),
        ("III - KINH PHÍ", "roman", "III", "KINH PHÍ"),
        ("1. Mục đích", "arabic", "1", "Mục đích"),
        ("3. 100% công chức được tập huấn.", "arabic", "3", "100% công chức được tập huấn."),
        ("2/ Yêu cầu", "arabic", "2", "Yêu cầu"),
        ("(1) Rà soát", "paren", "1", "Rà soát"),
        ("1.2. Nâng cấp mạng", "multi", "1.2", "Nâng cấp mạng"),
        ("II.1. Mục tiêu chung", "multi", "II.1", "Mục tiêu chung"),
        ("2.1.3 Nâng cấp mạng", "multi", "2.1.3", "Nâng cấp mạng"),
        ("đ) Tổ chức tập huấn", "lower", "đ", "Tổ chức tập huấn"),
        ("a/ Tổ chức", "lower", "a", "Tổ chức"),
        ("(ii) Tổ chức", "paren-roman", "ii", "Tổ chức"),
        ("- Triển khai", "dash", "", "Triển khai"),
        ("–Triển khai", "dash", "", "Triển khai"),
        ("+ Huy động", "plus", "", "Huy động"),
        ("• Huy động", "dot", "", "Huy động"),
        ("Điều 3. Hiệu lực", "article", "3", "Hiệu lực"),
        ("PHẦN THỨ HAI", "part", "II", ""),
        ("PHẦN IV: NHIỆM VỤ", "part", "IV", "NHIỆM VỤ"),
        ("Chương II", "chapter", "II", ""),
        ("Mục I. MỤC ĐÍCH", "group", "I", "MỤC ĐÍCH"),
        ("A. MỤC TIÊU CHUNG", "upper", "A", "MỤC TIÊU CHUNG"),
        ("Nhiệm vụ 2: Tuyên truyền", "named", "2", "Nhiệm vụ 2: Tuyên truyền"),
    ],
)
def test_a_mark_is_read_with_its_numeral_and_what_follows(
    text: str, style: str, numeral: str, rest: str
) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.style, mark.numeral, mark.rest) == (style, numeral, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.518.620.000 đồng",
        "10/6 hằng năm các cơ quan báo cáo",
        "Phần mềm nguồn mở được khuyến khích",
        "MỤC ĐÍCH, YÊU CẦU",
        "H. Nguyễn Văn An",
        "--------",
        "100% cơ quan xây dựng kế hoạch",
        "2021-2025 là giai đoạn đầu",
        "Mục tiêu đến năm 2025",
        "",
    ],
)
def test_amounts_dates_names_and_words_are_no_marks(text: str) -> None:
    assert read_mark(text) is None


def test_letters_count_in_the_order_of_vietnamese_lists() -> None:
    marks = [read_mark(f"{letter}) Nội dung") for letter in "abcdđeghiklm"]
    assert [mark.value for mark in marks if mark] == list(range(1, 13))


def test_roman_numerals_have_their_values() -> None:
    assert [roman_value(n) for n in ("I", "IV", "IX", "XIV", "abc")] == [1, 4, 9, 14, 0]
