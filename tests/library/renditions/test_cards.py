"""Social cards: the right size to the pixel, small, with words for who cannot see them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from khien.library.renditions.forms import FORMS
from khien.library.rules.content import Content
from tests.library.renditions.samples import BRAND, ENDLESS, ODD, ONE_LINE, ORDINARY, UNIT, pictures


@pytest.mark.parametrize(
    ("shape", "size"), [("square", (1080, 1080)), ("tall", (1080, 1920)), ("wide", (1200, 630))]
)
@pytest.mark.parametrize(
    "content", [ORDINARY, ENDLESS, ONE_LINE, ODD], ids=["ordinary", "endless", "one line", "odd"]
)
def test_a_card_has_its_size_and_is_small(shape: str, size: tuple[int, int], content: Content) -> None:
    made = FORMS["card"].make(content, BRAND, {"shape": shape}, pictures)
    with Image.open(io.BytesIO(made.data)) as opened:
        assert (opened.format, opened.size) == ("PNG", size)
    assert (made.width, made.height) == size
    assert len(made.data) < 300_000
    assert made.media_type == "image/png"


def test_a_card_says_in_words_what_it_shows() -> None:
    made = FORMS["card"].make(ORDINARY, BRAND, {"shape": "square"}, pictures)
    assert made.text == f"{ORDINARY.poster.headline}. Cúp máy. Gọi 113. {UNIT}."


def test_a_tall_card_also_says_its_points() -> None:
    made = FORMS["card"].make(ORDINARY, BRAND, {"shape": "tall"}, pictures)
    assert "Không gửi lệnh bắt qua Zalo." in made.text


def test_the_same_card_has_the_same_bytes() -> None:
    one, other = (FORMS["card"].make(ORDINARY, BRAND, {"shape": "wide"}, pictures) for _ in range(2))
    assert one.data == other.data
