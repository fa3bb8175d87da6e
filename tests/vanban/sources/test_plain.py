"""Text files in the encodings of thirty years."""

from __future__ import annotations

import unicodedata

import pytest

from vanban._blocks import Paragraph, Source
from vanban._sources import take_apart
from vanban._sources.charsets import _TCVN3, _VNI, decode, from_font

TEXT = "KẾ HOẠCH\nTổ chức tuyên truyền, phổ biến kỹ năng bảo đảm an toàn thông tin mạng cho người dân trên địa bàn tỉnh đến năm 2030.\n"


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def windows_1258(text: str) -> bytes:
    """What Windows writes: letters with hat, bowl or horn in one byte, the tone in a byte behind."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        loose = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in loose if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in loose if mark not in tone))
        written += base.encode("cp1258") + tone.encode("cp1258")
    return written


def old_font(text: str, letters: dict[str, str]) -> bytes:
    back: dict[str, str] = {}
    for written, letter in letters.items():
        back.setdefault(letter, written)
    return "".join(back.get(letter, letter) for letter in text).encode("latin-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_files_are_read_with_and_without_their_mark(encoding: str) -> None:
    found = take_apart(TEXT.encode(encoding))
    assert texts(found) == TEXT.split("\n")[:2]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (windows_1258(TEXT), "Windows-1258"),
        (old_font(TEXT.lower(), _TCVN3), "TCVN3 (ABC)"),
        (old_font(TEXT, _VNI), "VNI"),
    ],
)
def test_old_vietnamese_encodings_are_recognised_by_their_syllables_and_told(data: bytes, name: str) -> None:
    found = take_apart(data)
    assert [text.lower() for text in texts(found)] == TEXT.lower().split("\n")[:2]
    assert [note.code for note in found.notes] == ["old-encoding"]
    assert name in found.notes[0].message


def test_letters_of_an_old_font_saved_as_utf8_are_converted_too() -> None:
    found = take_apart(old_font(TEXT.lower(), _TCVN3).decode("latin-1").encode())
    assert texts(found)[1] == TEXT.lower().split("\n")[1]


def test_english_text_is_left_alone() -> None:
    text = "The naïve café plan: provide services to every commune before the end of the year, and report to the committee."
    assert decode(text.encode()) == (text, ())
    assert from_font("KÕ", "Times New Roman") == "KÕ"


def test_a_few_bad_bytes_in_utf8_are_skipped() -> None:
    assert decode(TEXT.encode() * 40 + b"\xff")[0].startswith("KẾ HOẠCH")


def test_decomposed_text_is_composed_and_direction_marks_and_zero_width_letters_go() -> None:
    written = unicodedata.normalize("NFD", "Ủy ban") + "\u200b\u202e nhân\u200f dân\ufeff\u00ad\u2066"
    assert texts(take_apart(written.encode())) == ["Ủy ban nhân dân"]


def test_letters_that_only_look_right_are_put_right() -> None:
    assert texts(take_apart("HƢỚNG DẪN thƣờng xuyên, Ðiều 1 và ðịa phương".encode())) == [
        "HƯỚNG DẪN thường xuyên, Điều 1 và địa phương"
    ]


def test_a_line_of_no_break_spaces_is_an_empty_cell_and_an_empty_line_is_nothing() -> None:
    found = take_apart("1\n\n\u00a0\n \n\tSở A\n\t\u00a0\n\t\tx\n".encode())
    blocks = [block for block in found.blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.level) for block in blocks] == [
        ("1", None),
        ("", None),
        ("", None),
        ("Sở A", 1),
        ("", 1),
        ("x", 2),
    ]


def test_every_kind_of_line_end_ends_a_line() -> None:
    assert texts(take_apart(b"a1\r\nb2\rc3\nd4\x0ce5")) == ["a1", "b2", "c3", "d4", "e5"]
