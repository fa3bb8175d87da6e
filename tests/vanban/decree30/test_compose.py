"""What the words of an official document must be, whatever format they are set in."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.decree30.samples import decision, letter, report
from vanban import (
    Annex,
    CannotWrite,
    Column,
    Division,
    Grid,
    Prose,
    Row,
    Signature,
    number_text,
    percent_text,
)
from vanban._decree30.compose import GridBlock, Line, compose
from vanban._decree30.figures import clean, date_in_full, document_number, roman


def lines(document):
    return [item.text for item in compose(document).body.items if isinstance(item, Line)]


def test_mais_report_is_numbered_dated_and_closed_as_the_decree_asks():
    done = compose(report())
    assert done.head.number == "Số: 07/BC-SKHCN"
    assert done.head.place_date == "An Bình, ngày 05 tháng 01 năm 2027"
    assert done.head.superior_body == "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"
    assert done.recipients == ("- UBND tỉnh;", "- Công an tỉnh;", "- Lưu: VT.")
    assert done.authority == ("KT. GIÁM ĐỐC",)
    assert lines(report()) == [
        "BÁO CÁO",
        "Kết quả tuyên truyền quý I",
        "Căn cứ Luật An ninh mạng số 116/2025/QH15.",
        "I. KẾT QUẢ",
        "1. Chỉ tiêu",
        "a) Đã tổ chức 12 lớp.",
        "2. Kinh phí: 90.000.000 đồng",
        "Trên đây là báo cáo của Sở Khoa học và Công nghệ./.",
    ]


def test_a_letter_has_no_kind_but_a_subject_and_its_addressees_one_a_line():
    done = compose(letter())
    assert done.head.number == "Số: 12/SKHCN-ATTT"
    assert done.head.letter_abstract == "V/v đôn đốc báo cáo kết quả 6 tháng đầu năm"
    assert done.recipients[0] == "- Như trên;"
    assert lines(letter())[:3] == ["Kính gửi:", "- Các sở, ban, ngành tỉnh;", "- UBND các xã, phường."]
    assert lines(letter(addressees=("UBND tỉnh An Bình",)))[0] == "Kính gửi: UBND tỉnh An Bình"


def test_articles_count_through_the_whole_decision():
    text = lines(decision())
    assert "QUYẾT ĐỊNH:" in text
    assert [line.split(".")[0] for line in text if line.startswith("Điều")] == ["Điều 1", "Điều 2", "Điều 3"]
    assert text[-1] == "Điều 3. Chánh Văn phòng Sở chịu trách nhiệm thi hành./."


def test_an_undated_draft_leaves_the_blanks_an_office_fills_in_by_hand():
    done = compose(report(number=None, issued=None, year=2027))
    assert done.head.number == "Số:         /BC-SKHCN"
    assert done.head.place_date == "An Bình, ngày      tháng      năm 2027"


def test_points_follow_the_vietnamese_alphabet_and_run_out_with_a_sentence():
    points = tuple(Division("point", f"Việc {n}") for n in range(8))
    text = lines(report(body=(Division("clause", "Các việc", points), Prose("Hết"))))
    assert [line[:2] for line in text if line[1:2] == ")"] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    with pytest.raises(CannotWrite, match="quá nhiều điểm"):
        compose(report(body=(Division("clause", "x", points * 4),)))


def test_each_annex_says_what_it_belongs_to():
    annex = compose(report()).annexes[0]
    assert annex.landscape
    texts = [item.text for item in annex.items if isinstance(item, Line)]
    assert texts[0] == "Phụ lục"
    assert (
        texts[2] == "(Kèm theo Báo cáo số 07/BC-SKHCN ngày 05 tháng 01 năm 2027 của Sở Khoa học và Công nghệ)"
    )
    grid = next(item for item in annex.items if isinstance(item, GridBlock))
    assert [(cell.text, cell.row, cell.column_span) for cell in grid.head][-3:] == [
        ("Kinh phí", 0, 2),
        ("Tỉnh", 1, 1),
        ("Xã", 1, 1),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "Thư mời"}, "danh mục"),
        ({"issuing_body": " "}, "tên cơ quan"),
        ({"head_lines": ()}, "đầu văn bản"),
        ({"body_symbol": ""}, "ký hiệu"),
        ({"place": ""}, "địa danh"),
        ({"title": ""}, "trích yếu"),
        ({"signature": Signature("", "Mai")}, "chức vụ"),
        ({"signature": Signature("Giám đốc", "")}, "họ tên"),
        ({"signature": Signature("Giám đốc", "TS. Trần Thị Mai")}, "học vị"),
        ({"issued": None}, "ngày ban hành"),
        ({"number": 0}, "số nguyên dương"),
        ({"kind": "Công văn"}, "Kính gửi"),
        ({"body": ()}, "chưa có nội dung"),
        ({"body": (Grid((Column("A"),), ()),)}, "kết thúc bằng một câu"),
        ({"body": (Grid((), ()), Prose("Hết"))}, "ít nhất một cột"),
        ({"body": (Grid((Column("A"),), (Row(("1", "2")),)), Prose("Hết"))}, "cần đúng 1 ô"),
        ({"annexes": (Annex("Phụ lục", "", (Prose("x"),)),)}, "Phụ lục phải có"),
    ],
)
def test_what_the_layout_requires_is_asked_for_by_name(changes, sentence):
    with pytest.raises(CannotWrite, match=sentence):
        compose(report(**changes))


def test_figures_are_written_the_official_way():
    assert number_text(1538620000) == "1.538.620.000"
    assert number_text(Decimal("1234.565"), 2) == "1.234,57"
    assert percent_text(Decimal("85.50")) == "85,5%"
    assert percent_text(100) == "100%"
    assert document_number(9) == "09"
    assert document_number(10) == "10"
    assert date_in_full(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


@given(st.text())
def test_no_text_carries_signs_that_a_word_file_cannot_hold(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(ord(sign) < 32 and sign != "\n" for sign in cleaned)
    cleaned.encode()


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_keeps_its_digits(value):
    assert number_text(value).replace(".", "") == str(value)
