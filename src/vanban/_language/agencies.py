"""Agency phrases: cut a cell, a heading or a list of names into one agency per element, as written.

Refuses to resolve who an agency is today (that needs a register of units) and to guess who acts in a sentence
(`actors` does that). A collective ("các sở, ban, ngành", "UBND các huyện, thị xã, thành phố") stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vanban._language.agency_names import (
    AFTER_CAC,
    ANY_CASE_HEADS,
    CAPITAL_HEADS,
    COLLECTIVE,
    KNOWN_BODIES,
    LETTER_HEADS,
    LONGEST_HEAD,
    TERRITORY,
    compiled,
)
from vanban._language.text import UPPER, collapse, nfc, split_mark, tone_key, word_key, words_key

Kind = Literal["name", "bodies", "territories"]
Joint = Literal["", "hard", "line", "stop", "comma", "and", "dash", "slash", "colon", "aside"]

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_NOTE_MARK = re.compile(r"\[\s*\d{1,3}\s*\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]")
_GLUED = re.compile(rf"(?:Sở|Ban|Bộ|Cục|Hội|Báo|Đài)[{UPPER}][^\W\d_]")
_LEAD_IN = re.compile(
    r"(?:đề nghị|giao(?: cho)?|trân trọng đề nghị|kính đề nghị|yêu cầu|(?:các )?(?:cơ quan|đơn vị)(?: chủ trì| phối hợp| thực hiện)+"
    rf"|chủ trì|phối hợp(?: với)?|thực hiện|trách nhiệm của)(?:\s*[:：]\s*|\s+(?=(?-i:[{UPPER}])|(?:các|ủy|uỷ)\s))",
    re.IGNORECASE,
)
_HEADED_LIST = re.compile(
    r"(?:^|(?<=[\n;,.]))[ \t]{0,8}(?:[Cc]ác|[Cc]ác đồng chí)\s+(?P<head>[Ss]ở|[Bb]an|[Bb]ộ|[Hh]ội|[Pp]hòng|[Cc]ục|[Vv]ụ)\s{0,4}:\s{0,8}(?P<names>[^;\n]{3,400})"
)
_NAME_OF_LIST = re.compile(r"(?:(?!\svà\s[A-ZĐ])[^,]){1,120}")
_EDGES = " \t\n.,;:-–—+•*/…&"
# A short head is also the beginning of a common word ("Ban hành", "Tổ chức", "Báo cáo", "Hội nghị", "Bộ phận").
_DOUBTFUL = compiled("ban|bộ|hội|đoàn|báo|đài|tổ|đội|vụ|khối|trường|viện|phòng|trạm|quỹ|thuế|công an")
_COMPLETE = compiled(  # heads that are whole names
    "tỉnh đoàn|thành đoàn|huyện đoàn|quận đoàn|thị đoàn|xã đoàn|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|chính phủ|quốc hội"
    "|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|ban giám hiệu|tỉnh hội|mặt trận|công an|vnpt|viettel|mobifone|vinaphone|fpt|vietnamobile|gmobile"
)
_TAIL_WORDS = frozenset(
    tone_key("tỉnh thành huyện quận thị xã phường đặc khu các cấp trung của và nhà").split()
)
_JOINS_AFTER_AND = compiled("ban|ngành|cá nhân")
_DEPARTMENT_WORDS = frozenset(tone_key("sở ban ngành bộ").split())
_GATHERING = frozenset(tone_key("các những toàn mọi").split())
_AND = tone_key("và")
_LEVEL = tone_key("cấp")
_OFFICE = tuple(tone_key("văn phòng").split())
_OFFICE_OF = compiled(
    "đoàn đbqh|đoàn đại biểu quốc hội|hđnd|hội đồng nhân dân|tỉnh ủy|huyện ủy|thành ủy|đảng ủy|quận ủy|thị ủy"
)
_COUNCILS = compiled("hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân")
_NOT_AN_OFFICE = frozenset(tone_key("chống ngừa cháy thủ tránh").split())
_NEAR = 16  # how many words back a phrase is looked at: keeps a cell of any length linear
_POLITICAL = tuple(tone_key("chính trị").split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an agency text: as written, in `tone_key` form, where it stands, what stands before it."""

    text: str
    key: str
    begin: int
    end: int
    joint: Joint

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].isdigit()

    @property
    def letters(self) -> bool:
        """An abbreviation of three capitals or more: "LĐLĐ", "BHXH"."""
        return len(self.text) >= 3 and self.text.isupper()


