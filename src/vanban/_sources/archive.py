"""Opens the zip packages behind .docx and .xlsx and parses their XML, both within the limits.

Refuses DTDs, entities, network access and anything that unpacks out of proportion: what an archive declares
is checked before a byte is unpacked, and what comes out is checked again while it comes.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from vanban._errors import Damaged, Encrypted, TooBig
from vanban._limits import (
    MAX_ARCHIVE_PARTS,
    MAX_PART_BYTES,
    MAX_RATIO_FREE,
    MAX_UNPACKED_BYTES,
    MAX_ZIP_RATIO,
    MEGABYTE,
)

_BROKEN = "Tệp bị hỏng hoặc tải về chưa hết. Hãy xin lại tệp gốc, hoặc mở bằng Word và lưu lại rồi tải lên."
_BOMB = "Tệp nén bung ra quá lớn so với kích thước của nó nên không được mở. Hãy lưu lại tệp bằng Word rồi tải lên."


class Archive:
    """A checked zip. `read` gives a part's bytes or None when the part is absent."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RecursionError) as error:
            raise Damaged(_BROKEN) from error
        self._check(len(data))

    def _check(self, packed: int) -> None:
        total = sum(entry.file_size for entry in self._parts.values())
        if len(self._parts) > MAX_ARCHIVE_PARTS or total > MAX_UNPACKED_BYTES:
            raise TooBig(_BOMB)
        if total > MAX_RATIO_FREE and total > MAX_ZIP_RATIO * max(packed, 1):
            raise TooBig(_BOMB)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, name: str) -> bytes | None:
        """Raises `Damaged` on a broken part, `TooBig` on one that is larger than it says or than we parse."""
        entry = self._parts.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise Encrypted("Tệp nén có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")
        if entry.file_size > MAX_PART_BYTES:
            raise TooBig(
                f"Nội dung văn bản lớn hơn {MAX_PART_BYTES // MEGABYTE} MB sau khi bung. Hãy tách thành nhiều tệp rồi tải lại."
            )
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(MAX_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise Damaged(_BROKEN) from error
        except RuntimeError as error:  # zipfile's way to ask for a password
            raise Encrypted("Tệp nén có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.") from error
        if len(content) > MAX_PART_BYTES:
            raise TooBig(_BOMB)
        return content

    def xml(self, name: str) -> etree._Element | None:
        content = self.read(name)
        return None if content is None else parse_xml(content)


def parse_xml(content: bytes) -> etree._Element:
    """The root element. Raises `Damaged` on malformed XML or a DTD, `TooBig` on absurd nesting."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise TooBig(
                "Tệp lồng quá nhiều lớp vào nhau nên không đọc được. Hãy lưu lại bằng Word rồi tải lên."
            ) from error
        raise Damaged(_BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged(
            "Tệp chứa khai báo lạ (DTD) mà Word không bao giờ ghi. Hãy mở bằng Word và lưu lại rồi tải lên."
        )
    return root


def relationships(archive: Archive, part: str) -> dict[str, str]:
    """Relationship id → part name, for the internal relationships of `part`."""
    folder, _, name = part.rpartition("/")
    root = archive.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    found: dict[str, str] = {}
    for element in root if root is not None else ():
        target = element.get("Target", "")
        if element.get("TargetMode") != "External" and target:
            found[element.get("Id", "")] = _resolve(folder, target)
    return found


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for piece in target.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece != ".":
            parts.append(piece)
    return "/".join(parts)
