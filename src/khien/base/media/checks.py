"""Whether a file that people send may come in: its kind by content, its name, and that it is sound.

SVG and HTML are never taken: they are programs for the browser. A picture that is also a ZIP, or carries a page's
script, is refused whole; a name that says another kind of the same sort (.jpg for a PNG) is put right.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from khien.base.errors import KhienError, TooMuch
from khien.base.media.captions import check_captions
from khien.base.media.errors import WrongContent
from khien.base.media.kinds import DOCX, EPUB, ODT, PPTX, SRT, VTT, XLSX, media_type_of
from khien.base.media.packages import check_package, has_package_at_end
from khien.base.media.pictures import check_picture
from khien.base.media.sounds import check_mp3, check_mp4, check_ogg, check_wav, check_webm

__all__ = [
    "CAPTIONS",
    "DOCUMENTS",
    "FILMS",
    "KINDS",
    "PACKAGES",
    "PICTURES",
    "SOUNDS",
    "Checked",
    "Kind",
    "WrongContent",
    "checked",
]

MB = 1 << 20
EDGE = 64 * 1024 + 22  # a ZIP's end may stand that far from the end
SCRIPTS = (b"<script", b"<?php", b"<!doctype html", b"<html")

Check = Callable[[BinaryIO, str], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """`label` as people call it; `sort`: pictures, sounds, films, captions, documents, packages; the first suffix is
    what a name is put right to."""

    label: str
    media_type: str
    suffixes: tuple[str, ...]
    sort: str
    most_bytes: int
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may come in: its kind, and its name with the suffix that fits."""

    kind: Kind
    name: str

    @property
    def media_type(self) -> str:
        return self.kind.media_type


def _paper(stream: BinaryIO, name: str) -> None:
    check: Check = import_string(
        "khien.base.media.papers.check_paper"
    )  # PDFium is loaded for the first PDF (ADR 7)
    check(stream, name)


def _package(media_type: str) -> Check:
    return lambda stream, name: check_package(stream, name, media_type)


