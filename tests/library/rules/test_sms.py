"""Hà sees what her text message takes: places, parts, and which letter makes it dear."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.library.rules.content import Content, PosterText
from khien.library.rules.kinds import MaterialKind
from khien.library.rules.sms import Count, Encoding, Origin, count, fitting, unaccented

# TS 23.038, table of the default alphabet, row by row as printed in the standard: 16 columns of code points.
GSM_ROWS = """
0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E ESC  00C6 00E6 00DF 00C9
0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0
"""
GSM_TABLE = GSM_ROWS.split()
SEPTETS = {chr(int(code, 16)): [place] for place, code in enumerate(GSM_TABLE) if code != "ESC"}
SEPTETS |= {
    chr(code): [0x1B, place]
    for place, code in {
        0x0A: 0x0C, 0x14: 0x5E, 0x28: 0x7B, 0x29: 0x7D, 0x2F: 0x5C, 0x3C: 0x5B, 0x3D: 0x7E, 0x3E: 0x5D,
        0x40: 0x7C, 0x65: 0x20AC,
    }.items()
}  # fmt: skip


def octets(text: str) -> tuple[str, int, int]:
    """The oracle: encode to the very septets or UTF-16 octets, fill parts of 140 octets without tearing a pair."""
    try:
        units: list[int] = [len(SEPTETS[character]) for character in text]
        encoding, alone, each = "gsm7", 140 * 8 // 7, (140 - 6) * 8 // 7
    except KeyError:
        units = [len(character.encode("utf-16-be")) // 2 for character in text]
        encoding, alone, each = "ucs2", 140 // 2, (140 - 6) // 2
    if sum(units) <= alone:
        return encoding, sum(units), 1 if units else 0
    parts = [0]
    for unit in units:
        if parts[-1] + unit > each:
            parts.append(0)
        parts[-1] += unit
    return encoding, sum(units), len(parts)


MIXED = st.text(alphabet=st.sampled_from("abc XYZ 0123 @£€[]{}~|^\\\nđưởng ặỗ😀…“é"), max_size=400) | st.text(
    alphabet=st.sampled_from("aB1 €[]\n"), max_size=400
)


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_the_count_agrees_with_the_standards_tables(text: str) -> None:
    counted = count(text)
    assert (counted.encoding, counted.characters, counted.parts) == octets(text)
    assert counted.left >= 0


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_what_is_said_to_be_left_is_left(text: str) -> None:
    counted = count(text)
    filler = "a" * counted.left
    assert count(text + filler).parts == max(counted.parts, 1)
    assert count(text + filler + "a").parts == max(counted.parts, 1) + 1


@pytest.mark.parametrize(
    ("text", "encoding", "characters", "parts", "left"),
    [
        ("", "gsm7", 0, 0, 160),
        ("a" * 160, "gsm7", 160, 1, 0),
        ("a" * 161, "gsm7", 161, 2, 145),
        ("a" * 306, "gsm7", 306, 2, 0),
        ("a" * 307, "gsm7", 307, 3, 152),
        ("€" * 80, "gsm7", 160, 1, 0),
        ("€" * 81, "gsm7", 162, 2, 143),
        ("ư" * 70, "ucs2", 70, 1, 0),
        ("ư" * 71, "ucs2", 71, 2, 63),
        ("ư" * 134, "ucs2", 134, 2, 0),
        ("ư" * 135, "ucs2", 135, 3, 66),
        ("a" * 152 + "€" + "a" * 10, "gsm7", 164, 2, 141),
    ],
)
def test_known_lengths(text: str, encoding: str, characters: int, parts: int, left: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.characters, counted.parts, counted.left) == (
        encoding,
        characters,
        parts,
        left,
    )


def test_a_text_typed_with_loose_marks_counts_as_it_is_sent() -> None:
    assert count("Lu\u031bu y\u0301") == count("Lưu ý")
    assert count("a\r\nb").characters == 3


def test_the_counter_names_the_letters_that_make_it_dear() -> None:
    assert count("Cúp máy. Đừng “sợ”…").offending == ("ú", "á", "Đ", "ừ", "“", "ợ", "”", "…")
    assert count("Cà phê").offending == ("ê",)
    assert json.loads(json.dumps(count("Đ").as_json())) == {
        "encoding": "ucs2",
        "characters": 1,
        "parts": 1,
        "limit": 70,
        "left": 69,
        "offending": ["Đ"],
    }


def test_a_text_without_marks_keeps_its_words() -> None:
    assert (
        unaccented("Đừng chuyển tiền – gọi “113”… 500.000₫ 😀") == 'Dung chuyen tien - goi "113"... 500.000d'
    )
    assert unaccented("café Ŵ ﬁ ①") == "cafe W fi 1"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_without_marks_it_always_goes_as_gsm(text: str) -> None:
    plain = unaccented(text)
    assert count(plain).encoding is Encoding.GSM
    assert unaccented(plain) == plain


def material(**changes: object) -> Content:
    content = Content(
        uuid="u",
        kind=MaterialKind.GUIDE,
        title="Có người xưng công an gọi điện: làm gì?",
        summary="Công an không yêu cầu chuyển tiền qua điện thoại. Hãy cúp máy và gọi 113 hoặc đến công an xã nơi gần nhất.",
        language="vi",
        blocks=(),
        address="https://an-binh.example/tai-lieu/x/",
        poster=PosterText("Công an không làm việc qua điện thoại", (), "Cúp máy. Gọi 113."),
    )
    return dataclasses.replace(content, **changes)


def test_the_writers_own_message_comes_first() -> None:
    first = fitting(material(sms="Công an không gọi đòi tiền. Cúp máy, gọi 113."))[0]
    assert (first.text, first.origin, first.shortened) == (
        "Công an không gọi đòi tiền. Cúp máy, gọi 113.",
        Origin.OWN,
        False,
    )


def test_without_one_the_poster_speaks_and_then_the_summary() -> None:
    texts = [one.text for one in fitting(material())]
    assert texts[:2] == [
        "Công an không làm việc qua điện thoại. Cúp máy. Gọi 113.",
        "Cúp máy. Gọi 113.",
    ]
    assert (
        "Cong an khong yeu cau chuyen tien qua dien thoai. Hay cup may va goi 113 hoac den cong an xa noi gan nhat."
        in texts
    )


def test_a_short_address_stands_only_where_it_fits() -> None:
    made = fitting(material(), short_address="ab.vn/t/12")
    assert made[0].text.endswith("Gọi 113. ab.vn/t/12")
    long = fitting(material(), short_address="https://an-binh.example/tai-lieu/gia-danh-cong-an/")
    assert long[0].text == "Công an không làm việc qua điện thoại. Cúp máy. Gọi 113."


def test_a_long_sentence_is_cut_at_a_border_and_says_so() -> None:
    long = material(
        poster=PosterText(),
        summary="Kẻ gian gọi điện tự xưng là cán bộ điều tra, dọa bắt giam rồi ép chuyển tiền vào tài khoản lạ để kiểm tra.",
    )
    cut = next(one for one in fitting(long) if one.origin is Origin.SUMMARY and one.marked)
    assert cut.text == "Kẻ gian gọi điện tự xưng là cán bộ điều tra…"
    assert cut.shortened


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=200), st.text(max_size=60))
def test_every_suggestion_is_one_message(summary: str, sms: str, call: str) -> None:
    for one in fitting(
        material(summary=summary, sms=sms, poster=PosterText("Tin", (), call)), short_address="a.vn/1"
    ):
        assert one.count == count(one.text)
        assert isinstance(one.count, Count)
        assert one.count.parts == 1
        assert one.marked or one.count.encoding is Encoding.GSM
        assert one.text.strip()
