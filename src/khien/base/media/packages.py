"""Files that are a ZIP inside (Word, Excel, PowerPoint, OpenDocument, EPUB, ZIP): whether they unpack to what they say.

Unpacks nothing to a disk. Refuses bombs, parts behind a password, parts that would land outside, and programs.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from khien.base.media.errors import WrongContent
from khien.base.media.kinds import DOCX, PPTX, XLSX

MOST_PARTS = 5000
MOST_UNPACKED = 500 << 20
MOST_RATIO, RATIO_FROM = 200, 20 << 20  # real documents stay below 100 : 1; judged once it matters
OOXML = frozenset({DOCX, XLSX, PPTX})
PROGRAMS = frozenset(
    {
        "exe", "dll", "com", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "msi",
        "msp", "lnk", "jar", "apk", "cpl", "reg", "sh", "dmg",
    }
)  # fmt: skip
_DRIVE = re.compile(r"[A-Za-z]:")
END_MARK, END_SIZE = b"PK\x05\x06", 22
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError,
    EOFError, LookupError, struct.error, MemoryError,
)  # fmt: skip


def check_package(stream: BinaryIO, name: str, media_type: str) -> None:
    """Raises WrongContent (broken, bomb, locked, outside, program)."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            _check_names(parts, name, media_type)
            if media_type in OOXML:
                _check_definitions(archive, name)
            _check_readable(archive, name)
    except WrongContent:
        raise
    except _BROKEN as error:
        raise WrongContent(
            _(
                "“%(name)s” cannot be unpacked: it is damaged or was cut off. Save it again and send it once more."
            )
            % {"name": name},
            code="broken",
        ) from error


def has_package_at_end(tail: bytes) -> bool:
    """Whether the last bytes of a file (64 KB and a little) end a ZIP, whatever the file is at its head."""
    at = tail.rfind(END_MARK)
    while at >= 0:
        if at + END_SIZE <= len(tail):
            comment = int.from_bytes(tail[at + 20 : at + 22], "little")
            if at + END_SIZE + comment == len(tail):
                return True
        at = tail.rfind(END_MARK, 0, at)
    return False


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    packed, unpacked = sum(p.compress_size for p in parts), sum(p.file_size for p in parts)
    in_order = sorted(parts, key=lambda p: p.header_offset)
    overlap = any(
        before.header_offset + 30 + before.compress_size > after.header_offset
        for before, after in pairwise(in_order)
    )
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO)
        or overlap
    ):
        raise _bomb(name)


def _check_names(parts: list[zipfile.ZipInfo], name: str, media_type: str) -> None:
    for part in parts:
        inner = PurePosixPath(part.filename.replace("\\", "/"))
        outside = inner.is_absolute() or ".." in inner.parts or _DRIVE.match(part.filename)
        if outside or "\x00" in part.orig_filename:
            raise WrongContent(
                _("“%(name)s” holds a part that would be unpacked outside its folder. Pack the files again.")
                % {"name": name},
                code="outside",
            )
        if part.flag_bits & 1:
            raise WrongContent(
                _(
                    "“%(name)s” is behind a password, so nobody could check or read it. Save it without a password."
                )
                % {"name": name},
                code="locked",
            )
        if inner.suffix.lower().lstrip(".") in PROGRAMS or (
            media_type in OOXML and inner.name.lower() == "vbaproject.bin"
        ):
            raise WrongContent(
                _("“%(name)s” holds a program or macros (%(inner)s). Take them out and send the file again.")
                % {"name": name, "inner": inner.name[-60:]},
                code="program",
            )


def _check_definitions(archive: zipfile.ZipFile, name: str) -> None:
    """Office Open XML allows no document type (ECMA-376 part 2, 8.1.1.1): only attacks on readers carry one."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as content:
                if b"<!DOCTYPE" in content.read(2048):
                    raise _bomb(name)


def _check_readable(archive: zipfile.ZipFile, name: str) -> None:
    """Read everything once, piece by piece: what is cut off or longer than it says shows only here."""
    left = MOST_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as content:
            while piece := content.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise _bomb(name)


def _bomb(name: str) -> WrongContent:
    return WrongContent(
        _(
            "“%(name)s” unpacks to far more than such a file holds, so it was not opened. Send only the files needed."
        )
        % {"name": name},
        code="bomb",
    )
