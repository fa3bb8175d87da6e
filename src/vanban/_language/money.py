"""Amounts of money in đồng, whatever the document writes: digits with a unit, a table's unit, or words.

Refuses to guess a currency other than đồng and to round: an amount that is no whole đồng is None.
Thousands take a dot and decimals a comma (Decree 30/2020/NĐ-CP); offices also type the decimal point as a dot
("1538.620" triệu), which `decimal_mark` finds out from a whole table, never from one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vanban._language.text import collapse, tone_key

DecimalMark = Literal[",", "."]

_UNITS = {
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "trđ": 10**6,
    "tr": 10**6,
    "nghìn": 1000,
    "ngàn": 1000,
    "nghin": 1000,
}
_NUMBER = r"(?:\d{1,3}(?:[.\s]\d{3}){1,5}|\d{1,15})(?:,\d{1,6})?"
_AMOUNT = re.compile(
    rf"(?<![\d.,/])(?P<number>{_NUMBER})(?P<dot>\.\d{{1,6}})?\s{{0,2}}(?P<unit>tỷ|tỉ|triệu|trđ|tr(?!\w)|nghìn|ngàn)?\s{{0,2}}"
    r"(?P<dong>đồng|đ(?![\w/])|vnđ|vnd|₫)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"^[-–\s]*(?P<number>\d[\d.\s]*(?:,\d+)?|{_NUMBER})\s*$")
_UNIT_LINE = re.compile(
    r"(?:đơn vị(?: tính)?|đvt)\s{0,2}[:：]?\s{0,2}(?P<unit>tỷ|tỉ|triệu|nghìn|ngàn|1\.000|1\.000\.000)?\s{0,2}(?P<dong>đồng|đ|vnđ|vnd)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount found in a text: whole đồng, its place, and whether a currency or unit word says it is money."""

    vnd: int
    begin_at: int
    end_at: int


def _whole(value: Decimal) -> int | None:
    return int(value) if value == value.to_integral_value() else None


def _digits(number: str, decimal: DecimalMark = ",") -> Decimal | None:
    bare = re.sub(r"\s", "", number)
    bare = bare.replace(",", "") if decimal == "." else bare.replace(".", "").replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount said to be money: "1.518.620.000 đ", "1,5 tỷ đồng", "742 triệu". A bare number is none."""
    clean = collapse(text)
    found: list[Amount] = []
    for match in _AMOUNT.finditer(clean):
        unit = _UNITS.get((match["unit"] or "").casefold(), 1)
        if not match["dong"] and unit == 1:
            continue
        number = match["number"] + (match["dot"] or "").replace(".", "," if unit > 1 else ".")
        value = _digits(number)
        vnd = _whole(value * unit) if value is not None else None
        if vnd is not None:
            found.append(Amount(vnd, match.start(), match.end()))
    return tuple(found)


def unit_of(text: str) -> int | None:
    """đồng per unit that a line such as "Đơn vị tính: Triệu đồng" states; None where it states none."""
    match = _UNIT_LINE.search(collapse(text))
    if match is None or not (match["unit"] or match["dong"]):
        clean = collapse(text).casefold()
        bare = re.search(r"\((triệu|nghìn|ngàn|tỷ|tỉ)?\s?(?:đồng|đ)\)", clean)
        return _UNITS.get(bare[1] or "", 1) if bare else None
    unit = (match["unit"] or "").casefold()
    return {"1.000": 1000, "1.000.000": 10**6}.get(unit) or _UNITS.get(unit, 1)


def decimal_mark(cells: Iterable[str]) -> DecimalMark:
    """What a table's figures use as decimal mark, judged by all of them: "." where thousands cannot be meant."""
    dots_as_decimal = False
    for cell in cells:
        number = re.sub(r"\s", "", cell)
        if re.fullmatch(r"\d+(?:,\d{3})*\.\d+", number) and (
            re.match(r"\d{4,}\.", number) or "," in number or not re.search(r"\.\d{3}$", number)
        ):
            dots_as_decimal = True
        if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", number) or re.search(r"\d,(?:\d{1,2}|\d{4,})$", number):
            return ","
    return "." if dots_as_decimal else ","


