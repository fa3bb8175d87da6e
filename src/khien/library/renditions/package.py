"""All renditions of one material in one ZIP, with what others may do with it and how to name the source.

The same files give the same bytes: names in order, fixed times. Refuses names with folders, and packages too large
to hold in memory; writes every size before its file, so that the ZIP can be read while it comes in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Sequence
from html import escape

from khien.library.renditions.errors import TooLarge
from khien.library.renditions.labels import licence_line
from khien.library.renditions.made import Made
from khien.library.renditions.plain_words import file_name
from khien.library.rules.content import Brand, Content
from khien.library.rules.kinds import Licence
from khien.library.rules.sentences import wrapped

MOST_BYTES = 300 * 1024 * 1024
MOST_FILES = 200
LICENCE_FILE = "GIAY-PHEP.txt"
SOURCE_FILE = "GHI-NGUON.html"
MANIFEST_FILE = "manifest.json"
_PACKED = ("image/", "audio/", "video/", "application/zip", "application/epub", "application/vnd.openxml")
_DEEDS = {
    Licence.OPEN: "https://creativecommons.org/licenses/by/4.0/deed.vi",
    Licence.UNCHANGED: "https://creativecommons.org/licenses/by-nd/4.0/deed.vi",
    Licence.INSIDE: "",
}
_MAY = {
    Licence.OPEN: "Bạn được dùng lại, in, phát, đăng và sửa tài liệu này, kể cả gắn tên và biểu trưng của đơn vị mình, với điều kiện ghi nguồn và nói rõ nếu đã sửa.",
    Licence.UNCHANGED: "Bạn được dùng lại, in, phát và đăng tài liệu này, với điều kiện giữ nguyên văn và ghi nguồn.",
    Licence.INSIDE: "Tài liệu chỉ dùng trong các đơn vị tham gia chương trình, không đăng lại cho công chúng.",
}


def package(content: Content, brand: Brand, made: Sequence[Made], *, note: str = "") -> Made:
    """`made` in one ZIP. `note`: words of the office for GIAY-PHEP.txt. TooLarge over 300 MB or 200 files."""
    if len(made) > MOST_FILES or sum(len(one.data) for one in made) > MOST_BYTES:
        raise TooLarge("a package takes 200 files and 300 MB")
    named = _named(made)
    files = {
        LICENCE_FILE: licence_text(content, brand, note=note).replace("\n", "\r\n").encode("utf-8-sig"),
        SOURCE_FILE: source_html(content, brand).encode(),
        **{name: one.data for name, one in named.items()},
        MANIFEST_FILE: manifest(content, brand, named),
    }
    held = io.BytesIO()
    day = content.published_on or dt.date(2000, 1, 1)
    with zipfile.ZipFile(held, "w") as written:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            packed = name in named and named[name].media_type.startswith(_PACKED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            written.writestr(info, data)
    return Made(
        file_name(content.title, content.version, "tron-bo", "zip"), "application/zip", held.getvalue()
    )


def _named(made: Sequence[Made]) -> dict[str, Made]:
    """Plain names, each once, in order of name."""
    named: dict[str, Made] = {}
    for one in sorted(made, key=lambda each: each.filename):
        name = (
            re.sub(r"[^A-Za-z0-9._-]+", "-", one.filename.replace("\\", "/").rsplit("/", 1)[-1]).strip("-.")
            or "tep"
        )
        stem, dot, ending = name.rpartition(".")
        tried, number = name, 2
        while tried in named or tried in (LICENCE_FILE, SOURCE_FILE, MANIFEST_FILE):
            tried = f"{stem}-{number}{dot}{ending}" if dot else f"{name}-{number}"
            number += 1
        named[tried] = one
    return named


def how_to_name(content: Content, brand: Brand) -> str:
    """The line a user of the material writes under it."""
    unit = content.unit_name or brand.unit_name
    return f"“{content.title}”, bản {content.version}, {unit}, {content.address}"


def licence_text(content: Content, brand: Brand, *, note: str = "") -> str:
    """GIAY-PHEP.txt: Vietnamese, then one English line."""
    lines = [content.title, f"Bản {content.version}. Biên soạn: {content.unit_name or brand.unit_name}.", ""]
    lines += [f"{licence_line(content.licence, 'vi')}.", _MAY[content.licence]]
    lines += [_DEEDS[content.licence]] if _DEEDS[content.licence] else []
    lines += ["", "Cách ghi nguồn:", how_to_name(content, brand), ""]
    if content.approval is not None:
        by = content.approval
        lines += [f"Người duyệt: {by.name}, {by.role}, ngày {by.on:%d/%m/%Y}. {by.basis}".rstrip()]
    if content.valid_until is not None:
        lines += [
            f"Dùng đến ngày {content.valid_until:%d/%m/%Y}. Sau ngày này, xem bản mới tại trang của tài liệu."
        ]
    if brand.unit_name != content.unit_name:
        lines += [f"Phát hành: {brand.unit_name}."]
    lines += [note] if note else []
    lines += ["", f"English: {licence_line(content.licence, 'en')}. Source: {content.address}", ""]
    return wrapped("\n".join(lines))


def source_html(content: Content, brand: Brand) -> str:
    """A page with the line to copy, as it looks and as HTML."""
    unit = escape(content.unit_name or brand.unit_name)
    title, address = escape(content.title), escape(content.address)
    deed = _DEEDS[content.licence]
    licence = escape(licence_line(content.licence, content.language))
    said = f'<a href="{escape(deed)}" rel="license">{licence}</a>' if deed else licence
    line = f'<p>“<a href="{address}">{title}</a>”, {unit}. {said}.</p>'
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Cách ghi nguồn</title></head>\n<body>\n'
        f"<h1>Cách ghi nguồn</h1>\n{line}\n<p>Chép đoạn này vào trang của bạn:</p>\n"
        f"<pre>{escape(line)}</pre>\n</body></html>\n"
    )


def manifest(content: Content, brand: Brand, named: dict[str, Made]) -> bytes:
    """What is inside, for machines: who wrote, approved and gave it out, and the SHA-256 of each file."""
    by = content.approval
    said = {
        "uuid": content.uuid,
        "version": content.version,
        "title": content.title,
        "kind": content.kind.value,
        "language": content.language,
        "address": content.address,
        "licence": content.licence.value,
        "written_by": content.unit_name,
        "given_out_by": brand.unit_name,
        "approved_by": by.name if by else "",
        "approved_role": by.role if by else "",
        "approved_on": by.on.isoformat() if by else "",
        "approval_basis": by.basis if by else "",
        "published_on": content.published_on.isoformat() if content.published_on else "",
        "valid_until": content.valid_until.isoformat() if content.valid_until else "",
        "files": [
            {
                "name": name,
                "media_type": one.media_type,
                "bytes": len(one.data),
                "sha256": hashlib.sha256(one.data).hexdigest(),
                "pages": one.pages,
                "width": one.width,
                "height": one.height,
                "seconds": one.seconds,
                "notes": list(one.notes),
            }
            for name, one in named.items()
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
