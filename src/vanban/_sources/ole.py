"""Old Office files (OLE compound): Word 97–2003 documents, and the shell of password-protected new ones.

A .doc is converted to .docx by msdoc2docx and read from there; where that fails and antiword is on the
machine, its plain text is read instead and a note says that tables were lost. Refuses macros.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import doc2docx
from doc2docx.errors import EncryptedDocumentError

from vanban._blocks import Note, Source
from vanban._errors import CannotRead, Damaged, Encrypted, UnknownKind
from vanban._limits import MAX_UNPACKED_BYTES, Watch
from vanban._sources.docx import read_docx
from vanban._sources.plain import from_text


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


_LOCKED = "Tệp Word/Excel có mật khẩu. Hãy mở bằng mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu lại rồi tải lên."
_BROKEN = "Tệp .doc bị hỏng hoặc tải về chưa hết. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."


def read_ole(data: bytes, watch: Watch) -> Source:
    """Raises `Encrypted`, `Damaged`, `UnknownKind` for other Office files, and what `read_docx` raises."""
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        raise Encrypted(_LOCKED)
    if _stream("WordDocument") not in data:
        raise UnknownKind(
            "Đây là tệp Office đời cũ nhưng không phải văn bản Word (có thể là .xls, .ppt). "
            "Hãy lưu lại dạng .docx hoặc .xlsx rồi tải lên."
        )
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder) / "in.doc"
        source.write_bytes(data)
        try:
            return _through_docx(source, watch)
        except Encrypted:
            raise
        except CannotRead as first:
            fallback = _through_antiword(source, watch)
            if fallback is None:
                raise Damaged(_BROKEN) from first
            return fallback


def _through_docx(source: Path, watch: Watch) -> Source:
    target = source.with_suffix(".docx")
    try:
        doc2docx.convert(source, target)
    except EncryptedDocumentError as error:
        raise Encrypted(_LOCKED) from error
    except Exception as error:  # a converter of a binary format fails in many ways on spoilt input
        raise Damaged(_BROKEN) from error
    watch.check()
    if target.stat().st_size > MAX_UNPACKED_BYTES:
        raise Damaged(_BROKEN)
    read = read_docx(target.read_bytes(), watch)
    return Source("doc", read.blocks, read.footnotes, read.pages, read.notes)


def _through_antiword(source: Path, watch: Watch) -> Source | None:
    program = shutil.which("antiword")
    if program is None:
        return None
    try:
        done = subprocess.run(  # a fixed program with a file name of ours
            [program, "-w", "0", "-m", "UTF-8.txt", str(source)],
            capture_output=True,
            timeout=max(1.0, watch.left()),
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    text = done.stdout.decode("utf-8", errors="replace")
    if done.returncode != 0 or not text.strip():
        return None
    note = Note(
        "table-flattened",
        "Tệp .doc này chỉ đọc được phần chữ, các bảng bị dàn thành dòng. Hãy xem lại các bảng.",
    )
    read = from_text(text, watch, (note,))
    return Source("doc", read.blocks, read.footnotes, read.pages, read.notes)
