"""Slides: one idea each, the whole text in the notes, the answer after the question."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation

from khien.library.renditions.forms import FORMS
from khien.library.renditions.slide_words import LINE, MOST_LINES, slides_of
from khien.library.rules.content import Content
from tests.library.renditions.samples import ADDRESS, BRAND, ENDLESS, ODD, ONE_LINE, ORDINARY, UNIT, pictures


def deck(content: Content = ORDINARY, **options: str):
    made = FORMS["slides"].make(content, BRAND, options, pictures)
    return made, Presentation(io.BytesIO(made.data))


def said(slide) -> str:
    frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    cells = [
        cell.text
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    return "\n".join([*frames, *cells])


@pytest.mark.parametrize(
    "content", [ORDINARY, ENDLESS, ONE_LINE, ODD], ids=["ordinary", "endless", "one line", "odd"]
)
@pytest.mark.parametrize("colour", ["unit", "paper"])
def test_a_deck_opens_and_every_slide_has_title_and_notes(content: Content, colour: str) -> None:
    made, opened = deck(content, colour=colour)
    assert made.pages == len(opened.slides) >= 3
    for slide in opened.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.has_notes_slide


def test_every_shape_stands_on_the_slide() -> None:
    for content in (ORDINARY, ENDLESS):
        _made, opened = deck(content)
        for slide in opened.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= opened.slide_width
                assert shape.top + shape.height <= opened.slide_height


def test_the_first_slide_names_the_unit_and_the_last_points_at_the_page() -> None:
    _made, opened = deck()
    slides = list(opened.slides)
    assert UNIT in said(slides[0])
    assert ORDINARY.title in said(slides[0])
    assert ADDRESS.removeprefix("https://").rstrip("/") in said(slides[-1])


def test_a_question_is_followed_by_its_answer() -> None:
    _made, opened = deck()
    texts = [said(slide) for slide in opened.slides]
    asked = next(n for n, text in enumerate(texts) if "Ai đang gọi?" in text)
    assert "✓" not in texts[asked]
    assert "B.  Kẻ gian  ✓" in texts[asked + 1]
    assert "Công an gửi giấy mời." in texts[asked + 1]


def test_a_slide_holds_few_short_lines_and_the_notes_hold_all() -> None:
    for slide in slides_of(ENDLESS):
        assert len(slide.lines) <= max(MOST_LINES, 6)
        if slide.look in ("list", "number", "cross", "tick"):
            assert all(len(line) <= LINE for line in slide.lines)
    long = next(slide for slide in slides_of(ENDLESS) if slide.look == "cross")
    assert ENDLESS.scam is not None
    assert ENDLESS.scam.signs[0] in long.notes


def test_numbers_go_on_over_two_slides() -> None:
    steps = [slide for slide in slides_of(ENDLESS) if slide.title.startswith("Làm ngay")]
    assert [slide.start for slide in steps] == [1, 6, 11, 16]


def test_pictures_are_described_and_a_lost_one_is_told() -> None:
    made, opened = deck()
    described = [
        s._element.nvPicPr.cNvPr.get("descr")
        for slide in opened.slides
        for s in slide.shapes
        if hasattr(s, "image")
    ]
    assert "Một màn hình điện thoại" in described
    assert all(described)
    assert "picture_missing" in made.notes


def test_the_master_carries_the_units_colour() -> None:
    made, _opened = deck()
    archive = zipfile.ZipFile(io.BytesIO(made.data))
    theme = next(archive.read(n).decode() for n in archive.namelist() if n.startswith("ppt/theme/theme1"))
    assert "0b5563" in theme
    assert 'typeface="Arial"' in theme


def test_the_same_material_gives_the_same_file() -> None:
    assert deck()[0].data == deck()[0].data


def test_a_deck_has_a_limit() -> None:
    made, _opened = deck(replace(ORDINARY, blocks=ORDINARY.blocks * 20))
    assert made.pages <= 122
    assert "shortened" in made.notes
