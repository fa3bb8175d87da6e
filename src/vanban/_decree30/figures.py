"""Numbers, money and dates as official text writes them: "1.538.620.000 đồng", "85,5%", "ngày 05 tháng 01 năm 2027".

Source: Decree 30/2020/NĐ-CP, annex I, II.4 (dates) and the usage of the state budget's tables (dots for
thousands, a comma for decimals). Refuses floats for money: money is a whole number of đồng.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from vanban._decree30.layout import NOUGHT_BELOW_DAY, NOUGHT_BELOW_MONTH, NOUGHT_BELOW_NUMBER

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """NFC, without control and direction marks (a print never needs them, XML forbids some)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _SURROGATE.sub("", _CONTROL.sub("", text)))


def number_text(value: int | Decimal, decimals: int = 0) -> str:
    """`value` with dots for thousands and a comma for decimals, rounded half up, idle noughts kept."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def money_text(amount_vnd: int) -> str:
    """A sum in đồng: 1538620000 → "1.538.620.000 đồng"."""
    return f"{number_text(amount_vnd)} đồng"


def percent_text(value: int | Decimal, decimals: int = 2) -> str:
    """A percentage without a space before the sign, without idle noughts: 85.50 → "85,5%"."""
    text = number_text(value, decimals)
    return (text.rstrip("0").rstrip(",") if "," in text else text) + "%"


def document_number(number: int | None) -> str:
    """05 for 5, 12 for 12, blanks where the number is still to be given."""
    if number is None:
        return " " * 8
    return f"{number:02d}" if number < NOUGHT_BELOW_NUMBER else str(number)


def day_month(day: int, month: int) -> tuple[str, str]:
    """Leading noughts: days below 10, months 1 and 2."""
    day_text = f"{day:02d}" if day < NOUGHT_BELOW_DAY else str(day)
    month_text = f"{month:02d}" if month < NOUGHT_BELOW_MONTH else str(month)
    return day_text, month_text


def date_in_full(on: date | None, year: int | None = None) -> str:
    """ "ngày 05 tháng 01 năm 2027"; with `on` None, blanks for day and month before `year`."""
    if on is None:
        return f"ngày      tháng      năm {year}"
    day, month = day_month(on.day, on.month)
    return f"ngày {day} tháng {month} năm {on.year}"


def date_short(on: date) -> str:
    """15/01/2026."""
    return f"{on.day:02d}/{on.month:02d}/{on.year}"


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(value: int) -> str:
    """Roman numerals up to 399, for parts and sections."""
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text
