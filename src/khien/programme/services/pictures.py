"""Photos as they may be shown: upright, at most 2048 px, without place, camera and person data; and a small preview.

Everything is drawn anew, so nothing of the original but its pixels goes on. Refuses what is no photo, what would fill
the memory, and what this machine cannot read (HEIC), each with a sentence. Knows no database.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from khien.base.errors import KhienError, TooMuch

LARGEST_SIDE = 2048
PREVIEW_SIDE = 480
MOST_PIXELS = 80_000_000  # of a JPEG, which is read at a fraction of its size
MOST_PIXELS_WHOLE = 40_000_000  # of kinds that must be unpacked whole
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
QUALITY, PREVIEW_QUALITY = 84, 78


@dataclass(frozen=True, slots=True)
class Picture:
    """Both are JPEG; the same photo always gives the same bytes."""

    whole: bytes
    preview: bytes


def cleaned(data: bytes, *, name: str) -> Picture:
    """Raises TooMuch (more pixels than a photo has), KhienError("not-a-photo")."""
    drawn = _drawn(data, name, LARGEST_SIDE)
    return Picture(_jpeg(drawn, QUALITY), _jpeg(_fit(drawn, PREVIEW_SIDE), PREVIEW_QUALITY))


def smaller(data: bytes, *, side: int) -> bytes:
    """A kept photo with its longer side at most `side` px, for paper."""
    return _jpeg(_drawn(data, "", side), PREVIEW_QUALITY)


def _drawn(data: bytes, name: str, side: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image, name)
                image.draft("RGB", (side * 2, side * 2))
                upright = ImageOps.exif_transpose(image)
                return _fit(_opaque(upright), side)
    except Image.DecompressionBombError as error:
        raise _too_many(name) from error
    except (OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, MemoryError) as error:
        raise KhienError(
            _("“%(name)s” cannot be read as a photo. Take it again, or send it as JPEG.") % {"name": name},
            code="not-a-photo",
        ) from error


def _check_size(image: Image.Image, name: str) -> None:
    # "MPO" is what a JPEG of two pictures calls itself once it is open
    limit = MOST_PIXELS if image.format in ("JPEG", "MPO") else MOST_PIXELS_WHOLE
    if image.width * image.height > limit:
        raise _too_many(name)


def _too_many(name: str) -> TooMuch:
    return TooMuch(
        _("“%(name)s” has more pixels than a photo needs. Send it smaller; the other photos are kept.")
        % {"name": name}
    )


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _fit(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    return ImageOps.contain(image, (side, side), Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    bare = image.copy()
    bare.info = {}  # a comment of the original would be written again
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"", icc_profile=None)
    return out.getvalue()
