"""Counts, percentages and sizes as people here read them: 3.321 · 45,69 % · 2,4 MB; and a count as people type it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

__all__ = ["count", "file_size", "parse_count", "percent"]

_TYPED = re.compile(r"(\d+|\d{1,3}([.,\s]\d{3})+)\s*(người|lượt|lượt người)?", re.IGNORECASE)
MOST_DIGITS = 12


def count(value: int) -> str:
    """3321 → "3.321"."""
    return f"{value:,}".replace(",", ".")


def percent(value: Decimal | float, places: int = 2) -> str:
    """45.69 → "45,69 %"; needless zeros are left away (80.0 → "80 %")."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text.replace('.', ',')} %"


def file_size(size: int) -> str:
    """Bytes → "312 B", "48 KB", "2,4 MB"."""
    if size < 1024:
        return f"{size} B"
    if size < 1 << 20:
        return f"{size // 1024} KB"
    return f"{size / (1 << 20):.1f} MB".replace(".", ",")


def parse_count(text: str) -> int | None:
    """ "1.200", "1 200", "1,200", "200 người" → a whole number; "" → None.

    Raises ValueError on anything else: "1.5" and "khoảng 200" are not read as 15 and 200.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if not plain:
        return None
    match = _TYPED.fullmatch(plain)
    digits = re.sub(r"[.,\s]", "", match[1]) if match else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise ValueError(text)
    return int(digits)
