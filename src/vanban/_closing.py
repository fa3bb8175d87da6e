"""The end of a document: who signed, for whom, and who receives it ("Nơi nhận").

Refuses to guess a name: what is no person's name (an office, a stamp line, "(Đã ký)") gives no signer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban._blocks import Block, Place, Table
from vanban._language.text import UPPER, collapse, drop_mark, upper_share, words_key
from vanban._plan import Signer

_COLUMN = re.compile(r"\s\|(?:\s|$)")  # a table flattened to lines keeps its bars
_RECIPIENTS = re.compile(r"^\W*n[ơo]i\s+nhận\b\s*[:：]?\s*", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?P<by>TM|KT|TL|TUQ|T/M|K/T|T/L)\s*[./]?\s+\S|^(?:TM|KT|TL|TUQ)\.\S")
_POSITION = re.compile(
    r"^(?:Q\.?\s|QUYỀN\s|PHÓ\s|phó\s|Phó\s)*(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHỦ NHIỆM|TRƯỞNG|CHÁNH|TỔNG|CỤC TRƯỞNG|VỤ TRƯỞNG|THỐNG ĐỐC"
    r"|HIỆU TRƯỞNG|BÍ THƯ|VIỆN TRƯỞNG|THỦ TRƯỞNG|CHỈ HUY|CHÍNH ỦY|ỦY VIÊN|Chủ tịch|Bộ trưởng|Thứ trưởng|Giám đốc|Trưởng|Chánh|Cục trưởng|Bí thư|PHÓ|KIÊM)(?!\w)",
)
_SIGNED = re.compile(
    r"\(?\s*(?:đã ký|đã kí|ký tên|chữ ký|ký bởi[^)]*)\s*\)?|\[daky\]|\(signed\)", re.IGNORECASE
)
_RANK = re.compile(
    rf"^(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)|TS|ThS|GS|PGS|BS|KS|Ths|Tiến sĩ|Thạc sĩ|Ông|Bà)\b[.\s]*(?=(?-i:[{UPPER}]))",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[^\W\d_]+(?:[ -][^\W\d_]+){1,5}$")
_OFFICE_WORDS = frozenset(
    words_key(
        "ban bộ sở tỉnh ủy ủy chủ tịch giám đốc trưởng phòng cục chánh thủ tướng nhân dân phụ lục kế hoạch danh mục báo cáo nhiệm vụ"
    ).split()
)
_BULLETS = ("-", "–", "+", "•", "*")
_BESIDE = re.compile(
    rf"(?<=\S)\s(?:(?:TM|KT|TL|TUQ)\.\s?[{UPPER}]{{2,}}|(?:PHÓ\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|HIỆU TRƯỞNG)(?!\w)).*$"
)
_OFFICE_BEGINS = re.compile(
    r"(?<=\w)\s+(?=(?:KT|TL|TUQ)\.)|(?<!\bPHÓ)(?<!\bQUYỀN)(?<=\w)\s+(?=(?:PHÓ\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG BAN|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|BÍ THƯ|HIỆU TRƯỞNG)(?!\w))"
)
# Words that are also parts of names ("Dân", "Ban") do not disqualify one alone.
_DISQUALIFYING = 2


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Closing:
    signer: Signer | None
    recipients: tuple[str, ...]
    signer_place: Place | None = None
    recipients_place: Place | None = None


def read_closing(blocks: Iterable[Block]) -> Closing:
    """Signer and recipients of the closing blocks (paragraphs in any order, or the usual table of two cells)."""
    listed: list[str] = []
    place: Place | None = None
    signing: list[Line] = []
    listing = False
    for line in closing_lines(blocks):
        heading = _RECIPIENTS.match(line.text)
        if heading is not None:
            listing, place = True, line.place
        text, beside = _columns_apart(line.text[heading.end() :] if heading is not None else line.text)
        if beside:
            signing.append(Line(beside, line.place))
        if heading is not None and _signs(text):
            signing.append(Line(text, line.place))
            continue
        if not text:
            continue
        if listing and not _signs(text) and (not listed or _is_listed(text) or _unfinished(listed[-1])):
            _enlist(listed, text)
            continue
        listing = False
        signing.append(Line(text, line.place))
    signer, signer_place = _signer(signing)
    recipients = tuple(name for text in listed for name in _receivers(text))
    return Closing(signer, recipients, signer_place, place)


def _enlist(listed: list[str], text: str) -> None:
    """Add a line of the list of recipients; one that goes on with the line before it joins that."""
    if (
        listed
        and _unfinished(listed[-1])
        and text[:1] not in _BULLETS
        and not text.casefold().startswith("lưu")
    ):
        listed[-1] = f"{listed[-1]} {text}"
    else:
        listed.append(text)


def _unfinished(text: str) -> bool:
    return text[:1] in _BULLETS and not text.endswith((";", ".", ")"))


def _columns_apart(text: str) -> tuple[str, str]:
    """ "- Như trên; KT. CHỦ TỊCH": the two columns of a closing run together on one line."""
    match = _BESIDE.search(text)
    if match is None or upper_share(text[: match.start()]) > 0.6:
        return text, ""
    return text[: match.start()].strip(), text[match.start() :].strip()


def closing_lines(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of the blocks, a table's cell after cell; an empty line stands between blocks of other kind."""
    found: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    place = Place(block.place.block, cell.row, cell.column, block.place.page)
                    found += [Line(_bare(text), place) for text in cell.text.split("\n")]
                    found.append(Line("", place))
        else:
            text = f"{block.label} {block.text}" if block.label else block.text
            for part in text.split("\n"):
                found += [Line(_bare(piece), block.place) for piece in _COLUMN.split(part)]
    return tuple(found)


