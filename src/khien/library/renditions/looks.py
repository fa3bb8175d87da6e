"""Small pictures of what was made, for the screen: a PDF's first page, a picture made small; a draft's carries a mark.

Refuses to be a file to use: it is too small to print, and a draft's says so across its whole width.
"""

from __future__ import annotations

import importlib
import io

from PIL import Image, ImageDraw, ImageFont

from khien.library.renditions.plain_words import fonts_folder

WIDTH, TALLEST = 560, 1100  # pixels
_INK, _EDGE = (190, 20, 30, 200), (255, 255, 255, 150)  # read on dark and on pale grounds


def first_look(blob: bytes, media_type: str, *, mark: str = "") -> bytes | None:
    """PNG of at most WIDTH × TALLEST; None for what has no look (sound, text, slides)."""
    if media_type == "application/pdf":
        picture = _first_page(blob)
    elif media_type in ("image/png", "image/jpeg"):
        with Image.open(io.BytesIO(blob), formats=("PNG", "JPEG")) as opened:
            picture = opened.convert("RGB")
    else:
        return None
    picture.thumbnail((WIDTH, TALLEST), Image.Resampling.LANCZOS)
    if mark:
        picture = _marked(picture, mark)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _first_page(blob: bytes) -> Image.Image:
    document = importlib.import_module("pypdfium2").PdfDocument(blob)
    try:
        page = document[0]
        scale = 2 * WIDTH / page.get_width()  # twice as large, then made small: clean letters
        return page.render(scale=min(scale, 4.0)).to_pil().convert("RGB")
    finally:
        document.close()


def _marked(picture: Image.Image, words: str) -> Image.Image:
    """The words across the picture, from corner to corner, over and over."""
    side = int((picture.width**2 + picture.height**2) ** 0.5)
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    size = max(14, picture.width // 12)
    font = ImageFont.truetype(str(fonts_folder() / "BeVietnamPro-SemiBold.ttf"), size)
    draw = ImageDraw.Draw(layer)
    for top in range(0, side, size * 5):
        draw.text(
            (side // 2, top),
            f"{words}   {words}   {words}",
            font=font,
            fill=_INK,
            anchor="mt",
            stroke_width=2,
            stroke_fill=_EDGE,
        )
    turned = layer.rotate(28, resample=Image.Resampling.BICUBIC)
    left, upper = (side - picture.width) // 2, (side - picture.height) // 2
    cut = turned.crop((left, upper, left + picture.width, upper + picture.height))
    return Image.alpha_composite(picture.convert("RGBA"), cut).convert("RGB")
