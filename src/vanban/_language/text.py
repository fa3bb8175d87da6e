"""Vietnamese text as such: one Unicode form, comparison without marks or tone placement, dictionary order.

Refuses to know words: agencies, dates, money and citations have modules of their own. Every function here is
pure and linear in the length of its text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining tone marks in the order Vietnamese dictionaries use: (level), grave, hook, tilde, acute, dot below.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=100)}
# The capital letters of Vietnamese for character classes: "À-Ỹ" as a range would hold small letters too.
UPPER = "A-Z" + "".join(
    c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and unicodedata.name(c).startswith("LATIN")
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BEFORE_POINT = re.compile(r"\s+([,;.:!?…)\]”»])")

# "-", "+", "•", "1.", "1.2.3.", "1)", "(1)", "a)", "đ.", "IV.", "Điều 3.", "Nội dung 1:" stay apart: only what
# is a mark in every plan is a mark here; words that happen to begin a heading are the heading's own.
_MARK = re.compile(
    r"\s*(?:[-–—+•●▪◦*·]+(?=\s|\w)|\(?(?:\d{1,3}(?:\.\d{1,2}){0,4}|[a-zđ]|[IVXLC]{1,7})[.)](?!\d)|\d{1,2}(?:\.\d{1,2}){1,4}(?=\s))\s*"
)


def _bare(letter: str) -> str:
    marks_apart = unicodedata.normalize("NFD", letter).replace("đ", "d")
    return "".join(c for c in marks_apart if not unicodedata.combining(c))


# Every Vietnamese letter without its marks; a text of these and plain signs folds in one pass.
_FOLDED = {
    ord(letter): _bare(letter)
    for base in "aăâeêioôơuưyđ"
    for mark in ("", *_TONES)
    if len(letter := unicodedata.normalize("NFC", base + mark)) == 1
}
_NOT_FOLDED = re.compile("[^\x00-\x7f“”‘’–—…•≥≤·]")


def nfc(text: str) -> str:
    """The text in Unicode NFC, without invisible characters (soft hyphens, direction marks, zero widths)."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def collapse(text: str) -> str:
    """NFC with every run of white space (line breaks, non-breaking spaces) as one space, none at the ends."""
    return _SPACE.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """For search: no tone or letter marks, lower case, đ as d. "Đồng Tháp" → "dong thap". Idempotent."""
    quick = text.casefold().translate(_FOLDED)
    if not _NOT_FOLDED.search(quick):
        return quick
    lowered = unicodedata.normalize("NFD", text).casefold().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=4096)
def split_tone(syllable: str) -> tuple[str, int]:
    """The syllable without its tone, and the tone (0 level … 5 dot below). "Hoà" and "Hòa" → ("Hoa", 1)."""
    tone = 0
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", syllable):
        if character in _TONES:
            tone = tone or _TONES[character]
        else:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def tone_key(text: str) -> str:
    """For comparison: case and the place of the tone mark do not count, the tone does.

    "hoà" = "hòa", "Uỷ ban" = "ủy ban", "thuý" = "thúy"; "bộ" ≠ "bò". White space collapsed.
    """

    return _WORD.sub(_matched_key, collapse(text))


def _matched_key(match: re.Match[str]) -> str:
    return word_key(match.group())


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """`tone_key` of one word in NFC."""
    letters, tone = split_tone(word.casefold())
    return f"{letters}{tone}" if tone else letters


def same_words(left: str, right: str) -> bool:
    """Do both texts say the same words? Case, tone placement, punctuation and spacing do not count."""
    return words_key(left) == words_key(right)


def words_key(text: str) -> str:
    """`tone_key` of the words alone, joined by one space."""
    return " ".join(_WORD.findall(tone_key(text)))


def _syllable_rank(syllable: str) -> tuple[tuple[int, ...], int]:
    letters, tone = split_tone(syllable.casefold())
    return tuple(
        _RANK.get(letter, ord(letter) if ord(letter) < 100 else ord(letter) + 1000) for letter in letters
    ), tone


CollationKey = tuple[tuple[tuple[tuple[int, ...], int], ...], str]


def collation_key(text: str) -> CollationKey:
    """Dictionary order: syllable by syllable, a ă â … d đ … o ô ơ … u ư, then the five tones, then case."""
    clean = collapse(text)
    return tuple(_syllable_rank(syllable) for syllable in _WORD.findall(clean)), clean


def name_key(full_name: str) -> CollationKey:
    """Order of people: by given name (the last word), then family and middle names. Titles are not removed."""
    words = collapse(full_name).split(" ")
    return collation_key(" ".join([words[-1], *words[:-1]]))


def split_mark(text: str) -> tuple[str, str]:
    """The list mark that opens the text ("-", "1.", "a)", "IV.") and the rest; ("", text) without one."""
    clean = collapse(text)
    match = _MARK.match(clean)
    if match is None or match.end() == len(clean):
        return "", clean
    return match.group().strip(), clean[match.end() :]


def drop_mark(text: str) -> str:
    """The text without the list mark that opens it, white space collapsed."""
    return split_mark(text)[1]


def tidy(text: str) -> str:
    """White space collapsed, and none before , ; . : ) or a closing quotation mark."""
    return _BEFORE_POINT.sub(r"\1", collapse(text))


def upper_share(text: str) -> float:
    """How much of the letters is in capitals, 0 to 1; 0 for a text without letters."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


_SENTENCE_END = re.compile(rf"(?<=[.!?…])[”\")]?\s+(?=[“\"(]?[{UPPER}])")
_NOT_AN_END = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|tp|TX|TT|Q|P|ThS|TS|PGS|GS|ĐT|St|No|Mr|Số|KT|TM|TL|TUQ|đ/c)\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, in order; abbreviations with a stop ("TP. Tam Kỳ") do not end one."""
    clean = collapse(text)
    found: list[str] = []
    begin = 0
    for match in _SENTENCE_END.finditer(clean):
        piece = clean[begin : match.start()]
        if _NOT_AN_END.search(piece[-8:]):
            continue
        if piece.strip():
            found.append(piece.strip())
        begin = match.end()
    rest = clean[begin:].strip()
    return (*found, rest) if rest else tuple(found)
