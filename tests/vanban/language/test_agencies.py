"""One agency per element: what the clerk of the standing office would write on separate lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.agencies import split_agencies, without_asides
from vanban._language.agency_names import in_full, known_body

CELLS = {
    "Sở, ban, ngành và UBND cấp huyện, cấp xã; Bảo hiểm xã hội tỉnh. Các Doanh nghiệp viễn thông.": (
        "Sở, ban, ngành",
        "UBND cấp huyện, cấp xã",
        "Bảo hiểm xã hội tỉnh",
        "Các Doanh nghiệp viễn thông",
    ),
    "Sở Thông tin và Truyền thông và các đơn vị liên quan": (
        "Sở Thông tin và Truyền thông",
        "các đơn vị liên quan",
    ),
    "SởThông tin và Truyền thông, Công an tỉnh": ("SởThông tin và Truyền thông", "Công an tỉnh"),
    "UBND cấp huyện - Sở Nội vụ": ("UBND cấp huyện", "Sở Nội vụ"),
    "Sở Văn hóa, Thể thao và Du lịch và Sở Y tế": ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"),
    "Sở Lao động - Thương binh và Xã hội": ("Sở Lao động - Thương binh và Xã hội",),
    "Đài Phát thanh - Truyền hình tỉnh; Báo An Bình": ("Đài Phát thanh - Truyền hình tỉnh", "Báo An Bình"),
    "UBND các huyện, thị xã và thành phố": ("UBND các huyện, thị xã và thành phố",),
    "Các sở, ban, ngành, đơn vị thuộc tỉnh": ("Các sở, ban, ngành, đơn vị thuộc tỉnh",),
    "Các Sở, ban, ngành, tổ chức chính trị - xã hội, UBND các xã": (
        "Các Sở, ban, ngành",
        "tổ chức chính trị - xã hội",
        "UBND các xã",
    ),
    "Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh": (
        "Giám đốc các Sở",
        "Thủ trưởng các ban, ngành tỉnh",
    ),
    "Đề nghị: Hiệp hội\nDoanh nghiệp tỉnh, Hội Nông dân tỉnh": (
        "Hiệp hội Doanh nghiệp tỉnh",
        "Hội Nông dân tỉnh",
    ),
    "Các Công ty\n\nviễn thông": ("Các Công ty viễn thông",),
    "Công an tỉnh\nSở Nội vụ": ("Công an tỉnh", "Sở Nội vụ"),
    "- Sở Tài chính\n- Kho bạc Nhà nước": ("Sở Tài chính", "Kho bạc Nhà nước"),
    "Cục An toàn thông tin (Bộ Thông tin và Truyền thông)[2]": ("Cục An toàn thông tin",),
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh, Văn phòng UBND tỉnh": (
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Văn phòng UBND tỉnh",
    ),
    "Phòng An ninh mạng và phòng, chống tội phạm, Công an tỉnh": (
        "Phòng An ninh mạng và phòng, chống tội phạm",
        "Công an tỉnh",
    ),
    "Sở VH,TT&DL, Sở GD&ĐT, LĐLĐ tỉnh": ("Sở VH,TT&DL", "Sở GD&ĐT", "LĐLĐ tỉnh"),
    "Ban Quản lý Khu kinh tế, khu, cụm công nghiệp": ("Ban Quản lý Khu kinh tế, khu, cụm công nghiệp",),
    "các cơ quan, đơn vị và địa phương liên quan": ("các cơ quan, đơn vị và địa phương liên quan",),
    "Báo và Đài Phát thanh, Truyền hình tỉnh": ("Báo và Đài Phát thanh, Truyền hình tỉnh",),
    "Các cấp, ngành": ("Các cấp, ngành",),
    "Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch và Nội vụ; Công an tỉnh": (
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nội vụ",
        "Công an tỉnh",
    ),
    "Các trường đại học, cao đẳng, trung cấp, trường THPT": (
        "Các trường đại học, cao đẳng, trung cấp, trường THPT",
    ),
    "Đài Tiếng nói Việt Nam, Thông tấn xã Việt Nam": ("Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam"),
    "": (),
    " ; , . ": (),
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_cut_where_a_new_agency_begins(cell):
    assert split_agencies(cell) == CELLS[cell]


@pytest.mark.parametrize("cell", [cell for cell in CELLS if "và Sở Y tế" not in cell])
def test_each_agency_alone_is_itself(cell):
    for agency in split_agencies(cell):
        assert split_agencies(agency) == (agency,)


def test_nested_parentheses_go_and_one_that_never_closes_stays():
    assert without_asides("Sở A (cũ (trước)) và B").split() == ["Sở", "A", "và", "B"]
    assert "(" in without_asides("Sở A (chưa đóng")


def test_short_names_lead_to_the_ministry_or_department():
    assert known_body("Sở TT&TT").name == "Sở Thông tin và Truyền thông"
    assert known_body("Sở Thông tin và Truyền thông tỉnh Kon Tum").became == "Sở Khoa học và Công nghệ"
    assert known_body("Hội Tin học") is None
    assert in_full("UBND tỉnh") == "Ủy ban nhân dân tỉnh"
    assert in_full("Sở KH&CN") == "Sở Khoa học và Công nghệ"


NAMES = [
    "Sở Thông tin và Truyền thông",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Công an tỉnh",
    "UBND các xã, phường",
    "các đơn vị liên quan",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Ngân hàng Nhà nước chi nhánh tỉnh An Bình",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Tỉnh đoàn",
    "VNPT An Bình",
]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from(["; ", ";\n", "\n- "]))
def test_agencies_joined_by_semicolons_come_back_one_by_one(names, joint):
    assert split_agencies(joint.join(names)) == tuple(names)


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
def test_agencies_joined_by_commas_come_back_one_by_one(names):
    assert split_agencies(", ".join(names)) == tuple(names)


WORDS = [
    "Sở",
    "ban",
    "ngành",
    "và",
    "các",
    "UBND",
    "huyện",
    "Tài",
    "chính",
    "đơn",
    "vị",
    ",",
    ";",
    "-",
    "tỉnh",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_no_word_of_a_name_is_ever_lost(words):
    text = " ".join(words)
    kept = [word for part in split_agencies(text) for word in re.findall(r"\w+", part) if word != "và"]
    assert kept == [word for word in re.findall(r"\w+", text) if word != "và"]


@given(st.text(max_size=200))
def test_any_text_is_cut_without_an_error(text):
    for agency in split_agencies(text):
        assert agency.strip() == agency != ""


@pytest.mark.parametrize(
    "seed",
    [
        "\n",
        "Các Sở: A, ",
        "Sở Tài chính, ",
        "các sở, ban, ngành và ",
        "(",
        ") ",
        "-\n",
        "Văn phòng HĐND và UBND ",
    ],
)
def test_a_very_long_cell_is_read_in_one_pass(seed):
    assert split_agencies(seed * 4_000) is not None
