"""Bytes of a text file to Unicode: marks first, then UTF-8, UTF-16, and the old Vietnamese encodings.

Windows-1258 is the system encoding; TCVN3 (fonts ".Vn…") and VNI (fonts "VNI-…") put letters of a font where
other letters should be, so only the text itself can tell them apart: the reading with the most Vietnamese
syllables wins, and a note says which it was. Refuses anything but text.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata

from vanban._blocks import Note
from vanban._sources.syllables import judge

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JUDGED = 20_000  # characters looked at to choose an encoding
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>|&#?\w+;", re.DOTALL | re.IGNORECASE)
_TOLERATED = 0.002  # share of bad bytes in text that is UTF-8 all the same (a cut or pasted byte)

# TCVN 5712:1993, "VN3": one byte a letter; capital letters with a tone come from capital fonts.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ" + chr(0xAD),
        "ĂÂÊÔƠƯĐăâêôơđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ" + "ư",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)


def _vni_pairs() -> dict[str, str]:
    """VNI for Windows: a letter and a second byte that draws its mark; a few letters in one byte."""
    plain = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
    hat = dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
    bowl = dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in plain.items()}
    pairs |= {
        written + mark: base + tone
        for written, base in (("ô", "ơ"), ("ö", "ư"))
        for mark, tone in plain.items()
    }
    pairs |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in hat.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in bowl.items()}
    singles = dict(zip("ìíæóòôöñî", "ìíỉĩịơưđỵ", strict=True))
    lower = {key: unicodedata.normalize("NFC", value) for key, value in (pairs | singles).items()}
    capital = {key.upper(): value.upper() for key, value in lower.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in lower.items() if len(key) == 2}
    return lower | mixed | capital


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Letters of a ".Vn…" font, given as Latin-1 characters, to Unicode."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Letters of a "VNI-…" font, given as Latin-1 characters, to Unicode."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text)


def from_font(text: str, font: str) -> str:
    """Text set in an old Vietnamese font to Unicode; other fonts leave it alone. ".VnTimeH" draws capitals."""
    if text.isascii() and not font.endswith("H"):
        return text
    if font.startswith(".Vn"):
        return from_tcvn3(text).upper() if font.endswith("H") else from_tcvn3(text)
    return from_vni(text) if font.upper().startswith("VNI") else text


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text and, when an old Vietnamese encoding was recognised, a note that says which.

    `declared` is what the file says of itself (an HTML meta): believed when it decodes without a fault.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ()
    wide = wide_encoding(data)
    if wide is not None:
        return data.decode(wide, errors="replace"), ()
    with contextlib.suppress(UnicodeDecodeError):
        return _old_letters(data.decode("utf-8"))
    almost = data.decode("utf-8", errors="replace")
    if almost.count("\ufffd") <= _TOLERATED * len(almost):
        return almost.replace("\ufffd", ""), ()
    return _old(data, declared)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of spaces and digits is zero."""
    head = data[:2000]
    if len(head) < 8 or b"\x00" not in head:
        return None
    little, big = head[1::2].count(0), head[0::2].count(0)
    half = len(head) // 2
    if little > 0.15 * half and big < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if big > 0.15 * half and little < 0.02 * half else None


def _old_letters(text: str) -> tuple[str, tuple[Note, ...]]:
    """UTF-8 that still holds letters of an old font (copied from such a document) is converted too."""
    shown = _shown(text)
    if shown.isascii() or not judge(shown).is_junk:
        return text, ()
    for name, converted in (("TCVN3 (ABC)", from_tcvn3(text)), ("VNI", from_vni(text))):
        if judge(_shown(converted)).is_vietnamese:
            return converted, (_note(name),)
    return text, ()


def _shown(text: str) -> str:
    """A stretch to judge, without tags and scripts: their English words say nothing about the text."""
    return _MARKUP.sub(" ", text[: 10 * _JUDGED])[:_JUDGED]


def _old(data: bytes, declared: str | None) -> tuple[str, tuple[Note, ...]]:
    latin = data.decode("latin-1")
    readings = {
        "Windows-1258": data.decode("cp1258", errors="replace").replace("\ufffd", ""),
        "TCVN3 (ABC)": from_tcvn3(latin),
        "VNI": from_vni(latin),
    }
    if declared is not None:
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            readings[""] = data.decode(declared)
    return _best(readings)


def _best(readings: dict[str, str]) -> tuple[str, tuple[Note, ...]]:
    scores = {name: judge(_shown(text)).score for name, text in readings.items()}
    name = max(scores, key=lambda one: (scores[one], one == ""))
    return readings[name], (_note(name),) if name else ()


def _note(name: str) -> Note:
    return Note(
        "old-encoding", f"Tệp dùng bảng mã cũ {name}, đã chuyển sang Unicode. Hãy xem lại các chữ có dấu."
    )
