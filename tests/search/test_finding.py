"""What citizens type finds what editors wrote."""

from __future__ import annotations

import unicodedata

import pytest

from tests.search.conftest import Put, found, page

SCAM = "Nhận biết thủ đoạn lừa đảo chiếm quyền tài khoản Facebook"
PEACE = "Xã An Hòa tập huấn kỹ năng số"
BANK = "Giữ tiền trong tài khoản ngân hàng"


@pytest.mark.parametrize(
    "typed",
    [
        "lừa đảo", "lua dao", "LỪA ĐẢO", "lừa dảo", "lua đao", unicodedata.normalize("NFD", "lừa đảo"), "lừa  đảo!", "luadao",
        "ddaro lwaf", "lua2 dao3", "lừa đảo fb", "lua dao facebok", "lua dao face book", "chiem quyen tk fb",
    ],
)  # fmt: skip
def test_the_warning_is_found_however_it_is_typed(titles: Put, typed: str) -> None:
    titles(SCAM, PEACE, BANK)
    assert found(typed)[:1] == [SCAM]


@pytest.mark.parametrize(
    "typed", ["an hòa", "an hoà", "an hoa", "AN HÒA", unicodedata.normalize("NFD", "an hoà")]
)
def test_both_ways_to_write_a_tone_find_the_commune(titles: Put, typed: str) -> None:
    titles(SCAM, PEACE, BANK)
    assert found(typed) == [PEACE]
    assert page(typed).did_you_mean == ""


def test_what_is_written_with_the_same_marks_comes_first(titles: Put) -> None:
    titles("Lụa đào tơ tằm", "Phòng chống lừa đảo trên không gian mạng của tỉnh")
    assert found("lừa đảo") == ["Phòng chống lừa đảo trên không gian mạng của tỉnh", "Lụa đào tơ tằm"]
    assert found("lụa đào") == ["Lụa đào tơ tằm", "Phòng chống lừa đảo trên không gian mạng của tỉnh"]
