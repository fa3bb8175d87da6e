"""Instruments cited: number, date, issuer, title, in the document's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.citations import find_citations, kind_of_number


def brief(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.number, c.date) for c in find_citations(text)]


def titles(text: str) -> list[str | None]:
    return [c.title for c in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Quyết định số 1907/QĐ-TTg ngày 23 tháng 11 năm 2020 của Thủ tướng Chính phủ phê duyệt Đề án",
            [("Quyết định", "1907/QĐ-TTg", "2020-11-23")],
        ),
        (
            "Chỉ thị số 28-CT/TW ngày 16 tháng 9 năm 2013 của Ban Bí thư",
            [("Chỉ thị", "28-CT/TW", "2013-09-16")],
        ),
        (
            "Kế hoạch 578/KH-BCA-A05 ngày 17/11/2023 của Bộ Công an",
            [("Kế hoạch", "578/KH-BCA-A05", "2023-11-17")],
        ),
        ("tại Quyết định số 483/QĐ- UBND ngày 04/6/2021", [("Quyết định", "483/QĐ-UBND", "2021-06-04")]),
        ("Nghị quyết số 35-NQ/TU ngày29/12/2025", [("Nghị quyết", "35-NQ/TU", "2025-12-29")]),
        (
            "Nghị định số 15/2020/NĐ-CP ngày 03 tháng 02 năm 2020",
            [("Nghị định", "15/2020/NĐ-CP", "2020-02-03")],
        ),
        ("theo Đề án số 13 về tăng cường quản lý", [("Đề án", "13", None)]),
        ("Công văn số 808/CATTT-QHPT ngày 03/6/2022", [("Công văn", "808/CATTT-QHPT", "2022-06-03")]),
        ("Căn cứ Luật An ninh mạng số 24/2018/QH14;", [("Luật", "24/2018/QH14", None)]),
        (
            "Căn cứ các Quyết định số 749/QĐ-TTg, số 942/QĐ-TTg và 411/QĐ-TTg ngày 31/3/2022",
            [
                ("Quyết định", "749/QĐ-TTg", None),
                ("Quyết định", "942/QĐ-TTg", None),
                ("Quyết định", "411/QĐ-TTg", "2022-03-31"),
            ],
        ),
        ("Bộ luật Hình sự năm 2015", [("Bộ luật", None, None)]),
        ("thực hiện Chỉ thị 11 của Ban Thường vụ", []),
        ("pháp luật, Hội Luật gia tỉnh, Luật này", []),
    ],
)
def test_an_instrument_cited(text, found):
    assert brief(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Luật Bảo vệ bí mật nhà nước; Luật Cơ yếu; theo Luật ngân sách nhà nước, các quy định",
            ["Luật Bảo vệ bí mật nhà nước", "Luật Cơ yếu", "Luật ngân sách nhà nước"],
        ),
        (
            "của Luật Địa chất và khoáng sản và các văn bản hướng dẫn thực hiện Luật.",
            ["Luật Địa chất và khoáng sản"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019",
            [
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
            ],
        ),
        ("Luật An toàn, vệ sinh lao động năm 2015", ["Luật An toàn, vệ sinh lao động"]),
        (
            "tích hợp vào Quy hoạch tỉnh An Bình thời kỳ 2021 - 2030, tầm nhìn đến năm 2050 và Quy hoạch chung",
            ["Quy hoạch tỉnh An Bình thời kỳ 2021 - 2030, tầm nhìn đến năm 2050"],
        ),
    ],
)
def test_instruments_known_by_name(text, names):
    assert titles(text) == names


def test_an_instrument_inside_a_title_is_told_apart():
    found = find_citations(
        "Thực hiện Kế hoạch số 283/KH-UBND ngày 24/9/2025 của Ủy ban nhân dân Tỉnh về thực hiện Nghị quyết số 71/NQ-CP "
        "ngày 01/5/2025 của Chính phủ; Quyết định số 9/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ về việc thử"
    )
    assert [(c.number, c.within) for c in found] == [
        ("283/KH-UBND", False),
        ("71/NQ-CP", True),
        ("9/QĐ-TTg", False),
    ]


def test_instruments_side_by_side_are_not_within_each_other():
    found = find_citations(
        "Thực hiện Quyết định số 964/QĐ-TTg ngày 10/8/2022 của Thủ tướng Chính phủ phê duyệt Chiến lược và Quyết định số "
        "1907/QĐ-TTg ngày 23/11/2020 của Thủ tướng Chính phủ phê duyệt Đề án, Bộ Y tế ban hành Kế hoạch như sau"
    )
    assert [(c.within, c.title) for c in found][1] == (False, "phê duyệt Đề án")


def test_laws_in_a_row_are_not_within_each_other():
    assert [c.within for c in find_citations("Căn cứ Luật Trẻ em, Luật Giáo dục và Luật Thanh niên")] == [
        False
    ] * 3


def test_a_term_of_office_may_stand_before_the_title():
    (found,) = find_citations(
        "Nghị quyết số 05-NQ/TU ngày 22/10/2021 của Ban Chấp hành Đảng bộ tỉnh (khóa XIX) về chuyển đổi số;"
    )
    assert (found.issuer, found.title) == ("Ban Chấp hành Đảng bộ tỉnh", "chuyển đổi số")


def test_issuer_and_title_are_the_documents_own_words():
    (found,) = find_citations(
        "Quyết định số 458/QĐ-BTTTT ngày 07 tháng 4 năm 2021 của Bộ trưởng Bộ Thông tin và Truyền thông về ban hành Kế hoạch; Ủy ban"
    )
    assert found.issuer == "Bộ trưởng Bộ Thông tin và Truyền thông"
    assert found.title == "ban hành Kế hoạch"


def test_a_title_may_stand_before_the_number():
    (found,) = find_citations(
        "theo Đề án nâng cao chất lượng được phê duyệt tại Quyết định số 483/QĐ-UBND ngày 04/6/2021"
    )
    assert found.title == "Đề án nâng cao chất lượng"


def test_the_symbol_says_the_kind():
    assert kind_of_number("1907/QĐ-TTg") == "Quyết định"
    assert kind_of_number("39/2020/TT-BTTTT") == "Thông tư"
    assert kind_of_number("2455/BTTTT-TTCS") == "Công văn"


@given(st.text(max_size=250))
def test_any_text_is_read_without_an_error(text):
    for citation in find_citations(text):
        assert 0 <= citation.begin_at <= citation.end_at


@given(
    st.integers(min_value=1, max_value=9999),
    st.sampled_from(["QĐ-TTg", "KH-UBND", "NQ-CP", "CT-TTg", "QĐ-BTTTT"]),
    st.dates(),
)
def test_every_number_and_date_comes_back(number, symbol, day):
    if day.year < 1950 or day.year > 2099:
        day = day.replace(year=2020, day=1)
    (found,) = find_citations(
        f"theo văn bản số {number}/{symbol} ngày {day.day:02d}/{day.month:02d}/{day.year} của Chính phủ"
    )
    assert (found.number, found.date) == (f"{number}/{symbol}", day.isoformat())


@pytest.mark.parametrize(
    "seed",
    ["Luật A và ", "Luật sửa đổi, bổ sung một số điều của ", "Quy hoạch a ", "Quyết định của a ", "số "],
)
def test_a_very_long_text_is_read_in_one_pass(seed):
    assert isinstance(find_citations(seed * 3_000), tuple)
