"""Pictures that people upload: whether they can be drawn without filling the memory. Alters nothing."""

from __future__ import annotations

import warnings
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image

from khien.base.media.errors import WrongContent

MOST_PIXELS = {"JPEG": 80_000_000, "MPO": 80_000_000}  # a JPEG can be read at a fraction of its size
MOST_PIXELS_WHOLE = 40_000_000  # of kinds that must be unpacked whole
MOST_FRAMES, MOST_PIXELS_MOVING = 500, 400_000_000
LONGEST_SIDE = 20_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, MemoryError, RuntimeError, EOFError,
)  # fmt: skip


def check_picture(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (broken, too-many-pixels)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # Pillow's own limit and its remarks on metadata: ours stand below
            with Image.open(stream, formats=FORMATS) as image:
                limit = MOST_PIXELS.get(image.format or "", MOST_PIXELS_WHOLE)
                if image.width * image.height > limit or max(image.size) > LONGEST_SIDE:
                    raise _too_many(name)
                _check_frames(image, name)
                image.seek(0)
                image.draft("RGB", (64, 64))
                image.load()  # a cut-off picture shows only when it is drawn
    except Image.DecompressionBombError as error:
        raise _too_many(name) from error
    except BROKEN as error:
        raise WrongContent(
            _(
                "“%(name)s” cannot be drawn: it is damaged or was cut off. Save the picture again and send it once more."
            )
            % {"name": name},
            code="broken",
        ) from error


def _check_frames(image: Image.Image, name: str) -> None:
    """A moving picture is as large as all its frames. Counted one by one, for `n_frames` would draw them all."""
    each = image.width * image.height
    for frame in range(1, MOST_FRAMES + 1):
        try:
            image.seek(frame)
        except EOFError:
            return
        if frame * each > MOST_PIXELS_MOVING:
            break
    raise _too_many(name)


def _too_many(name: str) -> WrongContent:
    return WrongContent(
        _(
            "“%(name)s” has more pixels than a page or a poster needs. Make the picture smaller and send it again."
        )
        % {"name": name},
        code="too-many-pixels",
    )
