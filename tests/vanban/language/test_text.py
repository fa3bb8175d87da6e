"""Text as such: the same words typed two ways are the same, and people stand in the order a list has them."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vanban._language.text import (
    collapse,
    collation_key,
    drop_mark,
    fold,
    name_key,
    nfc,
    same_words,
    sentences,
    split_mark,
    split_tone,
    tone_key,
    upper_share,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -,.;()0123456789\n\t", max_size=80)


def test_search_without_marks_finds_dong_thap():
    assert fold("Đồng Tháp ƯỚC Nguyện") == "dong thap uoc nguyen"


def test_both_placements_of_the_tone_are_one_word():
    assert tone_key("Uỷ ban hoà giải Thuý") == tone_key("ủy ban HÒA giải thúy")
    assert same_words("Tỉnh uỷ, Thành ủy", "tỉnh ủy Thành uỷ")


def test_words_that_differ_by_tone_stay_apart():
    assert tone_key("bộ") != tone_key("bò")
    assert not same_words("Tiểu ban", "Tiêu ban")


def test_a_tone_is_taken_off_whatever_its_form():
    assert split_tone("Quý") == ("Quy", 4)
    assert split_tone(unicodedata.normalize("NFD", "Việt")) == ("Viêt", 5)


def test_invisible_characters_and_wide_spaces_do_not_count():
    assert collapse("\u200bSở\u00a0 Nội\n\tvụ\u00ad ") == "Sở Nội vụ"


def test_names_are_listed_by_given_name():
    people = ["Trần Văn Đức", "Y Ngọc", "Nguyễn Thị Ánh", "Lê An", "Hồ Quang Bửu", "Đinh Văn An", "Vũ Dũng"]
    assert sorted(people, key=name_key) == [
        "Đinh Văn An",
        "Lê An",
        "Nguyễn Thị Ánh",
        "Hồ Quang Bửu",
        "Vũ Dũng",
        "Trần Văn Đức",
        "Y Ngọc",
    ]


def test_the_alphabet_and_the_five_tones_have_their_order():
    assert sorted(["Đà", "Dạ", "Dá", "Dã", "Dả", "Dà", "Da", "Ân", "Ăn", "An"], key=collation_key) == [
        "An",
        "Ăn",
        "Ân",
        "Da",
        "Dà",
        "Dả",
        "Dã",
        "Dá",
        "Dạ",
        "Đà",
    ]


def test_list_marks_come_off_and_figures_do_not():
    assert split_mark("a) Xây dựng") == ("a)", "Xây dựng")
    assert split_mark("2.1. Tuyên truyền") == ("2.1.", "Tuyên truyền")
    assert drop_mark("- Công an tỉnh") == "Công an tỉnh"
    assert drop_mark("1.518.620.000 đồng") == "1.518.620.000 đồng"
    assert drop_mark("2021 - 2025") == "2021 - 2025"


def test_abbreviations_do_not_end_a_sentence():
    assert sentences("Họp tại TP. Tam Kỳ ngày mai. Sở Nội vụ chuẩn bị.") == (
        "Họp tại TP. Tam Kỳ ngày mai.",
        "Sở Nội vụ chuẩn bị.",
    )
    assert len(sentences("Dùng pa-nô, áp phích... ở nơi công cộng.")) == 1


def test_capitals_are_measured():
    assert upper_share("KẾ HOẠCH") == 1.0
    assert upper_share("123 -") == 0.0


@given(vietnamese)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folding_does_not_depend_on_the_unicode_form(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_collapsing_twice_changes_nothing(text):
    assert collapse(collapse(text)) == collapse(text)
    assert nfc(nfc(text)) == nfc(text)


@given(vietnamese)
def test_the_comparison_key_is_stable(text):
    assert tone_key(unicodedata.normalize("NFD", text)) == tone_key(text)


@given(vietnamese, vietnamese, vietnamese)
def test_dictionary_order_is_a_total_order(left, middle, right):
    a, b, c = collation_key(left), collation_key(middle), collation_key(right)
    assert (a < b) + (b < a) + (a == b) == 1
    if a <= b <= c:
        assert a <= c
    assert (a == b) == (collapse(left) == collapse(middle))


@given(vietnamese)
def test_sentences_keep_every_word(text):
    assert " ".join(sentences(text)).split() == collapse(text).split()
