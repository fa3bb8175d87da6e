"""Money in whole đồng, written and read the Vietnamese way. No fractions: the đồng has none."""

from __future__ import annotations

import re
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
    r"^\s*(-?[\d.,\s]*\d)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ|)\s*(đồng|đ|vnđ|vnd|)\s*$", re.IGNORECASE
)


def vnd(amount: int | Decimal | None) -> str:
    """1538620000 → "1.538.620.000 đồng"; None → ""."""
    if amount is None:
        return ""
    whole = int(Decimal(amount).to_integral_value(rounding=ROUND_HALF_UP))
    return f"{whole:,} đồng".replace(",", ".")


def parse_vnd(text: str) -> int:
    """ "1.538.620.000 đồng", "742 triệu", "1,5 tỷ", "17310000" → whole đồng.

    Dots and spaces part thousands, a comma the decimals. Raises ValueError when it is not an amount or would
    leave a fraction of a đồng.
    """
    match = _AMOUNT.match(text)
    if match is None:
        raise ValueError(text)
    digits = re.sub(r"[.\s]", "", match[1]).replace(",", ".")
    try:
        amount = Decimal(digits) * _WORDS[match[2].lower()]
    except InvalidOperation:
        raise ValueError(text) from None
    if amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)