KINDS = {
    kind.media_type: kind
    for kind in (
        Kind("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), "pictures", 25 * MB, check_picture),
        Kind("PNG", "image/png", (".png",), "pictures", 25 * MB, check_picture),
        Kind("WebP", "image/webp", (".webp",), "pictures", 25 * MB, check_picture),
        Kind("GIF", "image/gif", (".gif",), "pictures", 25 * MB, check_picture),
        Kind("MP3", "audio/mpeg", (".mp3",), "sounds", 100 * MB, check_mp3),
        Kind("WAV", "audio/wav", (".wav",), "sounds", 200 * MB, check_wav),
        Kind("OGG", "audio/ogg", (".ogg", ".oga", ".opus"), "sounds", 100 * MB, check_ogg),
        Kind("M4A", "audio/mp4", (".m4a", ".m4b"), "sounds", 100 * MB, check_mp4),
        Kind("MP4", "video/mp4", (".mp4", ".m4v"), "films", 500 * MB, check_mp4),
        Kind("WebM", "video/webm", (".webm",), "films", 500 * MB, check_webm),
        Kind("VTT", VTT, (".vtt",), "captions", 2 * MB, check_captions),
        Kind("SRT", SRT, (".srt",), "captions", 2 * MB, check_captions),
        Kind("PDF", "application/pdf", (".pdf",), "documents", 100 * MB, _paper),
        Kind("Word", DOCX, (".docx",), "documents", 50 * MB, _package(DOCX)),
        Kind("Excel", XLSX, (".xlsx",), "documents", 50 * MB, _package(XLSX)),
        Kind("PowerPoint", PPTX, (".pptx",), "documents", 200 * MB, _package(PPTX)),
        Kind("ODT", ODT, (".odt",), "documents", 50 * MB, _package(ODT)),
        Kind("EPUB", EPUB, (".epub",), "documents", 100 * MB, _package(EPUB)),
        Kind("ZIP", "application/zip", (".zip",), "packages", 300 * MB, _package("application/zip")),
    )
}


def _of_sort(sort: str) -> frozenset[str]:
    return frozenset(kind.media_type for kind in KINDS.values() if kind.sort == sort)


PICTURES, SOUNDS, FILMS = _of_sort("pictures"), _of_sort("sounds"), _of_sort("films")
CAPTIONS, DOCUMENTS, PACKAGES = _of_sort("captions"), _of_sort("documents"), _of_sort("packages")


def checked(stream: BinaryIO, *, name: str, accepted: Collection[str]) -> Checked:
    """What people sent, if it may come in; `accepted` are media types of KINDS (PICTURES | SOUNDS). The stream is left at
    its start. Raises KhienError("empty-file"), TooMuch, WrongContent."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[-200:] or "file"
    try:
        size = stream.seek(0, os.SEEK_END)
        if size == 0:
            raise KhienError(_("The file is empty. Choose the file again."), code="empty-file")
        kind = _kind(stream, name, accepted)
        if size > kind.most_bytes:
            raise TooMuch(
                _("“%(name)s” is larger than %(limit)s MB. Make it smaller and send it again.")
                % {"name": name, "limit": kind.most_bytes // MB}
            )
        fitting = _fitting_name(name, kind)
        _refuse_two_kinds(stream, size, name, kind)
        if kind.check is not None:
            stream.seek(0)
            kind.check(stream, name)
    finally:
        stream.seek(0)
    return Checked(kind, fitting)


def _kind(stream: BinaryIO, name: str, accepted: Collection[str]) -> Kind:
    media_type = media_type_of(stream, name=name)
    if media_type in accepted and media_type in KINDS:
        return KINDS[media_type]
    said = {
        "name": name,
        "kinds": ", ".join(kind.label for kind in KINDS.values() if kind.media_type in accepted),
    }
    if media_type == "image/svg+xml":
        raise WrongContent(
            _("“%(name)s” is an SVG drawing, which can hold a program. Save it as PNG and send it again.")
            % said,
            code="svg",
        )
    if media_type == "image/heic":
        raise WrongContent(
            _(
                "“%(name)s” is a HEIC photo, which many machines cannot show. Save it as JPEG and send it again."
            )
            % said,
            code="heic",
        )
    if media_type == "application/x-ole-storage" and _is_locked_office(stream):
        raise WrongContent(
            _(
                "“%(name)s” is behind a password, so nobody could check or read it. Save it without a password."
            )
            % said,
            code="locked",
        )
    raise WrongContent(
        _("“%(name)s” is not of a kind taken here. Send one of these: %(kinds)s.") % said, code="wrong-kind"
    )


def _fitting_name(name: str, kind: Kind) -> str:
    """The name with a suffix of its kind. Raises WrongContent (wrong-name) when it says something else altogether."""
    suffix = PurePath(name).suffix.lower()
    if suffix in kind.suffixes:
        return name
    sort = next((other.sort for other in KINDS.values() if suffix in other.suffixes), "")
    if suffix and sort != kind.sort and not (kind.sort == "captions" and suffix == ".txt"):
        raise WrongContent(
            _(
                "The name “%(name)s” does not fit what is inside, which is %(kind)s. Open the file, save it as what it is "
                "and send it again."
            )
            % {"name": name, "kind": kind.label},
            code="wrong-name",
        )
    return f"{name.removesuffix(PurePath(name).suffix) if suffix else name}{kind.suffixes[0]}"


def _refuse_two_kinds(stream: BinaryIO, size: int, name: str, kind: Kind) -> None:
    """A file that is one kind at its head and another elsewhere is made to deceive one of its readers."""
    if kind.sort in {"captions", "packages"}:
        return
    stream.seek(0)
    head = stream.read(EDGE)
    stream.seek(max(0, size - EDGE))
    tail = stream.read()
    zipped = kind.sort == "documents" and kind.label != "PDF"
    second = not zipped and has_package_at_end(tail)
    second = second or (kind.label != "PDF" and b"%PDF-" in head[:1024])
    if kind.sort in {"pictures", "sounds", "films"}:
        edges = (head + tail).lower()
        second = second or any(script in edges for script in SCRIPTS)
    if second:
        raise WrongContent(
            _(
                "“%(name)s” is two kinds of file in one, so it was not taken. Save it again with another program."
            )
            % {"name": name},
            code="two-kinds",
        )


def _is_locked_office(stream: BinaryIO) -> bool:
    stream.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in stream.read(4 * MB)
