"""Pictures of people are decoded and written anew before a print sees them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from khien.library.renditions.images import safe_picture
from tests.library.renditions.samples import picture


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_small_and_written_anew(form: str) -> None:
    safe = safe_picture(picture(2400, 1200, form), side=600, name="logo")
    assert safe is not None
    assert (safe.name, safe.width, safe.height) == ("logo.jpg", 600, 300)


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    safe = safe_picture(out.getvalue(), side=600, name="logo")
    assert safe is not None
    assert safe.name == "logo.png"


def test_a_turned_photo_stands_upright_and_loses_where_it_was_taken() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Nhà của Lan"
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    safe = safe_picture(out.getvalue(), side=600, name="p")
    assert safe is not None
    assert (safe.width, safe.height) == (20, 40)
    assert b"Lan" not in safe.data


def bomb() -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    "data", [None, b"", b"<svg/>", b"GIF89a", bomb(), picture()[:40], b"\x89PNG\r\n\x1a\n" + b"\0" * 40]
)
def test_what_is_no_honest_picture_is_none(data: bytes | None) -> None:
    assert safe_picture(data, side=600, name="x") is None
