"""What an album holds, and the one door for writing it. Not an official document: no number, no signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vanban._on_demand import on_demand

_pdf_bytes = on_demand("vanban._album.pdf:pdf_bytes")


@dataclass(frozen=True, slots=True)
class AlbumPhoto:
    """A JPEG; `caption` stands below it, `alt` is read to those who do not see it (the caption when empty)."""

    data: bytes
    caption: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class AlbumEntry:
    """One thing that was done. `facts`: label and value, one line each; `links`: what is read and its address."""

    title: str
    lede: str
    facts: tuple[tuple[str, str], ...] = ()
    photos: tuple[AlbumPhoto, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Album:
    """`issuer` stands above the title, `subtitle` below it, `foot` at the foot of every page. `made_on`: (year, month,
    day), so that the same album gives the same bytes. `page_word`: "Trang"."""

    issuer: str
    title: str
    subtitle: str
    foot: str
    made_on: tuple[int, int, int]
    entries: Sequence[AlbumEntry]
    page_word: str = "Trang"
    contents_word: str = "Danh mục"


def write_album(album: Album, *, fonts: Path | None = None) -> bytes:
    """The PDF/A. `fonts` as with `write_report`. Raises CannotWrite."""
    blob: bytes = _pdf_bytes(album, fonts=fonts)
    return blob
