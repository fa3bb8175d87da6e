"""The mark as a picture for a telephone's home screen: our own shield, drawn when first asked for. No file is kept."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

Point = tuple[float, float]
GROUND, SHIELD = "#00596d", "#ffffff"
FINER = 4  # drawn so many times larger and scaled down: smooth edges
CURVES: tuple[tuple[Point, Point, Point, Point], ...] = (
    ((4, 15.5), (4, 23), (9, 28.2), (16, 30)),
    ((16, 30), (23, 28.2), (28, 23), (28, 15.5)),
)
TICK: tuple[Point, ...] = ((10.5, 16), (14.5, 20), (22, 12))


@lru_cache(maxsize=4)
def mark_png(size: int) -> bytes:
    """A square PNG of `size` pixels. The shield stands inside the inner 60 %, so that a round mask cuts nothing."""
    whole = size * FINER
    picture = Image.new("RGB", (whole, whole), GROUND)
    pen = ImageDraw.Draw(picture)
    scale, edge = whole * 0.6 / 32, whole * 0.2
    outline = [(16.0, 2.0), (4.0, 6.5), *_flat(CURVES[0]), *_flat(CURVES[1]), (28.0, 6.5)]
    pen.polygon([(edge + x * scale, edge + y * scale) for x, y in outline], fill=SHIELD)
    tick = [(edge + x * scale, edge + y * scale) for x, y in TICK]
    width = round(3 * scale)
    pen.line(tick, fill=GROUND, width=width, joint="curve")
    for x, y in (tick[0], tick[-1]):
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=GROUND)
    stream = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _flat(curve: tuple[Point, Point, Point, Point], steps: int = 24) -> list[Point]:
    """A cubic Bézier curve as points."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    found = []
    for n in range(steps + 1):
        t = n / steps
        s = 1 - t
        a, b, c, d = s**3, 3 * s * s * t, 3 * s * t * t, t**3
        found.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found
