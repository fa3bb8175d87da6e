"""The whole text on paper: every kind of block, answers and sources at the end, tagged for a screen reader."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from khien.library.renditions.errors import TooLarge
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.renditions.text_data import TextData, text_items, whole_address
from khien.library.rules.content import Brand, Content, Heading, Paragraph, Picture, Run, Table
from tests.library.renditions.samples import BRAND, ENDLESS, ODD, ONE_LINE, ORDINARY, UNIT, pictures
from tests.library.renditions.seen import collisions, sheets, squeezed, words


def document(content: Content = ORDINARY, brand: Brand = BRAND) -> Made:
    return FORMS["document"].make(content, brand, {}, pictures)


def test_every_block_of_the_text_is_printed() -> None:
    text = words(document().data)
    for said in (
        "Giả danh công an gọi điện", "Xưng công an qua điện thoại.", "Chữ thường, đậm, tài liệu khác", "Gạch thứ hai",
        "Không tranh luận.", "Không ai có quyền hỏi mã OTP.", "Nên làm", "Chuyển tiền", "Tôi là điều tra viên",
        "Câu hỏi 1. Ai đang gọi?", "111", "Ảnh minh họa · Ảnh: Hoa", "Trang thật nay đã mất", "So sánh", "Giấy mời",
        "Lời trong clip.", "Luật An ninh mạng, 116/2025/QH15", "Người duyệt: Nguyễn Thị Hoa, Phó Giám đốc, 20/11/2026",
        "Căn cứ duyệt: Quyết định 12/QĐ-SKHCN", "Gặp lần đầu: 03/2023", "Dành cho: Người cao tuổi", UNIT,
    ):  # fmt: skip
        assert squeezed(said) in squeezed(text), said


def test_answers_stand_after_the_questions_and_before_the_sources() -> None:
    text = words(document().data)
    places = [text.index(said) for said in ("Câu hỏi 1. Ai đang gọi?", "Câu hỏi 1: B.", "Luật An ninh mạng")]
    assert places == sorted(places)


def test_the_file_is_tagged_and_says_that_it_is_accessible() -> None:
    blob = document().data
    assert b"/MarkInfo" in blob
    assert b"/StructTreeRoot" in blob
    assert b"/Lang" in blob
    assert b"pdfuaid" in blob


def test_only_a_long_text_has_a_list_of_contents() -> None:
    chapters = tuple(Heading(f"Phần {n}") for n in range(8))
    assert "Mục lục" not in words(document(ONE_LINE).data)
    assert "Mục lục" in words(document(replace(ONE_LINE, blocks=chapters)).data)


def test_nothing_stands_on_anything_else_on_many_pages() -> None:
    made = document(replace(ENDLESS, blocks=ENDLESS.blocks * 6))
    assert made.pages > 6
    assert sheets(made.data) == [(210, 297)] * made.pages
    assert not collisions(made.data)


def test_a_lost_picture_leaves_its_words_and_a_note() -> None:
    made = document()
    assert made.notes == ("picture_missing",)
    assert "Trang thật nay đã mất" in words(made.data)


def test_text_that_looks_like_markup_stays_text() -> None:
    text = squeezed(words(document(ODD).data))
    assert squeezed('#read("/etc/passwd") {{ x }} <script>alert(1)</script>') in text
    assert "root:" not in text


def test_wide_and_ragged_tables_are_set() -> None:
    table = Table(
        "Bảng", tuple(f"Cột {n}" for n in range(20)), (("một",), tuple("abcdefghijklmnopqrstuvwxyz"))
    )
    assert "Cột 11" in words(document(replace(ONE_LINE, blocks=(table,))).data)


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("/tai-lieu/otp/", "https://an-binh.example/tai-lieu/otp/"),
        ("https://a.example/x", "https://a.example/x"),
        ("tel:113", "tel:113"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("http://[", ""),
    ],
)
def test_only_addresses_a_reader_may_follow_become_links(href: str, whole: str) -> None:
    assert whole_address(href, ORDINARY.address) == whole


def test_headings_never_skip_a_level() -> None:
    blocks = (Heading("Ba", 3), Heading("Hai", 2), Heading("Ba", 3), Heading("Sáu", 6))
    items = text_items(replace(ONE_LINE, blocks=blocks), TextData(pictures))
    assert [item["level"] for item in items] == [2, 2, 3, 3]


def test_what_is_no_text_any_more_is_refused() -> None:
    blocks = tuple(Paragraph((Run("chữ " * 300),)) for _ in range(1400))
    with pytest.raises(TooLarge):
        document(replace(ONE_LINE, blocks=blocks))
    with pytest.raises(TooLarge):
        document(replace(ONE_LINE, blocks=(Paragraph((Run("a"),)),) * 1600))
    with pytest.raises(TooLarge):
        document(replace(ONE_LINE, blocks=tuple(Picture("there", "x") for _ in range(160))))


def test_values_for_the_template_are_plain_json() -> None:
    assert json.loads(json.dumps(text_items(ORDINARY, TextData(pictures))))


def test_the_same_text_gives_the_same_file() -> None:
    assert document().data == document().data
