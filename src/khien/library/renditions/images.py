"""Pictures of people made safe for a print: decoded first, turned upright, made small, written anew.

Refuses anything but PNG, JPEG and WebP, and pictures of more points than a print needs (no bomb is unpacked).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES, MOST_POINTS = 25_000_000, 60_000_000
LOGO_SIDE, PICTURE_SIDE = 900, 1800


@dataclass(frozen=True, slots=True)
class Safe:
    """A picture written by ourselves. `name` ends as its format wants; size in points."""

    name: str
    data: bytes
    width: int
    height: int


def safe_picture(data: bytes | None, *, side: int, name: str) -> Safe | None:
    """`data` as PNG (with transparency) or JPEG whose longer side is ≤ `side`; None when it is no picture."""
    if not data or len(data) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _rewritten(data, side=side, name=name)
    except (OSError, ValueError, SyntaxError, OverflowError, MemoryError, Image.DecompressionBombError):
        return None


def _rewritten(data: bytes, *, side: int, name: str) -> Safe | None:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_POINTS or not opened.width or not opened.height:
            return None
        upright = ImageOps.exif_transpose(opened)
        clear = upright.has_transparency_data
        picture = upright.convert("RGBA" if clear else "RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if clear:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=88, optimize=True)
    ending = "png" if clear else "jpg"
    return Safe(f"{name}.{ending}", out.getvalue(), picture.width, picture.height)
