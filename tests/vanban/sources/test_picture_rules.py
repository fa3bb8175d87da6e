"""Ruling lines in scanned pages."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from tools.samples import SENTENCE, scanned_pdf
from vanban._blocks import Table
from vanban._sources import ocr, take_apart
from vanban._sources.picture_rules import picture_rules


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", (2480, 1200), 250)
    return picture, ImageDraw.Draw(picture)


def test_long_lines_are_rules_and_their_ends_are_exact() -> None:
    picture, pen = page()
    pen.line((210, 300, 1910, 300), fill=0, width=3)
    pen.line((410, 320, 410, 920), fill=0, width=3)
    rules = picture_rules(picture, 0.24)
    flat = [rule for rule in rules if rule.horizontal]
    steep = [rule for rule in rules if not rule.horizontal]
    assert {round(rule.along) for rule in flat} == {72}
    assert min(rule.start for rule in flat) == pytest.approx(210 * 0.24, abs=1)
    assert max(rule.end for rule in flat) == pytest.approx(1910 * 0.24, abs=1)
    assert {round(rule.along) for rule in steep} <= {98, 99}
    assert max(rule.end for rule in steep) == pytest.approx(920 * 0.24, abs=1)


def test_short_strokes_and_grey_shades_are_none() -> None:
    picture, pen = page()
    for left in range(200, 2000, 30):
        pen.rectangle((left, 500, left + 12, 540), fill=0)
    pen.rectangle((200, 700, 1900, 760), fill=200)
    assert picture_rules(picture, 0.24) == []


def test_a_line_that_ends_at_the_edge_of_the_page_is_a_rule() -> None:
    picture, pen = page()
    pen.line((0, 300, 2480, 300), fill=0, width=3)
    assert max(rule.end for rule in picture_rules(picture, 0.24)) == pytest.approx(2480 * 0.24, abs=1)


@pytest.mark.ocr
def test_a_scanned_table_keeps_its_cells() -> None:
    if ocr.tesseract() is None:
        pytest.skip("tesseract with vie is not on this machine (tools/install_system_packages.sh)")
    markup = f"{SENTENCE}\n#table(columns: (15%, 50%, 35%), [Mục], [Nhiệm vụ], [Chủ trì], table.cell(colspan: 3)[Tuyên truyền], [10], [Mở lớp tập huấn], [Sở Nội vụ])"
    (table,) = [block for block in take_apart(scanned_pdf(markup)).blocks if isinstance(block, Table)]
    assert [[(cell.text, cell.column_span) for cell in row] for row in table.rows] == [
        [("Mục", 1), ("Nhiệm vụ", 1), ("Chủ trì", 1)],
        [("Tuyên truyền", 3)],
        [("10", 1), ("Mở lớp tập huấn", 1), ("Sở Nội vụ", 1)],
    ]
