"""Money in whole đồng, written and read the Vietnamese way. No fractions: the đồng has none."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

__all__ = ["parse_vnd", "vnd"]

_WORDS = {
    "": 1,
    "đ": 1,
    "đồng": 1,
    "vnd": 1,
    "vnđ": 1,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "triệu": 1_000_000,
    "tr": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_AMOUNT = re.compile(
    r"^\s*(-?)([\d.,\s]*\d)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ|)\s*(đồng|đ|vnđ|vnd|)\s*$", re.IGNORECASE
)
_GROUPED = re.compile(r"\d{1,3}([.\s]\s*\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+(,\d+)?")
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(,\d{3}){2,}")
_ENGLISH_POINT = re.compile(r"\d+\.\d{1,2}")


def vnd(amount: int | Decimal | None) -> str:
    """1538620000 → "1.538.620.000 đồng"; None → ""."""
    if amount is None:
        return ""
    whole = int(Decimal(amount).to_integral_value(rounding=ROUND_HALF_UP))
    return f"{whole:,} đồng".replace(",", ".")


def parse_vnd(text: str) -> int:
    """ "1.538.620.000 đồng", "742 triệu", "1,5 tỷ", "17310000" → whole đồng.

    Dots and spaces part thousands, in threes; a comma the decimals. "1.5 triệu" can only mean 1,5 triệu, "1,500,000"
    only 1.500.000. Raises ValueError when it is not an amount, could mean two, or would leave a fraction of a đồng.
    """
    match = _AMOUNT.match(unicodedata.normalize("NFC", text))
    if match is None:
        raise ValueError(text)
    sign, digits, word = match[1], match[2].strip(), match[3].lower()
    if _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits):
        digits = re.sub(r"[.\s]", "", digits).replace(",", ".")
    elif _ENGLISH_GROUPS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif not (word and _ENGLISH_POINT.fullmatch(digits)):
        raise ValueError(text)
    try:
        amount = Decimal(sign + digits) * _WORDS[word]
    except InvalidOperation:
        raise ValueError(text) from None
    if amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)
