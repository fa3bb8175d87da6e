"""Pictures for social networks: 1:1, 9:16 and the 1200 × 630 of link previews, as PNG under 300 kB, with their words.

NOTES  see print_data.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.plain_words import file_name
from khien.library.renditions.press import press
from khien.library.renditions.print_data import day_of, print_data
from khien.library.rules.content import Brand, Content

SIZES = {"square": (1080, 1080), "tall": (1080, 1920), "wide": (1200, 630)}
_NAMES = {"square": "the-vuong", "tall": "the-doc", "wide": "the-ngang"}
MOST_BYTES = 300_000
_COLOURS = (192, 96, 48, 16)  # how many colours, until it is small enough
_UNMARKED = str.maketrans({"\u200b": None, "\n": " "})


def card(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """One picture; `text` is what it says, for who cannot see it."""
    shape = options["shape"]
    data = print_data(content, brand, colourway=options["colour"], size_mm=SIZES[shape], bleed=False)
    values: dict[str, Any] = {**data.values, "shape": shape}
    done = press("card", values, pictures=data.files, on=day_of(content), picture=True)
    blob, width, height = _small(done.files[0])
    return Made(
        filename=file_name(content.title, content.version, _NAMES[shape], options["colour"], "png"),
        media_type="image/png",
        data=blob,
        pages=1,
        width=width,
        height=height,
        text=_words_of(values),
        notes=tuple(dict.fromkeys((*data.notes, *done.notes))),
    )


def _small(blob: bytes) -> tuple[bytes, int, int]:
    """The picture written small, and its size in pixels."""
    with Image.open(io.BytesIO(blob), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    data = blob
    for colours in _COLOURS:
        if len(data) < MOST_BYTES:
            break
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        data = out.getvalue()
    return data, picture.width, picture.height


def _words_of(values: Mapping[str, Any]) -> str:
    words = values["words"]
    points = words["points"] if values["shape"] == "tall" else []
    said = [words["headline"], *points, words["call"], values["brand"]["unit"]]
    lines = [text.translate(_UNMARKED).strip() for text in said]
    return " ".join(line if line.endswith((".", "!", "?", "…")) else f"{line}." for line in lines if line)
