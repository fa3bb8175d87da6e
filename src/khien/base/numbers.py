"""Counts, percentages and sizes as people here read them: 3.321 · 45,69 % · 2,4 MB."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["count", "file_size", "percent"]


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
