"""Photographs and scans (PNG, JPEG, TIFF, one or many pages) through OCR. Refuses formats Pillow must guess."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from PIL import Image, ImageOps, ImageSequence

from vanban._blocks import Note, Place, Source
from vanban._errors import Damaged, TooBig
from vanban._limits import MAX_OCR_PAGES, MAX_PIXELS, OCR_DPI, Watch
from vanban._sources import ocr
from vanban._sources.building import Blocks
from vanban._sources.layout import Page
from vanban._sources.ocr import require_ocr
from vanban._sources.pages import PageFlow, running_lines

_FORMATS = ("PNG", "JPEG", "TIFF")
_HUGE = "Ảnh quá lớn để nhận dạng chữ. Hãy quét lại ở khổ A4, 300 dpi."
_A4_WIDE = 8.27  # inches


def read_pictures(data: bytes, watch: Watch) -> Source:
    """Raises `Damaged`, `Empty`, `NeedsOcr`, `TooBig`."""
    require_ocr()
    frames = _count(data)
    pictures = ((number, at_reading_size(picture)) for number, picture in enumerate(_frames(data), start=1))
    pages = ocr.read_pictures(pictures, frames, watch)
    blocks = Blocks(watch)
    flow = PageFlow(blocks, running_lines(list(pages.values())), watch)
    for number in sorted(pages):
        flow.add(pages[number])
    flow.finish()
    notes = ocr_notes(range(1, frames + 1), pages)
    return blocks.finish("scan", footnotes=flow.footnotes, pages=frames, notes=notes)


def ocr_notes(wanted: Iterable[int], pages: Mapping[int, Page]) -> list[Note]:
    """One note per page: read by machine, or left out because the time was over."""
    notes: list[Note] = []
    for number in wanted:
        place = Place(block=0, page=number)
        if number in pages:
            notes.append(Note("ocr", f"Trang {number} là ảnh, chữ do máy nhận dạng, có thể sai dấu.", place))
        else:
            message = (
                f"Chưa kịp nhận dạng trang {number}: hết thời gian. Hãy tách tệp rồi đọc riêng trang này."
            )
            notes.append(Note("ocr-incomplete", message, place))
    return notes


def _count(data: bytes) -> int:
    with _opened():
        frames = int(getattr(Image.open(io.BytesIO(data), formats=_FORMATS), "n_frames", 1))
    if frames > MAX_OCR_PAGES:
        raise TooBig(
            f"Tệp ảnh có {frames} trang, quá mức {MAX_OCR_PAGES} trang. Hãy tách thành nhiều tệp rồi tải lại."
        )
    return frames


@contextmanager
def _opened() -> Iterator[None]:
    """Pillow's many ways to fail, told as ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own bounds are checked; odd tags of scanners do not matter
            yield
    except Image.DecompressionBombError as error:
        raise TooBig(_HUGE) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        KeyError,
        IndexError,
        struct.error,
    ) as error:
        raise Damaged("Tệp ảnh bị hỏng, không mở được. Hãy quét hoặc chụp lại rồi tải lên.") from error


def _frames(data: bytes) -> Iterator[Image.Image]:
    with _opened():
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height > MAX_PIXELS:
                raise TooBig(_HUGE)
            picture = ImageOps.exif_transpose(frame).convert("L")
            yield picture


def at_reading_size(picture: Image.Image) -> Image.Image:
    """Enlarged to what an A4 page has at `OCR_DPI`, when it is smaller; never shrunk."""
    wanted = int(_A4_WIDE * OCR_DPI)
    if picture.width >= wanted or picture.width < 1:
        return picture
    factor = min(wanted / picture.width, 3.0)
    return picture.resize(
        (int(picture.width * factor), int(picture.height * factor)), Image.Resampling.LANCZOS
    )
