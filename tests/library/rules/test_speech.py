"""The loudspeaker says figures, dates, addresses and foreign words as an announcer would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.library.rules.speech import seconds_of, spoken, spoken_sentences, syllables
from khien.library.rules.speech.addresses import host_words, label_words, taken_apart
from khien.library.rules.speech.numbers import DIGITS, decimal_words, number_words, telephone_words
from tests.library.starter_content import starter, starter_slugs


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (500_000, "năm trăm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_538_620_000, "một tỷ năm trăm ba mươi tám triệu sáu trăm hai mươi nghìn"),
        (2_000_000_000_000, "hai nghìn tỷ"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


VALUES = {word: value for value, word in enumerate(DIGITS)} | {
    "mốt": 1,
    "lăm": 5,
}


def heard(words: str) -> int:
    """The oracle: what somebody writes down who hears these words."""
    total = group = figure = 0
    for word in words.split():
        if word in VALUES:
            figure = VALUES[word]
        elif word == "mười":
            group, figure = group + 10, 0
        elif word == "mươi":
            group, figure = group + figure * 10, 0
        elif word == "trăm":
            group, figure = group + figure * 100, 0
        elif word in ("nghìn", "triệu"):
            total += (group + figure) * {"nghìn": 1_000, "triệu": 1_000_000}[word]
            group = figure = 0
        elif word == "tỷ":
            total, group, figure = (total + group + figure) * 1_000_000_000, 0, 0
    return total + group + figure


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**15))
def test_whoever_hears_a_number_can_write_it_down(number: int) -> None:
    assert heard(number_words(number)) == number


def test_a_telephone_number_is_said_in_groups() -> None:
    assert telephone_words("0912345678") == "không chín một hai, ba bốn năm, sáu bảy tám"
    assert telephone_words("1900 1234") == "một chín không không, một hai ba bốn"
    assert telephone_words("5656") == "năm sáu năm sáu"


def test_decimals() -> None:
    assert decimal_words("45", "69") == "bốn mươi lăm phẩy sáu mươi chín"
    assert decimal_words("0", "05") == "không phẩy không năm"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Gọi 113 hoặc 156.", "Gọi một một ba hoặc một năm sáu."),
        ("111 người gọi 111", "một trăm mười một người gọi một một một"),
        ("Nhắn tin tới 5656.", "Nhắn tin tới năm sáu năm sáu."),
        (
            "Ngày 24/11/2026 có 45,69 % hộ.",
            "Ngày hai mươi bốn tháng mười một năm hai nghìn không trăm hai mươi sáu có bốn mươi lăm phẩy sáu mươi chín phần trăm hộ.",
        ),
        ("24/11/2026", "ngày hai mươi bốn tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 4/2026", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("ngày 5/4", "ngày mùng năm tháng tư"),
        ("14h30 và 8:05", "mười bốn giờ ba mươi phút và tám giờ năm phút"),
        (
            "1.538.620.000 đồng",
            "một tỷ năm trăm ba mươi tám triệu sáu trăm hai mươi nghìn đồng",
        ),
        ("500.000đ, 300.000 VNĐ, 50k", "năm trăm nghìn đồng, ba trăm nghìn đồng, năm mươi nghìn"),
        ("5-10 phút, 1/2 số tiền, 24/7", "năm đến mười phút, một phần hai số tiền, hai mươi tư trên bảy"),
        (
            "Xem tinnhiemmang.vn. Hoặc https://canhbao.khonggianmang.vn/a?b=1, nhé.",
            "Xem trang tín nhiệm mạng chấm vê en. Hoặc trang cảnh báo chấm không gian mạng chấm vê en, nhé.",
        ),
        ("trang tinnhiemmang.vn", "trang tín nhiệm mạng chấm vê en"),
        ("a.nam@anbinh.gov.vn", "a chấm nam a còng An Bình chấm gốp chấm vê en"),
        ("UBND xã, mã OTP, QR", "Ủy ban nhân dân xã, mã ô tê pê, quy rờ"),
        ("Sở KH&CN, TP. Huế", "Sở Khoa học và Công nghệ, thành phố Huế"),
        ("BKAV (Việt Nam)", "bê ca a vê, Việt Nam"),
        ("AI giả giọng. Ai gọi?", "trí tuệ nhân tạo giả giọng. Ai gọi?"),
        ("CÔNG AN KHÔNG ĐÒI TIỀN", "công an không đòi tiền"),
        ("tệp .apk lạ", "tệp chấm a pê ca lạ"),
        ("Facebook, Zalo & link", "phây búc, da lô và đường dẫn"),
        ("Wi-Fi, 4G, eKYC", "oai phai, bốn gờ, i ca oai xi"),
        (
            "Luật số 116/2025/QH15",
            "Luật số một trăm mười sáu năm hai nghìn không trăm hai mươi lăm của Quốc hội khóa mười lăm",
        ),
        (
            "Nghị định 13/2023/NĐ-CP",
            "Nghị định số mười ba năm hai nghìn không trăm hai mươi ba của Chính phủ",
        ),
        ("2026-11-24", "ngày hai mươi bốn tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("Quyết định 12/QĐ-UBND", "Quyết định số mười hai của Ủy ban nhân dân"),
        ("50.000-100.000 đồng, 8h-10h", "năm mươi nghìn đến một trăm nghìn đồng, tám giờ đến mười giờ"),
        ("TP.HCM, Q.1, v.v.", "thành phố Hồ Chí Minh, quận một, vân vân."),
        ("tài khoản 0011 0022 3344", "tài khoản không không một một, không không hai, hai ba ba, bốn bốn"),
        ("iOS 17.4.1", "ai ô ét mười bảy chấm bốn chấm một"),
        ("SMS-Banking, Covid-19, đuôi .vn", "ét em ét banh kinh, cô vít mười chín, đuôi chấm vê en"),
        ("Mục II, 500.000đ đồng", "Mục hai, năm trăm nghìn đồng"),
        ("A&B, 01234", "A và bê, không một hai ba bốn"),
        ("٣ người", "ba người"),
        ("→", ""),
        ("Trang hoadon giả, khối S, tivi", "Trang hoa don giả, khối ét, ti vi"),
        ("+84 912 345 678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("“Đừng bấm”… (nhớ nhé)!!!", "Đừng bấm. nhớ nhé!"),
        ("", ""),
    ],
)
def test_as_an_announcer_says_it(written: str, said: str) -> None:
    assert spoken(written) == said


def test_an_unknown_address_is_taken_apart_into_syllables() -> None:
    assert taken_apart("khonggianmang") == ("khong", "gian", "mang")
    assert taken_apart("xyzw") == ()
    assert host_words("antoanthongtin.vn") == "an toan thong tin chấm vê en"
    assert label_words("bkav2") == "bê ca a vê hai"


def test_another_language_keeps_its_words() -> None:
    assert spoken("Call 113 - it is free.", language="en") == "Call 113 - it is free."


def test_sentences_for_the_voice_have_an_end() -> None:
    assert spoken_sentences("Cúp máy\nFacebook lạ. Gọi 113") == (
        "Cúp máy.",
        "phây búc lạ.",
        "Gọi một một ba.",
    )


def test_time_is_counted_by_syllables_as_they_are_said() -> None:
    assert syllables("Gọi một năm sáu.") == 4
    assert seconds_of("Gọi 156.") == round(4 / 3.75, 1)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120)
    | st.text(alphabet=st.sampled_from("0123456789/.,-:%đ hkgVNĐ@vn.com+()“”\n"), max_size=60)
)
def test_it_never_fails_and_never_falls_silent(text: str) -> None:
    said = spoken(text)
    assert any(c.isalnum() for c in said) or not any(c.isalnum() for c in text)
    assert seconds_of(text) >= 0
    assert isinstance(spoken_sentences(text), tuple)


@pytest.mark.parametrize("slug", [slug for slug in starter_slugs() if not slug.endswith(".en")])
def test_no_figure_and_no_word_of_capitals_is_left_to_the_voice(slug: str) -> None:
    content = starter(slug)
    for text in (content.title, content.summary, content.sms, content.bulletin):
        said = spoken(text)
        assert not any(c.isdigit() for c in said), said
        assert not [word for word in said.split() if len(word) > 1 and word.strip(".,").isupper()], said