def split_agencies(text: str) -> tuple[str, ...]:
    """One agency per element, as written, in order. Parentheses, footnote marks, "Đề nghị", "và" are dropped.

    Cuts at semicolons and list marks always; at line breaks, full stops, commas, " và " and " - " only where a
    new agency begins. Never loses a word of a name.
    """
    clean = without_asides(nfc(text))
    lead_in = _LEAD_IN.match(clean, len(clean) - len(clean.lstrip(_EDGES)))
    if lead_in is not None and lead_in.end() < len(clean):
        clean = clean[lead_in.end() :]
    clean = _spread(clean)
    words = read_words(clean)
    found: list[str] = []
    begin = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and not _begins_new(words, index, begin):
            continue
        if begin < len(words):
            phrase = _trimmed(clean[words[begin].begin : words[index - 1].end])
            if phrase:
                found.append(phrase)
        begin = index
    return tuple(found)


def _spread(text: str) -> str:
    """ "Các Sở: Tài chính, Nội vụ và Tư pháp" with the head said before each: "Sở Tài chính, Sở Nội vụ, …"."""
    match = _HEADED_LIST.search(text)
    if match is None:
        return text
    head = match["head"][0].upper() + match["head"][1:]
    names: list[str] = []
    rest = match["names"]
    while rest.strip(" ,"):
        rest = re.sub(r"^[\s,]*(?:và\s+)?", "", rest)
        if head_at(read_words(rest), 0):
            names.append(rest)
            break
        plain = _NAME_OF_LIST.match(rest)
        name = _longest_known(head, rest) or (plain.group() if plain is not None else rest)
        names.append(f"{head} {name.strip()}")
        rest = rest[len(name) :]
    return f"{text[: match.start()]}{'; '.join(names)}{text[match.end() :]}"


def _longest_known(head: str, rest: str) -> str | None:
    """ "Văn hóa, Thể thao và Du lịch" of "Văn hóa, Thể thao và Du lịch, Y tế", known to follow "Sở"."""
    key = words_key(f"{head} {rest[:80]}")
    for body in KNOWN_BODIES:
        known = words_key(body.name)
        if key == known or key.startswith(f"{known} "):
            return rest[: _length_of(rest, len(known.split()) - len(head.split()))]
    return None


def _length_of(text: str, words: int) -> int:
    ends = [match.end() for match in _WORD.finditer(text)]
    return ends[words - 1] if 0 < words <= len(ends) else len(text)


def without_asides(text: str) -> str:
    """The text without parentheses (nested ones too) and footnote marks; brackets that never close stay."""
    text = _NOTE_MARK.sub(" ", text)
    open_at: list[int] = []
    spans: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character == "(":
            open_at.append(at)
        elif character == ")" and open_at:
            start = open_at.pop()
            if not open_at:
                spans.append((start, at + 1))
    kept: list[str] = []
    last = 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return " ".join([*kept, text[last:]]) if spans else text


