"""Counts and percentages in the reader's language: 3.321 · 45,69 % (in English 3,321 · 45.69 %).
Money is written one way in both (khien.base.money). Official documents use khien.base.numbers instead.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format


def count(value: int | float | Decimal) -> str:
    """3321 → "3.321"; decimals stay as they are."""
    return number_format(value, use_l10n=True, force_grouping=True)


def percent(value: Decimal | float, places: int = 2) -> str:
    """45.69 → "45,69 %"; needless zeros are left away (80.0 → "80 %")."""
    text = f"{value:.{places}f}"
    plain = Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
    return f"{number_format(plain, use_l10n=True)} %"
