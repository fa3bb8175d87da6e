"""Every pair of colours that carries text can be read, whatever colour a unit has chosen."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.library.renditions.palette import LEAST, TEXT_PAIRS, contrast, palette

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("colourway", ["unit", "red", "amber", "paper"])
@given(colour=colours)
def test_text_is_readable_on_every_ground(colourway: str, colour: str) -> None:
    shades = asdict(palette(colourway, colour)[0])
    for text, ground in TEXT_PAIRS:
        assert contrast(shades[text], shades[ground]) >= LEAST, (text, ground)


def test_a_pale_colour_is_darkened_and_told() -> None:
    shades, notes = palette("unit", "#88ccee")
    assert notes == ("colour_darkened",)
    assert shades.ground != "#88ccee"


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345g", "url(x)"])
def test_what_is_no_colour_becomes_the_houses(colour: str) -> None:
    shades, notes = palette("unit", colour)
    assert (shades.ground, notes) == ("#0b5563", ("colour_unreadable",))


def test_contrast_is_what_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
