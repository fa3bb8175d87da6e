"""Sets an album as PDF/A-2 through typst. Text travels as JSON values, so it can never be markup; photos lie in a
folder of their own for as long as the setting takes, and the engine reads nothing outside it."""

from __future__ import annotations

import json
import os
import re
import tempfile
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from vanban._album.album import Album, AlbumEntry
from vanban._decree30 import layout
from vanban._decree30.figures import clean
from vanban._decree30.glyphs import printable_in
from vanban._errors import CannotWrite

FONTS_VARIABLE = "VANBAN_FONTS"
LONGEST_WORD = 40  # letters; longer ones may break anywhere
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def pdf_bytes(album: Album, *, fonts: Path | None = None) -> bytes:
    """The same album and fonts always give the same bytes."""
    folder = fonts or _folder_of_environment()
    template = resources.files("vanban._album").joinpath("album.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="album-") as root:
        data = printable_in(_data(album, Path(root), folder))
        try:
            compiler = typst.Compiler(
                template, root=root, font_paths=typst.Fonts(False, True, [str(folder)] if folder else [])
            )
            blob = compiler.compile(
                format="pdf",
                sys_inputs={"data": json.dumps(data)},
                pdf_standards=["a-2a"],
                timestamp=datetime(*album.made_on, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise CannotWrite("Không dựng được bản PDF. Số liệu vẫn còn nguyên.") from error
    if not isinstance(blob, bytes):
        raise CannotWrite("Không dựng được bản PDF.")
    return blob


def _folder_of_environment() -> Path | None:
    value = os.environ.get(FONTS_VARIABLE, "")
    return Path(value) if value and Path(value).is_dir() else None


def _data(album: Album, root: Path, folder: Path | None) -> dict[str, Any]:
    there = folder is not None and any(folder.glob(f"{layout.PDF_FACE}-*.ttf"))
    faces = [layout.PDF_FACE, layout.PDF_FALLBACK_FACE] if there else [layout.PDF_FALLBACK_FACE]
    return {
        "faces": faces,
        "issuer": clean(album.issuer),
        "title": clean(album.title),
        "subtitle": clean(album.subtitle),
        "foot": clean(album.foot),
        "date": album.made_on,
        "page": album.page_word,
        "contents": album.contents_word,
        "entries": [_entry(entry, number, root) for number, entry in enumerate(album.entries)],
    }


def _entry(entry: AlbumEntry, number: int, root: Path) -> dict[str, Any]:
    photos = []
    for place, photo in enumerate(entry.photos):
        name = f"{number}-{place}.jpg"
        (root / name).write_bytes(photo.data)
        alt = clean(photo.caption or photo.alt or entry.title)
        photos.append({"file": f"/{name}", "caption": _broken(photo.caption), "alt": alt})
    return {
        "title": _broken(entry.title),
        "lede": _broken(entry.lede),
        "facts": [[clean(label), _broken(value)] for label, value in entry.facts],
        "photos": photos,
        "links": [[_broken(text), address] for text, address in entry.links],
    }


def _broken(text: str) -> str:
    """`text`; a word wider than the page may break anywhere."""
    return _LONG.sub(lambda word: "\u200b".join(word[0]), clean(text))
