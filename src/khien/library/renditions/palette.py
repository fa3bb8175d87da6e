"""Colours of a print: four colourways, every pair that carries text with contrast ≥ 4.5 : 1 (WCAG 2.2, 1.4.3).

Refuses colours of people that are too pale: they are darkened until white text reads on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
HOUSE = "#0b5563"
INK, WHITE = "#1c2429", "#ffffff"
LEAST, GOOD = 4.5, 6.0  # contrast to hold; contrast a unit's own colour is darkened to
RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Names as the templates use them. `on_x` is text on `x`; `soft` is drawn on `ground`, text of `ground` may cross it.

    `framed`: grounds are white, so that boxes need an outline (for office printers).
    """

    ground: str
    on_ground: str
    soft: str
    accent: str
    on_accent: str
    page: str
    ink: str
    muted: str
    tint: str
    strong: str
    danger: str
    danger_tint: str
    good: str
    good_tint: str
    line: str
    framed: bool = False


TEXT_PAIRS = (
    ("on_ground", "ground"),
    ("on_ground", "soft"),
    ("on_accent", "accent"),
    ("ink", "page"),
    ("ink", "tint"),
    ("ink", "danger_tint"),
    ("ink", "good_tint"),
    ("muted", "page"),
    ("strong", "page"),
    ("strong", "tint"),
    ("danger", "page"),
    ("danger", "danger_tint"),
    ("good", "page"),
    ("good", "good_tint"),
)


def palette(colourway: str, unit_colour: str) -> tuple[Palette, tuple[str, ...]]:
    """The colours and notes ("colour_darkened", "colour_unreadable")."""
    own, notes = _safe(unit_colour)
    if colourway == "red":
        return _dark("#9c1626", accent="#ffcf4d", page="#fffaf5"), ()
    if colourway == "amber":
        return _amber(), ()
    if colourway == "paper":
        return _paper(own), notes
    return _dark(own, accent="#ffc845", page="#fdfcf9"), notes


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other`."""
    a, b = _rgb(one), _rgb(other)
    return _hex((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share))


def _safe(colour: str) -> tuple[str, tuple[str, ...]]:
    if not _HEX.fullmatch(colour):
        return HOUSE, ("colour_unreadable",)
    dark, steps = colour.lower(), 0
    while contrast(dark, WHITE) < GOOD:
        dark, steps = mixed(dark, "#000000", 0.08), steps + 1
    return dark, ("colour_darkened",) if contrast(colour, WHITE) < LEAST else ()


def _dark(ground: str, *, accent: str, page: str) -> Palette:
    return Palette(
        ground=ground,
        on_ground=WHITE,
        soft=_soft(ground),
        accent=accent,
        on_accent=INK,
        page=page,
        ink=INK,
        muted="#555f66",
        tint=mixed(page, ground, 0.07),
        strong=ground,
        danger="#a31420",
        danger_tint="#fcebe8",
        good="#17613c",
        good_tint="#e8f4ec",
        line=mixed(page, ground, 0.22),
    )


def _soft(ground: str) -> str:
    """A shade lighter than the ground, on which white text still reads."""
    share = 0.12
    while share > 0 and contrast(WHITE, mixed(ground, WHITE, share)) < LEAST:
        share -= 0.01
    return mixed(ground, WHITE, max(share, 0.0))


def _amber() -> Palette:
    return Palette(
        ground="#ffbe2e",
        on_ground="#211a0c",
        soft="#ffcf63",
        accent="#211a0c",
        on_accent="#ffd166",
        page="#fffdf7",
        ink="#211a0c",
        muted="#5e5543",
        tint="#fff3d6",
        strong="#7a4a00",
        danger="#a31420",
        danger_tint="#fcebe8",
        good="#17613c",
        good_tint="#e8f4ec",
        line="#ecd9ac",
    )


def _paper(own: str) -> Palette:
    return Palette(
        ground=WHITE,
        on_ground=INK,
        soft="#f0f1f1",
        accent=WHITE,
        on_accent=INK,
        page=WHITE,
        ink=INK,
        muted="#555f66",
        tint=WHITE,
        strong=own,
        danger="#a31420",
        danger_tint=WHITE,
        good="#17613c",
        good_tint=WHITE,
        line="#aab2b6",
        framed=True,
    )


def _rgb(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(parts: RGB) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def _luminance(colour: str) -> float:
    linear = [
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in (p / 255 for p in _rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
