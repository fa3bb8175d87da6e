"""Recognises the mark at the start of a paragraph: "IV.", "1.1", "a)", "-", "Điều 3.", "PHẦN THỨ HAI".

Judges one paragraph alone; whether a mark fits where it stands is decided in `_tree`.
Numbering of parts, articles, items and points follows Decree 30/2020/NĐ-CP, annex I; the other shapes are
what issuers use besides it ("1/", "(1)", "I-", "Nhiệm vụ 1:").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "part", "chapter", "group", "article", "roman", "upper", "named", "arabic", "multi", "paren", "lower",
    "paren-lower", "paren-roman", "dash", "star", "plus", "dot",
]  # fmt: skip

RANKS: dict[Style, int] = {
    "part": 0, "chapter": 5, "group": 8, "article": 9, "roman": 10, "upper": 12, "named": 18, "arabic": 20,
    "multi": 21, "paren": 30, "lower": 40, "paren-lower": 45, "paren-roman": 46, "dash": 60, "star": 55,
    "plus": 70, "dot": 75,
}  # fmt: skip
BULLETS: frozenset[Style] = frozenset({"dash", "star", "plus", "dot"})
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order lists use: no f, j, w, z
_ORDINALS = {
    "nhất": "I", "một": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV", "năm": "V", "sáu": "VI",
    "bảy": "VII", "tám": "VIII", "chín": "IX", "mười": "X",
}  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"

_PART = re.compile(
    r"(?P<label>(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ|Thứ)\s+)?(?P<n>[^\W\d_]+|\d{1,2}))\s*(?:[.:–-]+|(?=\s)|$)\s*"
)
_CHAPTER = re.compile(rf"(?P<label>(?:CHƯƠNG|Chương)\s+(?P<n>{_ROMAN}|\d{{1,2}}))(?!\w)\s*[.:–-]*\s*")
_GROUP = re.compile(rf"(?P<label>(?:MỤC|Mục)\s+(?P<n>{_ROMAN}|\d{{1,2}}))(?:\s*[.:–-]\s*|\s*$)")
_ARTICLE = re.compile(r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}))\s*[.:–-]\s*")
_ROMAN_MARK = re.compile(rf"(?P<label>(?P<n>{_ROMAN})\s*(?:[.)/:]|[-–](?=\s)))\s*(?=\S)")
_UPPER = re.compile(r"(?P<label>(?P<n>[A-ZĐ])\s*(?:[.)/]|[-–](?=\s)))\s*(?=[^\W\d_]{2}|[“\"])")
_MULTI = re.compile(r"(?P<label>(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})\s*[.):/]?)(?:\s+|(?<=[.):/])(?=[^\W\d]))")
_ARABIC = re.compile(
    r"(?!\d{1,3}/(?:\d{4}/)?[A-ZĐ]{2,}\d*[-/])"  # "578/KH-UBND" is a document's number
    r"(?P<label>(?P<n>\d{1,3})\s*(?:[.)/:]|[-–](?=\s)))(?:\s*(?=[^\W\d]|[“\"(\[‘])|\s+(?=[\d≥>≤<]))"
)
_PAREN = re.compile(r"(?P<label>\((?P<n>\d{1,2})\))\s*(?=\S)")
_NAMED = re.compile(
    r"(?P<label>(?:Nhiệm vụ|Nội dung|Giải pháp|Hoạt động|Nhóm nhiệm vụ|Nhóm|Dự án|Tiểu dự án|NHIỆM VỤ|NỘI DUNG)"
    r"\s+(?:thứ\s+)?(?P<n>\d{1,2}))\s*[.:]\s*"
)
_LOWER = re.compile(r"(?P<label>(?P<n>[a-zđ]\d?)\s*(?:\)|/|\.(?=\s)))\s*(?=\S)")
_PAREN_ROMAN = re.compile(r"(?P<label>\((?P<n>i{1,3}|iv|vi{0,3}|ix|x)\))\s*(?=\S)")
_PAREN_LOWER = re.compile(r"(?P<label>\((?P<n>[a-zđ])\))\s*(?=\S)")
_DASH = re.compile(r"(?P<label>[-–—−‐])\s*(?=[^\s\-–—−_])")
_PLUS = re.compile(r"(?P<label>\+)\s*(?=\S)")
_STAR = re.compile(r"(?P<label>\*)\)?\s*(?=[^\s*])")
_DOT = re.compile(r"(?P<label>[•●○▪■□◦❖➢✓✔·§])\s*(?=\S)")
_SMALL_O = re.compile(r"(?P<label>o)\s+(?=[A-ZĐÀ-Ỹ])")

_SECTION_MULTI = re.compile(
    rf"(?P<label>(?P<n>(?:{_ROMAN}|[A-ZĐ])(?:\.\d{{1,2}}){{1,3}})\s*[.):/]?)\s+(?=[^\W\d_])"
)

_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("part", _PART),
    ("chapter", _CHAPTER),
    ("group", _GROUP),
    ("article", _ARTICLE),
    ("multi", _SECTION_MULTI),
    ("roman", _ROMAN_MARK),
    ("upper", _UPPER),
    ("multi", _MULTI),
    ("arabic", _ARABIC),
    ("paren", _PAREN),
    ("named", _NAMED),
    ("paren-roman", _PAREN_ROMAN),
    ("paren-lower", _PAREN_LOWER),
    ("lower", _LOWER),
    ("plus", _PLUS),
    ("dash", _DASH),
    ("star", _STAR),
    ("dot", _DOT),
    ("dot", _SMALL_O),
)
_STARTERS = frozenset("PCMĐIVXABCDEFGHKLNOST0123456789(abcdefghiklmnopqrstuvxyđ+-–—−‐*•●○▪■□◦❖➢✓✔·§NGJRUWYZQ")


@dataclass(frozen=True, slots=True)
class Mark:
    """`value` counts from 1 ("c" is 3, "IV" is 4); a bullet has value 0 and numeral ""."""

    style: Style
    label: str
    numeral: str
    value: int
    rest: str

    @property
    def is_bullet(self) -> bool:
        return self.style in BULLETS

    @property
    def components(self) -> int:
        return self.numeral.count(".") + 1


def roman_value(numeral: str) -> int:
    """The number a Roman numeral stands for; 0 where it is none."""
    total = previous = 0
    for letter in reversed(numeral.upper()):
        value = _ROMAN_VALUES.get(letter, 0)
        if not value:
            return 0
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total


def read_mark(text: str) -> Mark | None:
    """The mark `text` (one line, white space collapsed) begins with, or None."""
    if not text or text[0] not in _STARTERS:
        return None
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        mark = _accept(style, match, text)
        if mark is not None:
            return mark
    return None


def _accept(style: Style, match: re.Match[str], text: str) -> Mark | None:
    label = match["label"].strip()
    rest = text[match.end() :].strip()
    if style in BULLETS:
        return Mark(style, label, "", 0, rest)
    numeral = match["n"]
    if style == "part":
        return _part(label, numeral, rest)
    if style == "upper" and not _looks_like_heading(rest):
        return None
    if style == "lower" and len(numeral) == 1 and numeral not in LETTERS + "fjwz":
        return None
    if style == "named":
        return Mark(style, label, numeral, int(numeral), text)
    return Mark(style, label, numeral, _value(style, numeral), rest)


def _part(label: str, numeral: str, rest: str) -> Mark | None:
    word = numeral.casefold()
    if word in _ORDINALS:
        numeral = _ORDINALS[word]
    elif not (numeral.isdigit() or (roman_value(numeral) and numeral.isupper()) or len(numeral) == 1):
        return None
    if rest and rest[0].islower():
        return None  # "phần hai của Đề án" in running text
    value = int(numeral) if numeral.isdigit() else roman_value(numeral) or ord(numeral[0].upper()) - 64
    return Mark("part", label, numeral, value, rest)


def _looks_like_heading(rest: str) -> bool:
    letters = [letter for letter in rest[:40] if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _value(style: Style, numeral: str) -> int:
    if style in {"roman", "chapter", "group"} and not numeral.isdigit():
        return roman_value(numeral)
    if style == "paren-roman":
        return roman_value(numeral)
    if style == "upper":
        return "ABCDĐEGHIKLMNOPQRSTUVXY".find(numeral) + 1
    if style in {"lower", "paren-lower"}:
        return LETTERS.find(numeral[0]) + 1
    return int(numeral.rsplit(".", 1)[-1])