def _bare(text: str) -> str:
    return collapse(text).strip("|* ")


def _is_listed(text: str) -> bool:
    return (
        text[:1] in _BULLETS or text.rstrip().endswith((";", ";.", ",")) or text.casefold().startswith("lưu")
    )


def _signs(text: str) -> bool:
    return bool(_AUTHORITY.match(text)) or (bool(_POSITION.match(text)) and upper_share(text) > 0.8)


def _receivers(text: str) -> list[str]:
    """One receiver per element: the text before "(…)", one "- A; B;" line giving two. "Lưu: …" stays whole."""
    found: list[str] = []
    for piece in drop_mark(text).split(";"):
        name = collapse(piece.split("(", 1)[0]).strip(" -–+.,;:")
        if name:
            found.append(name)
    return found


def _signer(lines: list[Line]) -> tuple[Signer | None, Place | None]:
    authority: list[str] = []
    positions: list[str] = []
    name: Line | None = None
    for line in (piece for whole in lines for piece in _line_by_line(whole)):
        text = collapse(_SIGNED.sub(" ", line.text)).strip(" *.,;")
        if not text:
            continue
        if name is not None:
            break
        office, person = _apart(text)
        if person:
            positions.append(office)
            name = Line(_RANK.sub("", person), line.place)
            continue
        if _AUTHORITY.match(text):
            authority.append(text)
        elif _POSITION.match(text):
            positions.append(text)
        elif (authority or positions) and is_name(text):
            name = Line(_RANK.sub("", text), line.place)
        elif positions and upper_share(text) > 0.8 and len(text) < 80:
            positions[-1] = f"{positions[-1]} {text}"
        elif authority and upper_share(text) > 0.8 and len(text) < 80:
            authority[-1] = f"{authority[-1]} {text}"
    if name is None:
        return None, None
    deputy = [line for line in authority if line[:2] in {"KT", "TL", "K/"} or line.startswith("TUQ")]
    acting = deputy or authority
    behalf = acting[-1] if acting else None
    position = ", ".join(_worded(text) for text in positions) or None
    person = name.text if upper_share(name.text) < 0.9 else name.text.title()
    return Signer(person, position, _worded(behalf) if behalf else None), name.place


def _line_by_line(line: Line) -> list[Line]:
    """ "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Hoàng Văn Lực": authority, office and name that ran together on one line."""
    if not _AUTHORITY.match(line.text):
        return [line]
    words = line.text.split()
    end = next((index for index, word in enumerate(words) if not word.isupper()), len(words))
    person = " ".join(words[end:])
    if person and not is_name(person):
        return [line]
    offices = _OFFICE_BEGINS.split(" ".join(words[:end]))
    return [Line(text, line.place) for text in (*offices, person) if text]


def _apart(text: str) -> tuple[str, str]:
    """ "PHÓ CHỦ TỊCH Nguyễn Văn An" on one line: (position, name); (text, "") where it is not both."""
    if not _POSITION.match(text) or upper_share(text) > 0.9:
        return text, ""
    words = text.split(" ")
    end = next((index for index, word in enumerate(words) if not word.isupper()), len(words))
    person = " ".join(words[end:])
    return (" ".join(words[:end]), person) if end and is_name(person) else (text, "")


def is_name(text: str) -> bool:
    """Does the text look like a person's full name: two to six words, each with a capital, no office words?"""
    bare = _RANK.sub("", text)
    if not _NAME.match(bare) or len(bare) > 45:
        return False
    words = bare.replace("-", " ").split()
    if not all(word[0].isupper() for word in words):
        return False
    return sum(word in _OFFICE_WORDS for word in words_key(bare).split()) < _DISQUALIFYING


_KEPT = frozenset(
    ["UBND", "HĐND", "BCĐ", "UBMTTQ", "MTTQ", "BTV", "TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L"]
)
_BEFORE_A_TITLE = frozenset(["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L", "PHÓ", "QUYỀN", "KIÊM"])
_NAMED = (
    "Chủ tịch",
    "Thủ tướng",
    "Tiểu ban",
    "Ủy ban nhân dân",
    "Ban Thường vụ",
    "Ban Chỉ đạo",
    "Ban Chấp hành",
    "Hội đồng nhân dân",
    "Chính phủ",
)


def _worded(text: str) -> str:
    """ "KT. CHỦ TỊCH" → "KT. Chủ tịch", "Q. CHỦ TỊCH UBND TỈNH" → "Q. Chủ tịch UBND tỉnh"."""
    if upper_share(text) < 0.8:
        return text
    words: list[str] = []
    opening = True
    for word in text.split():
        lowered = word.lower()
        words.append(word if word in _KEPT else lowered[:1].upper() + lowered[1:] if opening else lowered)
        opening = word in _BEFORE_A_TITLE
    said = " ".join(words)
    for name in _NAMED:
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, said, flags=re.IGNORECASE)
    return said
