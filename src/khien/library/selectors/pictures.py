"""A picture's bytes by its key, as renditions ask for them; scaled down, so that a poster never carries 20 MB."""

from __future__ import annotations

from wagtail.images.exceptions import InvalidFilterSpecError

from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.library.models import Picture

SPEC = "max-2000x2000|format-jpeg"


def picture_bytes(key: str) -> bytes | None:
    """JPEG of at most 2,000 pixels; None when the picture is gone or cannot be read."""
    try:
        picture = Picture.objects.filter(uuid=uuid_of(key)).first()
    except Missing:
        return None
    if picture is None:
        return None
    try:
        with picture.get_rendition(SPEC).file.open("rb") as file:
            data: bytes = file.read()
    except (OSError, InvalidFilterSpecError):
        return None
    return data
