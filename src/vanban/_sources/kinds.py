"""The table of formats: how content gives a kind away, and who reads it.

Content decides. A name is asked only between kinds of text, which look alike (Markdown or plain).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban._blocks import Source, SourceKind
from vanban._errors import Damaged, UnknownKind
from vanban._limits import Watch
from vanban._on_demand import on_demand
from vanban._sources.charsets import wide_encoding
from vanban._sources.docx import read_docx
from vanban._sources.html import read_html
from vanban._sources.plain import read_plain

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table|div|p|span|center)\b",
    re.DOTALL,
)
# Headings ("## I. MỤC ĐÍCH"), lines all in bold and lone "|" are no accident when there are several of them:
# converters save Markdown as .txt too.
_MARKDOWN_LINE = re.compile(rb"^(?:#{1,6} +\S|\*\*[^*\n]+\*\*\s*$|\|\s*$)", re.MULTILINE)
_ENOUGH_LINES = 4
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown")


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the table: `looks_like(data, lower-case name)` and the reader.

    Readers that stand on a heavy library are loaded when the first such document comes (ADR 7).
    """

    kind: SourceKind
    looks_like: Callable[[bytes, str], bool]
    read: Callable[[bytes, Watch], Source]
    alone: bool = False  # its parser can run away or crash: always in a process of its own


def _is_docx(data: bytes, name: str) -> bool:
    return data.startswith(_ZIP) and b"word/" in data


def _is_xlsx(data: bytes, name: str) -> bool:
    return data.startswith(_ZIP) and b"xl/" in data


def _is_ole(data: bytes, name: str) -> bool:
    return data.startswith(OLE_MARK)


def _is_pdf(data: bytes, name: str) -> bool:
    return b"%PDF-" in data[:1024]


def _is_picture(data: bytes, name: str) -> bool:
    return data.startswith(PICTURE_MARKS)


def _is_html(data: bytes, name: str) -> bool:
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"mime-version:", b"from: <saved ")):
        return b"text/html" in data[:65536].lower()
    return bool(_HTML.match(head)) or (name.endswith((".html", ".htm")) and b"<" in head)


def _is_markdown(data: bytes, name: str) -> bool:
    if not _is_text(data, name):
        return False
    return name.endswith(_MARKDOWN_NAMES) or len(_MARKDOWN_LINE.findall(data[:400_000])) >= _ENOUGH_LINES


def _is_text(data: bytes, name: str) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(head) is not None:
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


FORMATS: tuple[Format, ...] = (
    Format("docx", _is_docx, read_docx),
    Format("xlsx", _is_xlsx, on_demand("vanban._sources.xlsx:read_xlsx")),
    Format("doc", _is_ole, on_demand("vanban._sources.ole:read_ole"), alone=True),
    Format("pdf", _is_pdf, on_demand("vanban._sources.pdf:read_pdf"), alone=True),
    Format("scan", _is_picture, on_demand("vanban._sources.pictures:read_pictures"), alone=True),
    Format("html", _is_html, read_html),
    Format("md", _is_markdown, on_demand("vanban._sources.markdown:read_markdown")),
    Format("txt", _is_text, read_plain),
)


# Files people take for a document: what they are, and what to do with them.
_KNOWN_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "Đây là tệp RTF. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."),
    (b"Rar!", "Đây là tệp nén RAR. Hãy giải nén rồi tải lên từng văn bản bên trong."),
    (b"7z\xbc\xaf\x27\x1c", "Đây là tệp nén 7z. Hãy giải nén rồi tải lên từng văn bản bên trong."),
)


def format_of(data: bytes, name: str) -> Format:
    """The first row that fits; raises `UnknownKind` or, for half a zip, `Damaged`, with what to do instead."""
    for start, sentence in _KNOWN_OTHERS:
        if data.startswith(start):
            raise UnknownKind(sentence)
    for row in FORMATS:
        if row.looks_like(data, name):
            return row
    if data.startswith(_ZIP):
        _refuse_zip(data)
    raise UnknownKind(
        "Không nhận ra loại tệp này. Khiên đọc được Word (.docx, .doc), PDF, ảnh quét, trang web (.html), "
        "Excel (.xlsx), Markdown và văn bản thường. Hãy chuyển sang một trong các loại đó rồi tải lại."
    )


def _refuse_zip(data: bytes) -> None:
    if b"PK\x05\x06" not in data:  # the directory at the end is missing: a download that stopped
        raise Damaged("Tệp bị hỏng hoặc tải về chưa hết. Hãy xin lại tệp gốc rồi tải lên.")
    if data[30:38] == b"mimetype":  # OpenDocument names its kind in the first part, always of this name
        raise UnknownKind(
            "Đây là tệp OpenDocument (.odt, .ods). Hãy lưu lại dạng .docx hoặc .xlsx rồi tải lên."
        )
    raise UnknownKind("Đây là tệp nén (.zip). Hãy giải nén rồi tải lên từng văn bản bên trong.")
