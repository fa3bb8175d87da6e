"""Sums of money: digits with units, a table's unit and decimal mark, and words both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.money import (
    decimal_mark,
    find_amounts,
    money_in_words,
    number_in_words,
    read_amount,
    read_money_words,
    unit_of,
)


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("742.000.000 đ (Ngân sách tỉnh)", 742_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1.538,62 triệu đồng", 1_538_620_000),
        ("742 triệu", 742_000_000),
        ("20 nghìn đồng/tin", 20_000),
        ("17 đơn vị", None),
        ("năm 2025", None),
    ],
)
def test_an_amount_says_that_it_is_money(text, vnd):
    assert [amount.vnd for amount in find_amounts(text)] == ([] if vnd is None else [vnd])


def test_the_unit_line_of_a_table():
    assert unit_of("Đơn vị tính: Triệu đồng.") == 1_000_000
    assert unit_of("ĐVT: 1.000 đồng") == 1_000
    assert unit_of("Kinh phí (đồng)") == 1
    assert unit_of("Kinh phí thực hiện") is None


def test_the_decimal_mark_is_judged_by_the_whole_table():
    cells = ["70.000", "220.620", "1538.620"]
    mark = decimal_mark(cells)
    assert [read_amount(cell, unit=1_000_000, decimal=mark) for cell in cells] == [
        70_000_000,
        220_620_000,
        1_538_620_000,
    ]
    assert decimal_mark(["70.000", "1.220.620"]) == ","
    assert read_amount("1.220.620", unit=1_000) == 1_220_620_000


def test_a_unit_in_the_cell_outweighs_the_tables():
    assert read_amount("2 tỷ đồng", unit=1_000_000) == 2_000_000_000
    assert read_amount("70,5", unit=1_000_000) == 70_500_000
    assert read_amount("chưa có") is None
    assert read_amount("0,5") is None


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (0, "Không đồng"),
        (1_105, "Một nghìn một trăm linh năm đồng"),
        (21_000_000, "Hai mươi mốt triệu đồng"),
        (1_518_620_000, "Một tỷ năm trăm mười tám triệu sáu trăm hai mươi nghìn đồng"),
        (1_000_000_015, "Một tỷ không trăm mười lăm đồng"),
    ],
)
def test_an_amount_is_spelled_as_offices_spell_it(vnd, words):
    assert money_in_words(vnd) == words


def test_other_spellings_are_read_too():
    assert (
        read_money_words("Một tỷ năm trăm mười tám triệu sáu trăm hai mươi ngàn đồng chẵn") == 1_518_620_000
    )
    assert read_money_words("hai mươi tư triệu, một trăm lẻ năm nghìn") == 24_105_000
    assert read_money_words("ba mươi bảy con gà") is None
    assert read_money_words("") is None


def test_a_negative_number_is_not_spelled():
    with pytest.raises(ValueError, match="negative"):
        number_in_words(-1)


@given(st.integers(min_value=0, max_value=10**20))
def test_words_come_back_as_the_same_amount(vnd):
    assert read_money_words(money_in_words(vnd)) == vnd


@given(st.integers(min_value=1, max_value=10**14))
def test_digits_with_dots_come_back_as_the_same_amount(vnd):
    dotted = f"{vnd:,}".replace(",", ".")
    assert read_amount(f"{dotted} đồng") == vnd


@given(st.text(max_size=120))
def test_any_text_is_read_without_an_error(text):
    find_amounts(text)
    read_amount(text)
    read_money_words(text)
    unit_of(text)


@pytest.mark.parametrize("seed", ["1.234.", "1 ", "triệu đồng 1 ", "một trăm "])
def test_a_very_long_text_is_read_in_one_pass(seed):
    find_amounts(seed * 4_000)
    read_money_words(seed * 4_000)
