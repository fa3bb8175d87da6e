"""An album of evidence as PDF: every word and photo on paper, the same bytes each time, nothing taken as markup."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from vanban import Album, AlbumEntry, AlbumPhoto, CannotWrite, write_album


def _photo() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(stream, "JPEG")
    return stream.getvalue()


ENTRY = AlbumEntry(
    title="Tập huấn #1 [nhận biết] *lừa đảo* $x$ \\ @a",
    lede="20/11/2026 · UBND xã An Hòa",
    facts=(("Địa điểm", "Nhà văn hóa"),),
    photos=(AlbumPhoto(_photo(), ""), AlbumPhoto(_photo(), "Hội trường")),
    links=(("https://a.vn/" + "x" * 300, "https://a.vn/"), ("Tệp: a.pdf", "")),
)
ALBUM = Album(
    "UBND XÃ AN HÒA", "Minh chứng", "Nhiệm vụ IV.1", "Lập ngày 24/11/2026", (2026, 11, 24), [ENTRY] * 3
)


def _text(blob: bytes) -> str:
    pdf = pypdfium2.PdfDocument(blob)
    try:
        return " ".join(
            " ".join(page.get_textpage().get_text_range() for page in pdf).replace("\u200b", "").split()
        )
    finally:
        pdf.close()


def test_every_word_is_there_as_it_was_written() -> None:
    text = _text(write_album(ALBUM))
    for words in (
        "UBND XÃ AN HÒA",
        ENTRY.title,
        ENTRY.lede,
        "Hội trường",
        "Danh mục",
        "Trang 1/",
        "Tệp: a.pdf",
    ):
        assert words in text
    assert text.count(ENTRY.title) == 6  # in the contents and at its place, three times


def test_the_same_album_gives_the_same_bytes() -> None:
    assert write_album(ALBUM) == write_album(ALBUM)


def test_an_album_without_entries_is_a_page() -> None:
    assert "Minh chứng" in _text(write_album(replace(ALBUM, entries=[])))


def test_a_damaged_photo_is_told_in_one_sentence() -> None:
    broken = replace(ENTRY, photos=(AlbumPhoto(b"no photo", ""),))
    with pytest.raises(CannotWrite, match="Không dựng được bản PDF"):
        write_album(replace(ALBUM, entries=[broken]))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Ngày hội 🎉👨‍👩‍👧 an toàn ✔", "Ngày hội an toàn ✔"),
        ("\uf0b7 Phát tờ rơi", "• Phát tờ rơi"),
        ("Gian hàng 中文", "Gian hàng ??"),
        ("Lừa\u00ad đảo \u0915\u0301\u20dd", "Lừa đảo ?"),
    ],
)
def test_a_sign_no_face_shows_does_not_cost_the_album(title: str, shown: str) -> None:
    blob = write_album(replace(ALBUM, entries=[replace(ENTRY, title=title)]))
    assert shown in _text(blob)


def test_a_word_wider_than_the_page_is_broken() -> None:
    pdf = pypdfium2.PdfDocument(write_album(replace(ALBUM, entries=[replace(ENTRY, title="ă" * 300)])))
    page = pdf[len(pdf) - 1]
    words = page.get_textpage()
    assert max(words.get_charbox(n)[2] for n in range(words.count_chars())) < page.get_width()
    pdf.close()