def read_amount(text: str, *, unit: int = 1, decimal: DecimalMark = ",") -> int | None:
    """The amount of a cell in đồng, or None. A unit written in the cell itself outweighs the table's `unit`."""
    clean = collapse(text)
    said = find_amounts(clean)
    if said:
        return said[0].vnd
    match = _PLAIN.match(clean)
    if match is None:
        return None
    value = _digits(match["number"], decimal)
    return _whole(value * unit) if value is not None else None


_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")


def _hundreds(number: int, *, leading: bool) -> list[str]:
    """0–999 in words; `leading` drops "không trăm" at the front of a whole number."""
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    words: list[str] = []
    if hundred or not leading:
        words += [_ONES[hundred], "trăm"]
    if ten == 0 and one and words:
        words.append("linh")
    if ten == 1:
        words.append("mười")
    elif ten > 1:
        words += [_ONES[ten], "mươi"]
    if one:
        word = _ONES[one]
        if ten > 1 and one == 1:
            word = "mốt"
        elif ten and one == 5:
            word = "lăm"
        words.append(word)
    return words


def _below_billion(number: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for group in (2, 1, 0):
        part = number // 1000**group % 1000
        if part:
            words += _hundreds(part, leading=leading and not words)
            if _GROUPS[group]:
                words.append(_GROUPS[group])
    return words


def number_in_words(number: int) -> str:
    """A whole number ≥ 0 read aloud, lower case: 1105 → "một nghìn một trăm linh năm"."""
    if number < 0:
        raise ValueError("a number in words is not negative")
    if number == 0:
        return _ONES[0]
    parts: list[int] = []
    while number:
        number, part = divmod(number, 10**9)
        parts.append(part)
    words: list[str] = []
    for index in range(len(parts) - 1, -1, -1):
        if parts[index]:
            words += _below_billion(parts[index], leading=not words)
        if index and (parts[index] or words):
            words.append("tỷ")
    return " ".join(words)


def money_in_words(vnd: int) -> str:
    """An amount as official documents spell it: 1518620000 → "Một tỷ năm trăm … hai mươi nghìn đồng"."""
    words = f"{number_in_words(vnd)} đồng"
    return words[0].upper() + words[1:]


_WORD_VALUES = {tone_key(word): value for value, word in enumerate(_ONES)} | {
    tone_key(word): value for word, value in (("mốt", 1), ("tư", 4), ("lăm", 5), ("nhăm", 5), ("bẩy", 7))
}
_HUNDRED, _TENS, _TEN = tone_key("trăm"), {tone_key("mươi"), tone_key("chục")}, tone_key("mười")
_FILLERS = {tone_key(word) for word in ("linh", "lẻ", "chẵn", "đồng", "và")}
_SCALES = {tone_key(word): value for word, value in _UNITS.items() if value > 1 and word not in {"tr", "trđ"}}


def read_money_words(text: str) -> int | None:
    """The amount that words say, in đồng; None where a word is no part of a number. The inverse of the above."""
    billions, below, part, seen = 0, 0, 0, False
    for token in re.findall(r"\w+", tone_key(text)):
        if token in _FILLERS:
            continue
        seen = True
        if token in _WORD_VALUES:
            part += _WORD_VALUES[token]
        elif token == _TEN:
            part += 10
        elif token in _TENS:
            part += part % 10 * 9
        elif token == _HUNDRED:
            part *= 100
        elif token in _SCALES:
            below, billions, part = _scaled(_SCALES[token], below, billions, part)
        else:
            return None
    return billions + below + part if seen else None


def _scaled(scale: int, below: int, billions: int, part: int) -> tuple[int, int, int]:
    """A scale word closes the part before it; "tỷ" lifts everything read since the last one."""
    if scale == 10**9:
        return 0, (billions + below + part) * scale, 0
    return below + part * scale, billions, 0
