"""An agency phrase of a plan taken apart: what is asked of whom, in which place, as which office.

Refuses to know any unit: places and names come from the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from khien.orgs.rules.abbreviations import spelled_out
from khien.orgs.rules.text import fold, part_words, tidy

_PARENTHESES = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_MARK = re.compile(r"^\s*(?:[-–+•*●▪]+|\(?[a-zđ\d]{1,3}[.)](?=\s))\s*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[a-zà-ỹ])\d{1,2}(?=\s|$)")  # not the 05 of "A05"
_BELONGS = re.compile(r"\s+[-–]\s+(?=(?:Bộ|Sở|Công an|UBND|Ủy ban)\s).*$")  # "Cục A05 - Bộ Công an"
_LAST_CITY = re.compile(r"\b(cac huyen(?: thi xa)?) (thanh pho|thi xa)(?: \w+){2,3}$")
_COURTESY = re.compile(
    r"^(?:(?:trân trọng\s+)?(?:đề nghị|kính đề nghị|yêu cầu|giao(?=\s+(?:cho|sở|ubnd|ủy|công|các|ban|văn))(?:\s+cho)?)"
    r"|(?:cơ quan|đơn vị)\s+(?:chủ trì|phối hợp)\s*:?|phối hợp với|chủ trì\s*:?|kính gửi\s*:?|như\s*:)\s+",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:(?:cac|cac dong chi|dong chi|chu tich|pho chu tich|thu truong|giam doc|lanh dao|nguoi dung dau)\s+)*"
    r"(?:chu tich|pho chu tich|thu truong|giam doc|lanh dao|nguoi dung dau|thuong truc|ban thuong vu"
    r"|ban chap hanh)\s+"
)
_BETWEEN = re.compile(r"(\s*[,;]\s*|\s+và\s+)")
_OFFICE_HEADS = re.compile(r"\b(?:(?:cac )?(?:chanh pho|pho chanh|chanh) van phong\b ?)+")
_NO_WORD = re.compile(r" [bcdghklmnpqrstvx]{3,}$")  # "UBND tỉnhKGVX": a desk's sign glued on
_MAY_BE_SHORT = re.compile(r"[A-ZĐ]{2}|[&.]")
_OPEN = re.compile(r"\s+(?:(?:co\s+)?lien quan|khac)(?=\s|$)")
_WHERE = re.compile(r"\s+(?:(?:dung chan|dong|hoat dong)\s+)?tren dia ban(?:\s+(?:tinh|thanh pho))?(?=\s|$)")
# Words that must be followed by a name: a place name after them is theirs, not a suffix.
_TAKE_A_NAME = frozenset({"xa", "phuong", "huyen", "quan", "tran", "pho", "tinh", "khu", "cap"})


@dataclass(frozen=True, slots=True)
class Place:
    """The province a phrase may name behind its agency: `title` "tinh" or "thanh pho", `name` folded."""

    title: str
    name: str

    @property
    def full(self) -> str:
        return f"{self.title} {self.name}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`key`: folded words without courtesy, office, place and "va". `office` names a post, as in "Chủ tịch UBND"."""

    text: str
    key: str
    place: str = ""
    office: str = ""
    open_ended: bool = False  # "liên quan", "khác": somebody must choose
    parts: tuple[str, ...] = ()  # text and separators by turns: "A", ", ", "B", " và ", "C"


def cleaned(text: str) -> str:
    """What is left when list marks, parentheses, footnote digits and courtesies are gone."""
    out = part_words(tidy(_PARENTHESES.sub(" ", text)))
    out = _BELONGS.sub("", _FOOTNOTE.sub("", _MARK.sub("", out))).strip(" ;.,:*")
    before = None
    while before != out:
        before, out = out, _COURTESY.sub("", out)
    return out


@lru_cache(maxsize=20_000)
def parsed(text: str, places: tuple[Place, ...] = ()) -> Phrase:
    """Take a phrase apart; `places` are the provinces whose name or title may stand behind an agency."""
    clean = cleaned(text)
    words = _NO_WORD.sub("", spelled_out(clean))
    words = _OFFICE_HEADS.sub("van phong ", words).strip().removesuffix(" van phong")
    words, where = _cut(_WHERE, words)
    words, opened = _cut(_OPEN, words)
    office = _OFFICE.match(words)
    if office and office.end() < len(words):
        words = words[office.end() :]
    key, place = without_place(words, places)
    key = _LAST_CITY.sub(r"\1 \2", plain_key(key))  # "UBND các huyện, thành phố Kon Tum" names all of them
    parts = tuple(_BETWEEN.split(clean))
    return Phrase(clean, key, place or where, office.group().strip() if office else "", bool(opened), parts)


def _cut(pattern: re.Pattern[str], words: str) -> tuple[str, str]:
    found = pattern.search(words)
    return (pattern.sub("", words).strip(), found.group().strip()) if found else (words, "")


def without_place(words: str, places: tuple[Place, ...]) -> tuple[str, str]:
    """Drop "tỉnh Kon Tum", a bare "tỉnh" or a bare "Kon Tum" from the end. Returns the rest and what was dropped."""
    for place in places:
        for ending in (f" {place.full}", f" {place.title}", f" {place.name}"):
            if not words.endswith(ending):
                continue
            rest = words[: -len(ending)].removesuffix(" chi nhanh")
            if ending == f" {place.name}" and rest.split()[-1:] and rest.split()[-1] in _TAKE_A_NAME:
                continue
            return rest, ending.strip()
    return words, ""


def plain_key(key: str) -> str:
    """One key for offices that a province and a city name differently: thành ủy = tỉnh ủy, thành đoàn = tỉnh đoàn.

    "Ban Tuyên giáo Tỉnh ủy" and "Ban Tuyên giáo" are one office, so a party committee behind its board is dropped.
    """
    key = re.sub(r"\bthanh (?=uy\b|doan\b)", "tinh ", key)
    return re.sub(r"(?<=\w) tinh uy$", "", key)


def name_key(name: str, places: tuple[Place, ...] = ()) -> str:
    """The key of a unit's own name, made as a phrase's key is made but for courtesies and offices."""
    return plain_key(without_place(_own_words(name), places)[0])


@lru_cache(maxsize=50_000)
def _own_words(name: str) -> str:
    """The words of a proper name. Most hold no abbreviation but UBND: 28,000 names in 0.5 s instead of 3."""
    text = tidy(name).replace("UBND ", "Ủy ban nhân dân ")
    if _MAY_BE_SHORT.search(text):
        return spelled_out(text)
    return " ".join(word for word in fold(text).split() if word != "va")
