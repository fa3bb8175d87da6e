"""What a file is, by its first bytes (and, for office files, its inside). Trusts no name and no browser.

A name only tells kinds of plain text apart, which have no marks of their own. Says what a file claims to be at its
head; whether it is sound is `media.checks`.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

HEAD_BYTES = 4096
UNKNOWN = "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
VTT = "text/vtt"
SRT = "application/x-subrip"
LOCKED_OFFICE = (
    "application/x-locked-office"  # our own word: a Word, Excel or PowerPoint file behind a password
)

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
)
_INSIDE_ZIP = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
_TELL_THEMSELVES = frozenset({EPUB, ODT}) | {
    f"application/vnd.oasis.opendocument.{what}" for what in ("spreadsheet", "presentation", "graphics")
}
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"hevc": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic",
    b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4",
}  # fmt: skip
_MPEG_SOUND = frozenset(
    {0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2}
)  # MPEG 1, 2, 2.5, layer III, with and without checksum
_SRT_START = re.compile(rb"\s*\d+[ \t]*\r?\n\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_TEXT_BY_NAME = {".md": "text/markdown", ".csv": "text/csv", ".json": "application/json"}


def media_type_of(stream: BinaryIO, *, name: str = "") -> str:
    """The media type of what `stream` holds; the stream is read from its start and left there."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    found = _by_mark(head) or _by_container(head, stream) or _by_text(head, name)
    stream.seek(0)
    return found or UNKNOWN


def _by_mark(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head[:4] == b"OggS":
        return "video/ogg" if b"theora" in head[:512] else "audio/ogg"
    if head[:1] == b"\xff" and head[1:2] and head[1] in _MPEG_SOUND:
        return "audio/mpeg"
    return next((kind for mark, kind in _MARKS if head.startswith(mark)), "")


def _by_container(head: bytes, stream: BinaryIO) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(stream)
    return ""


def _inside_zip(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            own = _own_word(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "application/zip"
    return own or next((kind for inner, kind in _INSIDE_ZIP if inner in names), "application/zip")


def _own_word(archive: zipfile.ZipFile) -> str:
    """OpenDocument and EPUB carry their type in a first, unpacked part (ODF 1.3 part 2, 3.3; EPUB OCF 3.3)."""
    part = archive.getinfo("mimetype")
    if part.compress_type != zipfile.ZIP_STORED or part.file_size > 100 or part.flag_bits & 1:
        return ""
    said = archive.read(part).decode("ascii", "replace").strip()
    return said if said in _TELL_THEMSELVES else ""


def _inside_ole(stream: BinaryIO) -> str:
    # Directory names of the compound file stand in UTF-16; they lie in its first or last megabyte.
    stream.seek(0)
    content = stream.read(1 << 20)
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - (1 << 20)))
    content += stream.read()
    if "WordDocument".encode("utf-16-le") in content:
        return "application/msword"
    if "Workbook".encode("utf-16-le") in content:
        return "application/vnd.ms-excel"
    return "application/x-ole-storage"


def _by_text(head: bytes, name: str) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text/plain"
    if b"\x00" in head:
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        return "text/html"
    if b"<svg" in start:
        return "image/svg+xml"
    if start.startswith(b"<?xml"):
        return "application/xml"
    # Legacy one-byte Vietnamese is text too: anything without control characters passes.
    if any(byte < 9 or 13 < byte < 27 for byte in head):
        return ""
    if start.startswith(b"webvtt"):
        return VTT
    if _SRT_START.match(head.removeprefix(b"\xef\xbb\xbf")):
        return SRT
    return _TEXT_BY_NAME.get(PurePath(name).suffix.lower(), "text/plain")
