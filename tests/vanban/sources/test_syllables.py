"""The build of Vietnamese syllables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._sources.layout import mend_marks
from vanban._sources.syllables import is_syllable, judge, part_words, settle_tone, toneless
from vanban._sources.text import clean, one_line, tidy_lines

SYLLABLES = [
    "nghiêng",
    "khuyến",
    "người",
    "quyết",
    "giữa",
    "thuở",
    "huyện",
    "ngoằn",
    "khoáng",
    "xoong",
    "đ",
    "ưu",
    "yêu",
    "uỷ",
    "gì",
    "quốc",
    "nghề",
    "tuyết",
    "rượu",
]


@pytest.mark.parametrize("word", [word for word in SYLLABLES if word != "đ"])
def test_real_syllables_are_built_like_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["online", "facebook", "UBND", "strict", "kế hoạch", "ngk", ""])
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_a_page_of_vietnamese_passes_and_foreign_or_spoilt_pages_do_not() -> None:
    good = "Tổ chức tuyên truyền phổ biến kỹ năng bảo đảm an toàn thông tin cho người dân trên địa bàn tỉnh"
    assert judge(good).is_vietnamese
    assert judge(
        "To chuc tuyen truyen pho bien ky nang bao dam an toan thong tin cho nguoi dan tren dia ban tinh"
    ).is_junk
    assert judge(
        "The committee shall provide awareness training and report the results before every December"
    ).is_junk
    assert not judge("UBND").is_junk
    assert judge("12 34").words == 0


@pytest.mark.parametrize(
    ("spoilt", "mended"),
    [
        ("tuc̣", "tục"),
        ("hoaṭ", "hoạt"),
        ("daỵ", "dạy"),
        ("đaọ", "đạo"),
        ("lưạ", "lựa"),
        ("hòa", "hòa"),
        ("hoà", "hoà"),
        ("qúy", "qúy"),
        ("Internet", "Internet"),
    ],
)
def test_a_tone_that_slid_goes_back_and_what_people_type_stays(spoilt: str, mended: str) -> None:
    assert settle_tone(spoilt) == mended


@pytest.mark.parametrize(
    ("spoilt", "mended"),
    [
        ("hê ̣thống", "hệ thống"),
        ("đẩy maṇ h daỵ tin", "đẩy mạnh dạy tin"),
        ("tập̣ trung", "tập trung"),
        ("hệthống", "hệ thống"),
        ("thiết bịCNTT ;", "thiết bị CNTT;"),
        ("đơn vị,̣hoàn thiện", "đơn vị, hoàn thiện"),
        ("tr ực tuyến thự c hiện", "trực tuyến thực hiện"),
        ("giáo dục và y tế", "giáo dục và y tế"),
        ("mạng Internet, video", "mạng Internet, video"),
    ],
)
def test_marks_and_gaps_of_bad_pdf_text_are_mended(spoilt: str, mended: str) -> None:
    assert mend_marks(spoilt) == mended


def test_words_without_a_vietnamese_letter_are_never_parted() -> None:
    assert part_words("video") == "video"
    assert part_words("ĐắkLắk") == "ĐắkLắk"


def test_toneless_keeps_the_letters_of_the_alphabet() -> None:
    assert toneless("Đường") == "đương"


def test_lines_and_spaces_are_tidied() -> None:
    assert one_line(" a\n  b\t c ") == "a b c"
    assert tidy_lines("\n a  b \n c\n\n") == "a b\nc"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_composed_text(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="aăâeêoôơuưyđnhgtm \u0300\u0301\u0303\u0309\u0323,.;"))
def test_mending_never_fails_and_is_settled(text: str) -> None:
    assert isinstance(mend_marks(text), str)