@lru_cache(maxsize=1024)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text with what joins each to the one before; "và" between two words becomes a joint."""
    found: list[Word] = []
    last_end = 0
    pending: Joint | None = None
    for match in _WORD.finditer(text):
        joint = _joint(text[last_end : match.start()]) if found else ""
        key = word_key(match.group())
        last_end = match.end()
        if key == _AND and found:
            pending = joint if joint in {"hard", "line", "stop"} else "and"
            continue
        found.append(Word(match.group(), key, match.start(), match.end(), pending or joint))
        pending = None
    return tuple(found)


def _joint(gap: str) -> Joint:
    if "(" in gap or ")" in gap or "“" in gap or "”" in gap:
        return "aside"
    if ";" in gap or "•" in gap or re.search(r"\n\s*[-–+*]", gap):
        return "hard"
    if "\n" in gap:
        return "line"
    if "." in gap:
        return "stop" if gap.strip() != "." or gap != "." else ""
    if "," in gap:
        return "comma" if gap != "," else "slash"
    if "-" in gap or "–" in gap:
        return "dash" if gap.startswith((" ", "\t")) else ""
    return "colon" if ":" in gap else "slash" if "/" in gap else ""


def _trimmed(phrase: str) -> str:
    phrase = collapse(phrase).strip(_EDGES)
    lead_in = _LEAD_IN.match(phrase)
    if lead_in is not None and lead_in.end() < len(phrase):
        phrase = phrase[lead_in.end() :].strip(_EDGES)
    mark, rest = split_mark(phrase)
    return rest if mark and not mark[-1].isalnum() else phrase


def keys(words: tuple[Word, ...], start: int, length: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[start : start + length])


@lru_cache(maxsize=64)
def _first_words(entries: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(entry[0] for entry in entries)


def _longest(words: tuple[Word, ...], at: int, entries: frozenset[tuple[str, ...]]) -> int:
    if at >= len(words) or words[at].key not in _first_words(entries):
        return 0
    for length in range(min(LONGEST_HEAD, len(words) - at), 0, -1):
        if keys(words, at, length) in entries and not any(w.joint for w in words[at + 1 : at + length]):
            return length
    return 0


def head_at(words: tuple[Word, ...], at: int) -> int:
    """How many words of a head that opens a body's own name stand at `at`; 0 if none does."""
    word = words[at]
    if _GLUED.match(word.text):
        return 1
    if word.text.isupper() and (word.key,) in LETTER_HEADS:
        return 1
    length = _longest(words, at, ANY_CASE_HEADS)
    if not length and word.capital:
        length = _longest(words, at, CAPITAL_HEADS)
    if length and keys(words, at, length) in _DOUBTFUL and not _named(words, at + length):
        return 0
    return length


def _named(words: tuple[Word, ...], after: int) -> bool:
    """Does what follows a doubtful head make it a name: a capital, a territory, or nothing at all?"""
    if after >= len(words) or words[after].joint:
        return True
    return words[after].capital or words[after].key in _TAIL_WORDS


def collective_at(words: tuple[Word, ...], at: int) -> int:
    """How many words of a collective noun ("ban", "ngành", "đơn vị", "địa phương") stand at `at`."""
    length = _longest(words, at, COLLECTIVE)
    if not length:
        return 0
    after = at + length
    if after < len(words):
        following = words[after]
        if words[at].key == _OFFICE[1] and following.key in _NOT_AN_OFFICE:
            return 0  # "phòng, chống tội phạm" is work, not an office
        if following.capital and words[at].capital and not following.joint:
            return 0  # "Sở Tài chính", "Công ty Viễn thông": a name
    return length


def gathering_at(words: tuple[Word, ...], at: int) -> bool:
    """ "các sở", "những đơn vị", "các cơ quan": a set of bodies that begins anew."""
    if words[at].key not in _GATHERING or at + 1 >= len(words):
        return False
    return bool(_longest(words, at + 1, AFTER_CAC) or head_at(words, at + 1))


def _kind(words: tuple[Word, ...], begin: int, index: int) -> Kind:
    """What the phrase words[begin:index] gathers, by its last part."""
    start = next((i for i in range(index - 1, begin, -1) if words[i].joint), begin)
    part = start
    while start < index and words[start].key in _GATHERING:
        start += 1
    if start < index and (
        collective_at(words, start) or (words[start].key == _LEVEL and not territory_at(words, start + 1))
    ):
        return "bodies"
    if start < index and _longest(words, start, TERRITORY):
        return "territories"
    for at in range(start, index - 1):
        if words[at].key in _GATHERING or words[at].key == _LEVEL:
            return "territories" if _longest(words, at + 1, TERRITORY) else "bodies"
    return _kind_of_opening(words, begin) if part > begin and words[part].text[0].islower() else "name"


def _kind_of_opening(words: tuple[Word, ...], begin: int) -> Kind:
    """What "các trường đại học, cao đẳng, trung cấp" gathers: its first part says it."""
    end = next((i for i in range(begin + 1, min(begin + _NEAR, len(words))) if words[i].joint), begin + 1)
    return _kind(words, begin, end)


def _begins_new(words: tuple[Word, ...], index: int, begin: int) -> bool:
    """Does a new agency begin at words[index], given that the current one began at words[begin]?"""
    joint = words[index].joint
    if joint in {"", "colon", "aside"}:
        return False
    if joint == "hard":
        return True
    if joint == "stop":
        return not _ends_in_abbreviation(words, index, begin) and _opens(words, index)
    if joint == "line":
        return _opens(words, index) and not _unfinished(words, index, begin)
    if joint == "dash":
        return (
            bool(head_at(words, index))
            and not collective_at(words, index)
            and not _one_office(words, index, begin)
        )
    if joint == "slash":
        return bool(head_at(words, index)) and not collective_at(words, index)
    return _begins_after_list_joint(words, index, begin)


def _ends_in_abbreviation(words: tuple[Word, ...], index: int, begin: int) -> bool:
    """ "TP. Tam Kỳ" goes on after its stop, and so does the number of a list item ("1. Sở Nội vụ")."""
    last = words[index - 1]
    return last.key in {"tp", "tx", "tt", "q", "p"} or (
        index - begin == 1 and (last.key.isdigit() or len(last.key) == 1)
    )


def _unfinished(words: tuple[Word, ...], index: int, begin: int) -> bool:
    """Is the phrase so far only a head that names nobody yet ("Hiệp hội" at a line's end, "Báo và Đài …")?"""
    phrase = keys(words, begin, index - begin)
    if head_at(words, begin) != index - begin or words[begin].letters or phrase in _COMPLETE:
        return False
    return words[index].joint == "line" or phrase in _DOUBTFUL


def _opens(words: tuple[Word, ...], at: int) -> bool:
    return bool(head_at(words, at) or gathering_at(words, at) or collective_at(words, at))


def _begins_after_list_joint(words: tuple[Word, ...], index: int, begin: int) -> bool:
    kind = _kind(words, begin, index)
    length = collective_at(words, index)
    if length:
        return _collective_begins(words, index, begin, kind)
    if head_at(words, index):
        return not _one_office(words, index, begin) and not _unfinished(words, index, begin)
    if gathering_at(words, index):
        over = _longest(words, index + 1, TERRITORY)
        return not (over and kind == "territories")
    if _longest(words, index, TERRITORY) or words[index].key == _LEVEL:
        return False
    return words[index].letters and kind != "bodies"


def _collective_begins(words: tuple[Word, ...], index: int, begin: int, kind: Kind) -> bool:
    length = _longest(words, index, COLLECTIVE)
    political = keys(words, index + length, 2) == _POLITICAL
    if words[index].joint == "comma":
        return political or kind != "bodies"
    if keys(words, index, length) in _JOINS_AFTER_AND or (kind != "bodies" and length == 0):
        return False
    current = {word.key for word in words[max(begin, index - _NEAR) : index]}
    return political or kind != "bodies" or bool(current & _DEPARTMENT_WORDS)


def _one_office(words: tuple[Word, ...], index: int, begin: int) -> bool:
    """ "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Văn phòng HĐND và UBND huyện" are one office."""
    if not _longest(words, index, _COUNCILS):
        return False
    phrase = [word.key for word in words[begin : begin + 3]]
    if _OFFICE not in {tuple(phrase[0:2]), tuple(phrase[1:3])}:
        return False
    return any(_longest(words, at, _OFFICE_OF) for at in range(max(begin, index - _NEAR), index))


def territory_at(words: tuple[Word, ...], at: int) -> int:
    """How many words of a territory noun ("thành phố", "xã") stand at `at`."""
    return _longest(words, at, TERRITORY)
